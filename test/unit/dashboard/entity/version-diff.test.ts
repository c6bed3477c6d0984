import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareVersions } from '../../../../dashboard/entity/versions/compare-versions.ts';
import { diffSequence } from '../../../../dashboard/entity/versions/diff-sequence.ts';
import { diffField } from '../../../../dashboard/entity/versions/field-diff.ts';

const text = (before: unknown, after: unknown) =>
  diffField({
    field: 'f',
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  });
const SIGNS = { same: ' ', removed: '-', added: '+', skipped: '…' } as const;

function inShort(before: unknown, after: unknown): string[] {
  const diff = text(before, after);
  const pieces = diff.form === 'words' ? diff.pieces : diff.lines;
  return pieces.map((piece) => `${SIGNS[piece.kind]}${'item' in piece ? piece.item : piece.count}`);
}

describe('the difference of two sequences', () => {
  it('leads from each to the other, whatever they are', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const pieces = diffSequence(before, after);
        expect(pieces.filter(({ kind }) => kind !== 'added').map(({ item }) => item)).toEqual(before);
        expect(pieces.filter(({ kind }) => kind !== 'removed').map(({ item }) => item)).toEqual(after);
      }),
    );
  });

  it('leaves as much as possible as it is', () => {
    const pieces = diffSequence(['a', 'b', 'c', 'd', 'e'], ['x', 'b', 'c', 'e', 'y']);
    expect(pieces.filter(({ kind }) => kind === 'same').map(({ item }) => item)).toEqual(['b', 'c', 'e']);
  });
});

describe('the change of a field', () => {
  it('is told word by word in a text', () => {
    expect(inShort('Sum of all orders.', 'Sum of paid orders.')).toEqual([' Sum of ', '-all', '+paid', '  orders.']);
  });

  it('is all of it where there was nothing, or is nothing any more', () => {
    expect(inShort(null, 'new')).toEqual(['+new']);
    expect(inShort('old', null)).toEqual(['-old']);
  });

  it('is told item by item in a list, without what is far from a change', () => {
    expect(inShort(['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c', 'd', 'f'])).toEqual(['…2', ' c', ' d', '-e', '+f']);
  });

  it('is told part by part in what is nested', () => {
    expect(
      inShort(
        { entityType: 'METADATA', canonicalKey: 'a', column: 'x' },
        { entityType: 'METADATA', canonicalKey: 'b', column: 'x' },
      ),
    ).toEqual([' entityType: METADATA', '-canonicalKey: a', '+canonicalKey: b', ' column: x']);
    expect(inShort([{ entityType: 'KPI', canonicalKey: 'k' }], [])).toEqual(['-KPI k']);
  });

  it('keeps of a long text what stands beside the change', () => {
    const long = 'word '.repeat(500);
    const diff = text(`${long}old`, `${long}new`);
    const [first] = diff.form === 'words' ? diff.pieces : [];
    expect(first?.item.startsWith(' … word')).toBe(true);
    expect(first?.item.length).toBeLessThan(300);
  });
});

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
