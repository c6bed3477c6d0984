import { expect, test } from 'vitest';

import type { Entity, EntityContent } from '../../../src/domain/entities/entity.ts';
import { applyChange, diffOf, issuesOfChange } from '../../../src/domain/entities/entity-change.ts';
import type { RuleCheck } from '../../../src/domain/profiling/rule-check.ts';

const content: EntityContent = {
  name: 'Revenue',
  description: null,
  tier: 'tier2',
  owner: 'anna',
  dataset: { schema: 'sales', table: 'orders', keyColumns: ['id'] },
  definition: { kpi: { formula: 'sum(amount)', direction: 'HIGHER_IS_BETTER', computedFrom: ['orders'] } },
};
const entity: Entity = {
  ...content,
  id: 'kpi_1',
  tenantId: 'demo',
  entityType: 'KPI',
  canonicalKey: 'revenue',
  urn: 'urn:mdm:kpi:revenue',
  status: 'ACTIVE',
  version: 3,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  lastProfileId: 'prf_1',
  lastProfiledAt: new Date(0),
  lastQualityScore: 90,
  profileCount: 7,
  openRunId: null,
  lastFailure: null,
};

test('the diff of an update holds the fields that it changes and nothing else of the entity', () => {
  const after = applyChange(entity, {
    description: 'All of it',
    dataset: { schema: 'sales', table: 'orders', column: 'amount', keyColumns: ['id'] },
    kpi: { formula: 'sum(net)', direction: 'HIGHER_IS_BETTER', computedFrom: ['orders'] },
  });
  expect(diffOf(entity, after)).toEqual([
    { field: 'description', before: null, after: '"All of it"' },
    { field: 'kpi.formula', before: '"sum(amount)"', after: '"sum(net)"' },
    { field: 'dataset.column', before: null, after: '"amount"' },
  ]);
});

test('the diff of a creation holds every field that has a value', () => {
  expect(diffOf(null, content).map(({ field, before }) => [field, before])).toEqual(
    [
      'name',
      'tier',
      'owner',
      'dataset.schema',
      'dataset.table',
      'dataset.keyColumns',
      'kpi.formula',
      'kpi.direction',
      'kpi.computedFrom',
    ].map((field) => [field, null]),
  );
});

test('a field left out stays, and null clears description, owner and dataset', () => {
  expect(applyChange(entity, {})).toEqual(content);
  const cleared = applyChange({ ...entity, description: 'x' }, { description: null, owner: null, dataset: null });
  expect([cleared.description, cleared.owner, cleared.dataset]).toEqual([null, null, null]);
});

test('each type takes its own definition and needs it to be created', () => {
  const kpi = content.definition.kpi;
  expect(issuesOfChange('METADATA', 'UPDATE', { kpi }).map(({ path }) => path)).toEqual([['change', 'kpi']]);
  expect(issuesOfChange('KPI', 'CREATE', { name: 'n' }).map(({ path }) => path.at(-1))).toEqual(['tier', 'kpi']);
  expect(issuesOfChange('KPI', 'DEPRECATE', { name: 'n' })).toHaveLength(1);
  const ownDefinition = {
    GLOSSARY: 'glossary',
    BUSINESS_RULE: 'businessRule',
    TAG: 'tag',
    LINEAGE: 'lineage',
  } as const;
  for (const [entityType, name] of Object.entries(ownDefinition)) {
    const type = entityType as keyof typeof ownDefinition;
    expect(issuesOfChange(type, 'CREATE', { name: 'n', tier: 'tier1' }).map(({ path }) => path.at(-1))).toEqual([name]);
  }
});

test('the order in which a database keeps the members of a value is no difference', () => {
  const rule = (check: object): EntityContent => ({
    ...content,
    definition: { businessRule: { severity: 'INFO', check: check as RuleCheck } },
  });
  const written = rule({ kind: 'numberRange', min: 1, max: 2 });
  expect(diffOf(rule({ max: 2, min: 1, kind: 'numberRange' }), written)).toEqual([]);
  expect(diffOf(rule({ max: 3, min: 1, kind: 'numberRange' }), written)).toEqual([
    {
      field: 'businessRule.check',
      before: '{"kind":"numberRange","max":3,"min":1}',
      after: '{"kind":"numberRange","max":2,"min":1}',
    },
  ]);
});
