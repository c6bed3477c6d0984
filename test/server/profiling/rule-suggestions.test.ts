import { afterAll, beforeAll, expect, test } from 'vitest';

import { create, requestChange } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.warehouse.exec(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.countries (code text);
    INSERT INTO shop.countries SELECT 'C' || n FROM generate_series(1, 30) n;
    CREATE TABLE shop.sales (sale_no text, country_code text, state text, amount numeric(10,2));
    INSERT INTO shop.sales SELECT 'S-' || n, 'C' || 1 + n % 25, CASE WHEN n % 4 = 0 THEN 'open' ELSE 'sold' END,
      CASE WHEN n % 2 = 0 THEN n * 3.5 END
    FROM generate_series(1, 400) n;`);
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'countries',
    change: { name: 'Countries', tier: 'TIER4', dataset: { schema: 'shop', table: 'countries', keyColumns: ['code'] } },
  });
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'sales',
    change: { name: 'Sales', tier: 'TIER1', dataset: { schema: 'shop', table: 'sales' } },
  });
  await until('the profile', async () => {
    const { entity } = await server.query<{ entity: { latestProfile: object | null } }, object>(
      '{ entity(entityType: METADATA, canonicalKey: "sales") { latestProfile { id } } }',
    );
    return entity.latestProfile !== null;
  });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Suggestion {
  kind: string;
  column: string;
  evidence: string;
  request: Record<string, unknown> & { canonicalKey: string };
}

const SUGGESTIONS = `{ suggestRules(schema: "shop", table: "sales") {
  kind column evidence severity check { __typename } request
  profile { entity { canonicalKey } }
} }`;

async function suggestions(): Promise<Suggestion[]> {
  return (await server.query<{ suggestRules: Suggestion[] }, object>(SUGGESTIONS)).suggestRules;
}

test('what the data says is suggested, can be requested as it is, and is not suggested again once it is a rule', async () => {
  const before = await suggestions();
  expect(before.map(({ kind, column }) => `${column} ${kind}`)).toEqual([
    'sale_no NOT_NULL',
    'sale_no UNIQUENESS',
    'country_code NOT_NULL',
    'country_code REFERENCE',
    'state NOT_NULL',
    'state ACCEPTED_VALUES',
    'amount RANGE',
  ]);
  expect(before.find(({ kind }) => kind === 'REFERENCE')).toMatchObject({
    evidence: 'All 400 values of country_code occur in shop.countries.code, which is its key.',
    severity: 'ERROR',
    check: { __typename: 'ReferenceCheck' },
    profile: { entity: { canonicalKey: 'sales' } },
    request: {
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'sales_country_code_reference',
      kind: 'CREATE',
      change: {
        tier: 'TIER1',
        dataset: { schema: 'shop', table: 'sales', column: 'country_code' },
        businessRule: {
          check: { reference: { schema: 'shop', table: 'countries', column: 'code' } },
          severity: 'ERROR',
        },
      },
    },
  });
  for (const { request } of before) {
    expect(await requestChange(server, request)).toMatchObject({ __typename: 'RequestApprovalSuccess' });
  }
  const { approvals } = await server.query<{ approvals: { edges: { node: { id: string } }[] } }, object>(
    '{ approvals(filter: { statuses: [PENDING] }) { edges { node { id } } } }',
  );
  expect(approvals.edges).toHaveLength(before.length);
  for (const { node } of approvals.edges) {
    await server.query(
      `mutation { approve(input: { approvalId: "${node.id}" }) { __typename } }`,
      {},
      {
        'x-actor-id': 'bert',
      },
    );
  }
  await until('nothing to be suggested', async () => (await suggestions()).length === 0);
});

test('nothing is suggested of a table that was never profiled, or that does not exist', async () => {
  const asked = await server.query(`{
    never: suggestRules(schema: "shop", table: "countries") { kind }
    none: suggestRules(schema: "shop", table: "none") { kind }
  }`);
  expect(asked).toEqual({ never: [], none: [] });
});

const TEST = `query ($input: TestRuleInput!) { testRule(input: $input) {
  __typename
  ... on TestRuleSuccess { checked passed rowsRead sampled failingShapes { shape count } }
  ... on NotMeasuredError { errorCode message }
  ... on ValidationError { issues { path } }
} }`;

test.each<[string, object, object]>([
  [
    'the counts and the shapes of what fails',
    { column: 'country_code', check: { pattern: '^C.$' } },
    {
      __typename: 'TestRuleSuccess',
      checked: 400,
      passed: 144,
      rowsRead: 400,
      sampled: false,
      failingShapes: [{ shape: 'A99', count: 256 }],
    },
  ],
  [
    'a column that does not exist',
    { column: 'Amount', check: { notNull: true } },
    {
      __typename: 'NotMeasuredError',
      errorCode: 'COLUMN_NOT_FOUND',
      message: 'table shop.sales has no column Amount, which rule (new) checks',
    },
  ],
  [
    'a check that does not fit',
    { column: 'state', check: { numberRange: { min: 1 } } },
    {
      __typename: 'NotMeasuredError',
      errorCode: 'RULE_MISFIT',
      message: 'rule (new) does not fit column shop.sales.state: a number range requires numbers, but the type is text',
    },
  ],
  [
    'a pattern that is none',
    { column: 'state', check: { pattern: '(' } },
    { __typename: 'ValidationError', issues: [{ path: ['check', 'pattern'] }] },
  ],
  [
    'a range without bounds',
    { column: 'amount', check: { numberRange: {} } },
    { __typename: 'ValidationError', issues: [{ path: ['check', 'numberRange'] }] },
  ],
])('a test answers %s', async (_, rule, expected) => {
  const asked = await server.query<{ testRule: object }, object>(TEST, {
    input: { schema: 'shop', table: 'sales', ...rule },
  });
  expect(asked.testRule).toEqual(expected);
});

test('tests and suggestions cost as much as reading a table', async () => {
  const { errors } = await ask(server, {
    query: `{ ${[1, 2, 3, 4, 5].map((n) => `t${n}: suggestRules(schema: "a", table: "b") { kind }`).join(' ')} }`,
  });
  expect(errors[0]?.message).toMatch(/^The operation costs 50250; the limit is 50000\..*most expensive field is t1/);
});
