import { describe, expect, it } from 'vitest';

import { compareVersions } from '../../../../dashboard/entity/versions/compare-versions.ts';

describe('two versions', () => {
  const version = (kind: 'CREATE' | 'UPDATE' | 'DEPRECATE', definition: unknown, dataset: string | null = null) => ({
    version: 1,
    kind,
    content: {
      name: 'Revenue',
      description: null,
      tier: 'TIER1' as const,
      owner: 'anna',
      definition: JSON.stringify(definition),
      dataset: dataset === null ? null : { schema: 's', table: dataset, column: null, keyColumns: [] },
    },
  });

  it('differ in fields that are named as in the change of one', () => {
    expect(
      compareVersions(
        'KPI',
        version('CREATE', { formula: 'a', unit: 'EUR' }, 't'),
        version('UPDATE', { unit: 'EUR', formula: 'b' }, 'u'),
      ),
    ).toEqual([
      { field: 'dataset.table', before: '"t"', after: '"u"' },
      { field: 'kpi.formula', before: '"a"', after: '"b"' },
    ]);
  });

  it('differ in their status after a deprecation', () => {
    expect(compareVersions('KPI', version('UPDATE', {}), version('DEPRECATE', {}))).toEqual([
      { field: 'status', before: '"ACTIVE"', after: '"DEPRECATED"' },
    ]);
  });

  it('do not differ by the order of members', () => {
    expect(
      compareVersions(
        'BUSINESS_RULE',
        version('CREATE', { check: { kind: 'length', min: 1, max: 2 } }),
        version('UPDATE', { check: { max: 2, min: 1, kind: 'length' } }),
      ),
    ).toEqual([]);
  });
});
