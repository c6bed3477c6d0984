import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { create, govern, type NewEntity, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { STORES } from '../../support/store/stores.ts';
import { untilIdle } from '../../support/until-idle.ts';

const DATASET = { schema: 'sales', table: 'orders' };
const ORDERS = { entityType: 'METADATA', canonicalKey: 'orders' };
const REVENUE = { entityType: 'KPI', canonicalKey: 'revenue' };

/** One entity of each type, in an order in which what is mentioned is there already. */
const ENTITIES: readonly NewEntity[] = [
  {
    entityType: 'METADATA',
    canonicalKey: 'orders',
    change: { name: 'Orders', tier: 'TIER1', freshnessHours: 1.5, dataset: DATASET },
  },
  {
    entityType: 'KPI',
    canonicalKey: 'revenue',
    change: {
      name: 'Revenue',
      tier: 'TIER1',
      kpi: { formula: 'sum(amount)', unit: 'EUR', direction: 'HIGHER_IS_BETTER', computedFrom: ['orders'] },
    },
  },
  {
    entityType: 'GLOSSARY',
    canonicalKey: 'order',
    change: { name: 'Order', tier: 'TIER3', glossary: { definition: 'What a customer asks for.' } },
  },
  {
    entityType: 'GLOSSARY',
    canonicalKey: 'turnover',
    change: {
      name: 'Turnover',
      tier: 'TIER3',
      glossary: { definition: 'What comes in.', synonyms: ['revenue', 'sales'], relatedTerms: ['order'] },
    },
  },
  {
    entityType: 'BUSINESS_RULE',
    canonicalKey: 'amount_positive',
    change: {
      name: 'Amounts are positive',
      tier: 'TIER2',
      dataset: { ...DATASET, column: 'amount' },
      businessRule: { check: { numberRange: { min: 0 } }, severity: 'CRITICAL' },
    },
  },
  {
    entityType: 'TAG',
    canonicalKey: 'confidential',
    change: {
      name: 'Confidential',
      tier: 'TIER4',
      tag: { values: ['internal', 'secret'], marks: [ORDERS, REVENUE] },
    },
  },
  {
    entityType: 'LINEAGE',
    canonicalKey: 'orders_to_revenue',
    change: {
      name: 'Orders make revenue',
      tier: 'TIER2',
      lineage: { from: { ...ORDERS, column: 'amount' }, to: REVENUE, transformation: 'sum' },
    },
  },
];

const ENTITY = `query ($entityType: EntityType!, $canonicalKey: String!) {
  entity(entityType: $entityType, canonicalKey: $canonicalKey) {
    __typename status version freshnessHours tags { canonicalKey }
    ... on Kpi { formula unit direction computedFrom computedFromMetadata { name } }
    ... on GlossaryTerm { definition synonyms relatedTermKeys relatedTerms { name definition } }
    ... on BusinessRule { severity check { ... on NumberRangeCheck { minNumber maxNumber } } dataset { column } }
    ... on Tag { values marks { entityType canonicalKey entity { __typename name } } }
    ... on LineageField {
      from { entityType canonicalKey column entity { name } }
      to { entityType canonicalKey column entity { name } }
      transformation
    }
  }
}`;

describe.each(STORES)('the definitions of the six types in %s', (_, openStore) => {
  let server: TestServer;
  let store: ReturnType<typeof countStatements>;
  beforeAll(async () => {
    store = countStatements(await openStore());
    server = await startTestServer({ database: store.database });
    for (const entity of ENTITIES) await create(server, entity);
  }, 120_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function entity(entityType: string, canonicalKey: string) {
    const data = await server.query<{ entity: Record<string, unknown> }, object>(ENTITY, { entityType, canonicalKey });
    return data.entity;
  }

  test('are what was requested, with what they mention resolved', async () => {
    const orders = { ...ORDERS, entity: { name: 'Orders' } };
    const revenue = { ...REVENUE, entity: { name: 'Revenue' } };
    expect(await entity('METADATA', 'orders')).toMatchObject({
      __typename: 'Metadata',
      freshnessHours: 1.5,
      tags: [{ canonicalKey: 'confidential' }],
    });
    expect(await entity('KPI', 'revenue')).toMatchObject({
      __typename: 'Kpi',
      unit: 'EUR',
      computedFrom: ['orders'],
      computedFromMetadata: [{ name: 'Orders' }],
      tags: [{ canonicalKey: 'confidential' }],
    });
    expect(await entity('GLOSSARY', 'turnover')).toMatchObject({
      __typename: 'GlossaryTerm',
      definition: 'What comes in.',
      synonyms: ['revenue', 'sales'],
      relatedTermKeys: ['order'],
      relatedTerms: [{ name: 'Order', definition: 'What a customer asks for.' }],
      tags: [],
    });
    expect(await entity('BUSINESS_RULE', 'amount_positive')).toMatchObject({
      __typename: 'BusinessRule',
      severity: 'CRITICAL',
      check: { minNumber: 0, maxNumber: null },
      dataset: { column: 'amount' },
    });
    expect(await entity('TAG', 'confidential')).toMatchObject({
      __typename: 'Tag',
      values: ['internal', 'secret'],
      marks: [
        { ...ORDERS, entity: { __typename: 'Metadata', name: 'Orders' } },
        { ...REVENUE, entity: { __typename: 'Kpi', name: 'Revenue' } },
      ],
    });
    expect(await entity('LINEAGE', 'orders_to_revenue')).toMatchObject({
      __typename: 'LineageField',
      from: { ...orders, column: 'amount' },
      to: { ...revenue, column: null },
      transformation: 'sum',
    });
  });

  test.each<readonly [string, string, object, string[]]>([
    [
      'KPI',
      'revenue',
      { kpi: { formula: 'sum(net)', direction: 'LOWER_IS_BETTER' } },
      ['kpi.formula', 'kpi.unit', 'kpi.direction', 'kpi.computedFrom'],
    ],
    [
      'GLOSSARY',
      'order',
      { glossary: { definition: 'A wish.', synonyms: ['wish'] } },
      ['glossary.definition', 'glossary.synonyms'],
    ],
    [
      'BUSINESS_RULE',
      'amount_positive',
      { businessRule: { check: { numberRange: { min: 0 } }, severity: 'INFO' } },
      ['businessRule.severity'],
    ],
    ['TAG', 'confidential', { tag: { values: ['internal', 'secret'], marks: [ORDERS] } }, ['tag.marks']],
    [
      'LINEAGE',
      'orders_to_revenue',
      { lineage: { from: ORDERS, to: REVENUE } },
      ['lineage.from', 'lineage.transformation'],
    ],
  ])(
    'a %s is updated by approval, the diff names its fields with dots, and it is deprecated',
    async (entityType, canonicalKey, change, fields) => {
      const input = { entityType, canonicalKey };
      const update = { ...input, kind: 'UPDATE', expectedVersion: 1, change };
      const requested = await requestChange(server, update);
      expect(requested.approval?.diff.map(({ field }) => field).sort()).toEqual([...fields].sort());
      await server.query(
        `mutation ($id: ID!) { withdrawApproval(input: { approvalId: $id }) { __typename } }`,
        { id: requested.approval?.id },
        { 'x-actor-id': 'anna' },
      );
      await govern(server, update);
      expect(await entity(entityType, canonicalKey)).toMatchObject({ version: 2, status: 'ACTIVE' });
      await govern(server, { ...input, kind: 'DEPRECATE', expectedVersion: 2 });
      expect(await entity(entityType, canonicalKey)).toMatchObject({ version: 3, status: 'DEPRECATED' });
    },
  );

  test('a tag that is deprecated marks nothing any more', async () => {
    expect((await entity('METADATA', 'orders')).tags).toEqual([]);
  });

  test('what a page of entities mentions takes the same number of statements for 2 as for 12', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        create(server, {
          entityType: 'GLOSSARY',
          canonicalKey: `term_${index}`,
          change: {
            name: 'Term',
            tier: 'TIER5',
            glossary: { definition: 'One of many.', relatedTerms: ['order', 'turnover'] },
          },
        }),
      ),
    );
    const marks = Array.from({ length: 12 }, (_, index) => ({ entityType: 'GLOSSARY', canonicalKey: `term_${index}` }));
    await create(server, {
      entityType: 'TAG',
      canonicalKey: 'many',
      change: { name: 'Many', tier: 'TIER5', tag: { marks } },
    });
    await untilIdle(server.parts.database);
    const statementsFor = async (first: number) => {
      const before = store.count('"mdm_entity"');
      const { entities } = await server.query<{ entities: { edges: { node: { tags: object[] } }[] } }, object>(
        `query ($first: Int) { entities(first: $first, filter: { entityTypes: [GLOSSARY], search: "term_" }) {
          edges { node { tags { name } ... on GlossaryTerm { relatedTerms { name } } } }
        } }`,
        { first },
      );
      expect(entities.edges.map(({ node }) => node.tags.length)).toEqual(Array(first).fill(1));
      return store.count('"mdm_entity"') - before;
    };
    const few = await statementsFor(2);
    expect(await statementsFor(12)).toBe(few);
    // The entities, their tags and their related terms.
    expect(few).toBe(3);
  });

  test('entities that mention one another in circles cannot be asked for without end', async () => {
    const nested = 'relatedTerms { relatedTerms { relatedTerms { name } } }';
    const { errors } = await server.execute(
      `{ entity(entityType: GLOSSARY, canonicalKey: "order") { ... on GlossaryTerm { ${nested} } } }`,
    );
    expect(errors?.[0]?.message).toContain('The operation costs');
  });
});
