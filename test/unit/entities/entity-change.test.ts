import { expect, test } from 'vitest';

import type { Entity, EntityContent } from '../../../src/domain/entities/entity.ts';
import {
  applyChange,
  diffOf,
  isReactivation,
  issuesOfChange,
  statusDiff,
} from '../../../src/domain/entities/entity-change.ts';
import type { RuleCheck } from '../../../src/domain/profiling/business-rules/rule-check.ts';

const content: EntityContent = {
  name: 'Revenue',
  description: null,
  tier: 'tier2',
  owner: 'anna',
  standardPackId: null,
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
  replacedById: null,
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

test('a field left out stays, and null clears description, owner, standard pack and dataset', () => {
  expect(applyChange(entity, {})).toEqual(content);
  const governed = { ...entity, description: 'x', standardPackId: 'ifrs' };
  expect(applyChange(governed, {}).standardPackId).toBe('ifrs');
  const { name, tier, definition, ...cleared } = applyChange(governed, {
    ...{ description: null, owner: null, standardPackId: null, dataset: null },
  });
  expect([name, tier, definition]).toEqual([entity.name, entity.tier, entity.definition]);
  expect(Object.values(cleared)).toEqual([null, null, null, null]);
});

test('each type takes its own definition and needs it to be created', () => {
  const kpi = content.definition.kpi;
  expect(issuesOfChange('METADATA', 'UPDATE', { kpi }).map(({ path }) => path)).toEqual([['change', 'kpi']]);
  expect(issuesOfChange('KPI', 'CREATE', { name: 'n' }).map(({ path }) => path.at(-1))).toEqual(['tier', 'kpi']);
  expect(issuesOfChange('KPI', 'DEPRECATE', { name: 'n' })).toHaveLength(1);
  expect(issuesOfChange('KPI', 'REACTIVATE', { name: 'n' })).toHaveLength(1);
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

test('a change of the status alone says what took its place only where that changes', () => {
  const status = { field: 'status', before: '"ACTIVE"', after: '"DEPRECATED"' };
  expect(statusDiff('ACTIVE', 'DEPRECATED')).toEqual([status]);
  expect(statusDiff('ACTIVE', 'DEPRECATED', { after: 'net' })).toEqual([
    status,
    { field: 'replacedBy', before: null, after: '"net"' },
  ]);
  expect(isReactivation([status])).toBe(false);
  expect(isReactivation(statusDiff('DEPRECATED', 'ACTIVE', { before: 'net' }))).toBe(true);
});
