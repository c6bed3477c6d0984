import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { create, requestChange, type RequestResult } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders (id int PRIMARY KEY, code text);
    INSERT INTO sales.orders SELECT n, repeat('a', 30) || '!' FROM generate_series(1, 100) n;
  `);
});
afterAll(() => server[Symbol.asyncDispose]());

let count = 0;
const ruleWith = (pattern: string) => ({
  entityType: 'BUSINESS_RULE' as const,
  canonicalKey: `rule_${count++}`,
  change: {
    name: 'Rule',
    tier: 'TIER5',
    dataset: { schema: 'sales', table: 'orders', column: 'code' },
    businessRule: { severity: 'INFO', check: { pattern } },
  },
});

/** The answer, which must come soon, and leave a store behind that still works. */
async function propose(on: TestServer, pattern: string): Promise<RequestResult> {
  const startedAt = performance.now();
  const result = await requestChange(on, { ...ruleWith(pattern), kind: 'CREATE' });
  expect(performance.now() - startedAt).toBeLessThan(6_000);
  const change = { name: 'Still there', tier: 'TIER5' };
  const next = { entityType: 'METADATA', canonicalKey: `next_${count++}`, kind: 'CREATE', change };
  expect((await requestChange(on, next)).__typename).toBe('RequestApprovalSuccess');
  return result;
}

test.each([
  ['unbalanced', '('],
  ['a range upside down', '[z-a]'],
  ['a class without an end', '[a'],
  ['an unknown class', '[[:nothing:]]'],
  ['a repetition of nothing', '*a'],
  ['a repetition upside down', 'a{5,2}'],
  ['more repetitions than there may be', 'a{256}'],
  ['an escape of nothing', 'a\\'],
  ['a back-reference', '(a)\\1'],
  ['a back-reference behind an escaped backslash', '(a)\\\\\\1'],
  ['a back-reference of two digits', `${'(a)'.repeat(12)}\\12`],
  ['a back-reference in extended syntax', '(?x)(a) \\1'],
  ['longer than 500 characters', 'a'.repeat(501)],
  ['too complex', '((((a{1,50}){1,50}){1,50}){1,50})'],
])('a pattern that is %s is a ValidationError at its place', async (_, pattern) => {
  const { __typename, issues } = await propose(server, pattern);
  expect(__typename).toBe('ValidationError');
  expect(issues?.map(({ path }) => path)).toEqual([['change', 'businessRule', 'check', 'pattern']]);
});

test.each([
  ['with the names of POSIX', '^[[:upper:]]{2}[[:digit:]]+$'],
  ['with alternatives', '^(EUR|USD|CHF)$'],
  ['with a backslash and a digit, which is no reference', 'C:\\\\1'],
  ['with a backslash and a digit in a list of characters', '[a\\\\1]'],
  ['that is text', '***=(1+1)'],
  ['of 500 characters', 'a'.repeat(500)],
])('a pattern %s is taken', async (_, pattern) => {
  expect((await propose(server, pattern)).__typename).toBe('RequestApprovalSuccess');
});

test('a pattern that makes other engines try for ever is measured like any other', async () => {
  await create(server, ruleWith('^(a+)+$'));
  await create(server, ruleWith('^(a|aa)+$'));
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'orders',
    change: { name: 'Orders', tier: 'TIER1', dataset: { schema: 'sales', table: 'orders' } },
  });
  const query =
    '{ entity(entityType: METADATA, canonicalKey: "orders") { latestProfile { rules { checked passed } } } }';
  const profile = await until('the profile', async () => {
    const { data } = await ask<{ entity: { latestProfile: object | null } }>(server, { query });
    return data?.entity.latestProfile ?? undefined;
  });
  expect(profile).toEqual({ rules: Array<object>(2).fill({ checked: 100, passed: 0 }) });
});

/**
 * Each needs a deeper stack, or more room, to compile than its few characters let one think; some say the same in the
 * other syntaxes that Postgres knows, or with a comment between what belongs together.
 */
const DEEP = [
  '(x{255}){255}',
  '(\\w{255}){255}',
  '((x{100}){100}){100}',
  '((x{255}){255}){255}',
  '((a{0,20}){0,20}){0,20}',
  '(?e)((x{100}){100}){100}',
  '(?b)\\(\\(x\\{100\\}\\)\\{100\\}\\)\\{100\\}',
  '***:(?b)\\(x\\{255\\}\\)\\{255\\}',
  '(?x)((x{100}) {100}) {100}',
  '(?x)(x{255}) # nothing\n{255}',
  '((x{100})(?#nothing){100})(?#nothing){100}',
  '(x{255})(?#){255}',
];

describe('in PGlite', () => {
  // A server of its own: one that was brought to its knees would fail the other tests too.
  let other: TestServer;
  beforeAll(async () => {
    other = await startTestServer({ database: await openTestStore() });
  });
  afterAll(() => other[Symbol.asyncDispose]());

  test.each(DEEP)(
    'the pattern %j, which needs a deep stack, is answered soon, and the store goes on',
    async (pattern) => {
      for (const _ of [1, 2]) await propose(other, pattern);
      // Work in a transaction of its own thread is what a broken store loses first.
      const canonicalKey = `after_${count++}`;
      await create(other, { entityType: 'METADATA', canonicalKey, change: { name: 'After', tier: 'TIER5' } });
    },
  );

  test('a pattern that takes long to compile is given up soon, and holds up nobody', async () => {
    await propose(other, '(([^a]*[^b]*){20}){20}');
  });
});
