import { describe, expect, it } from 'vitest';

import { emptyForm } from '../../../../dashboard/change/model/change-form.ts';
import { changedParts, inputOf, partsOf } from '../../../../dashboard/change/model/change-input.ts';
import { formOf } from '../../../../dashboard/change/model/form-of.ts';
import { type GivenContent, readContent } from '../../../../dashboard/change/model/read-content.ts';
import type { EntityType } from '../../../../dashboard/gql/types.ts';
import { entityChangeSchema } from '../../../../src/domain/entities/entity.ts';
import { applyChange, diffOf } from '../../../../src/domain/entities/entity-change.ts';

const shared: GivenContent = {
  name: 'Revenue',
  description: null,
  tier: 'TIER1',
  owner: 'anna',
  standardPackId: 'ifrs',
  freshnessHours: 1.5,
  dataset: { schema: 'sales', table: 'orders', column: 'amount', keyColumns: ['id'] },
  definition: null,
};
const check = (written: object) => JSON.stringify({ severity: 'WARNING', check: written });
const contents: readonly (readonly [EntityType, GivenContent])[] = [
  ['METADATA', { ...shared, dataset: null, owner: null }],
  [
    'KPI',
    { ...shared, definition: '{"formula":"sum(x)","direction":"LOWER_IS_BETTER","unit":"EUR","computedFrom":["a"]}' },
  ],
  ['GLOSSARY', { ...shared, definition: '{"definition":"What it is.","synonyms":["b"],"relatedTerms":[]}' }],
  ['TAG', { ...shared, definition: '{"values":["x"],"marks":[{"entityType":"KPI","canonicalKey":"a"}]}' }],
  [
    'LINEAGE',
    {
      ...shared,
      definition:
        '{"from":{"entityType":"METADATA","canonicalKey":"a","column":"c"},"to":{"entityType":"KPI","canonicalKey":"b"},"transformation":"summed"}',
    },
  ],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'notNull' }) }],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'pattern', pattern: '^a' }) }],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'numberRange', min: -1.5 }) }],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'dateRange', min: '2026-01-01', max: '2026-12-31' }) }],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'length', min: 0, max: 3 }) }],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'acceptedValues', values: ['a', 'b'] }) }],
  ['BUSINESS_RULE', { ...shared, definition: check({ kind: 'reference', schema: 's', table: 't', column: 'c' }) }],
];

describe('the input of a change', () => {
  it.each(contents)('of an untouched form of %s is what is approved already', (entityType, given) => {
    const content = readContent(entityType, given);
    const input = inputOf(formOf(entityType, content), partsOf(entityType));
    const change = entityChangeSchema.parse({ ...input, tier: content.tier });
    expect(diffOf(content, applyChange(content, change))).toEqual([]);
  });

  it('has only the parts that differ', () => {
    const base = emptyForm('KPI', 'anna');
    const form = {
      ...base,
      owner: ' ',
      kpi: { ...base.kpi, formula: 'sum(x)' },
      glossary: { ...base.glossary, definition: 'x' },
    };
    const parts = changedParts('KPI', base, form);
    expect(parts).toEqual(['owner', 'kpi']);
    expect(inputOf(form, parts)).toEqual({
      owner: null,
      kpi: { formula: 'sum(x)', direction: 'HIGHER_IS_BETTER', computedFrom: [] },
    });
  });

  it('unbinds a dataset with null', () => {
    const content = readContent('METADATA', shared);
    const form = formOf('METADATA', content);
    expect(inputOf({ ...form, dataset: { ...form.dataset, isBound: false } }, ['dataset'])).toEqual({ dataset: null });
  });
});
