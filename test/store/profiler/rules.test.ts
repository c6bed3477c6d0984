import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { RuleCheck } from '../../../src/domain/profiling/business-rules/rule-check.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

const TABLES = `
  CREATE TYPE size AS ENUM ('S', 'M', 'L');
  CREATE DOMAIN email AS text;
  CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  CREATE TABLE customers (id bigint, code varchar(8), born date, at timestamptz, shade size);
  INSERT INTO customers VALUES (1, 'a', '2024-01-01', '2024-01-01 00:00+00', 'S'), (2, 'b', '2024-03-31', '2024-03-31 22:00+00', 'M'),
    (2, 'b', null, null, null), (null, null, null, null, null);
  CREATE TABLE facts (
    n int, f real, d double precision, num numeric, t text, v varchar(10), c char(4), e email, b boolean, s size,
    day date, ts timestamp, tz timestamptz, j json, u uuid, folded text COLLATE nocase
  );
  INSERT INTO facts VALUES
    (1, 0.1, 0.1, 1.0, 'abc', 'a', 'ab', 'a@x.org', true, 'S', '2024-01-01', '2024-01-01', '2024-01-01 00:00+00',
      '{}', '00000000-0000-0000-0000-000000000001', 'x'),
    (2, 0.2, 0.1::float8 + 0.2::float8, 'NaN', 'ABC', 'b', 'abcd', 'nobody', false, 'M', '2024-03-31', '2024-03-31 23:59:59.999999',
      '2024-04-01 01:30+02', null, null, 'y'),
    (3, 'Infinity', -1, 10, '😀é', 'c', 'x', '', true, 'L', 'infinity', '2024-04-01', '2024-04-01 00:30+01', '[]', null, ''),
    (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  CREATE DOMAIN share AS float8;
  CREATE TABLE limits (d float8, f real, n numeric, s share);
  INSERT INTO limits SELECT x, x, x::numeric, x FROM unnest('{20.5,NaN,Infinity,-1}'::float8[]) x;`;

describe.each(WAREHOUSES)('rules on columns in %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  function measure(rules: readonly (readonly [string, RuleCheck])[], column?: string, table = 'facts') {
    const profiler = createProfiler({ warehouse: warehouse.database, timeoutMs: 60_000, excludedSchemas: ['secret'] });
    const dataset = { schema: 'public', table, keyColumns: [], ...(column && { column }) };
    return profiler.measure(
      dataset,
      rules.map(([name, check]) => ruleOn(name, check)),
    );
  }

  const reference = (column: string, table = 'customers'): RuleCheck => ({
    kind: 'reference',
    schema: 'public',
    table,
    column,
  });
  const accepted = (...values: string[]): RuleCheck => ({ kind: 'acceptedValues', values });
  const pattern = (text: string): RuleCheck => ({ kind: 'pattern', pattern: text });
  const dates = (min?: string, max?: string): RuleCheck => ({ kind: 'dateRange', min, max });

  // One of the four rows has nothing but nulls.
  test.each<readonly [string, string, RuleCheck, number]>([
    ['not null asks every row', 'n', { kind: 'notNull' }, 3],
    ['not null fits every type', 'j', { kind: 'notNull' }, 2],
    ['a pattern minds case and may match a part', 't', pattern('b'), 1],
    ['a pattern can be anchored', 'v', pattern('^[ab]$'), 2],
    ['a pattern does not see the padding of char(n)', 'c', pattern('^..$'), 1],
    ['a pattern is matched in a domain over text', 'e', pattern('^[^@]+@[^@]+$'), 1],
    ['a pattern works whatever the collation', 'folded', pattern('^[[:alpha:]]$'), 2],
    ['a pattern is a value and no SQL', 't', pattern(`' OR true --`), 0],
    ['both bounds are inside a range', 'n', { kind: 'numberRange', min: 1, max: 2 }, 2],
    ['a range may have a fraction', 'n', { kind: 'numberRange', min: 1.5 }, 2],
    ['a float is the number that it is shown as', 'f', { kind: 'numberRange', max: 0.1 }, 1],
    ['a float is above what it is shown above', 'd', { kind: 'numberRange', min: 0, max: 0.3 }, 1],
    ['neither NaN nor infinity is below a bound', 'num', { kind: 'numberRange', min: -1e300, max: 1e300 }, 2],
    ['accepted numbers are compared as numbers', 'num', accepted('1', '1e1'), 2],
    ['accepted numbers may be fractions', 'd', accepted('0.10', '-1.0'), 2],
    ['accepted texts are compared exactly', 't', accepted('abc', 'a"b,{}\\', 'ABC ', '\0'), 1],
    ['accepted texts match char(n) without its padding', 'c', accepted('ab', 'x'), 2],
    ['accepted booleans are words', 'b', accepted('TRUE'), 2],
    ['accepted labels need not all be of the enum', 's', accepted('S', 'L', 'XL'), 2],
    ['accepted dates', 'day', accepted('2024-01-01', '2024-02-29'), 1],
    ['a length counts characters', 't', { kind: 'length', min: 2, max: 2 }, 1],
    ['a length of nothing is 0', 'e', { kind: 'length', max: 0 }, 1],
    ['a length does not count the padding of char(n)', 'c', { kind: 'length', min: 2, max: 9e15 }, 2],
    ['a date in a range of days', 'day', dates('2024-01-01', '2024-03-31'), 2],
    ['an infinite date is beyond every range', 'day', dates('2024-01-01', '9999-12-31'), 2],
    ['a date is the beginning of its day in UTC', 'day', dates('2024-01-01T00:00:01Z', '2024-03-31T00:00:00Z'), 1],
    ['a last day includes its last moment', 'ts', dates('2024-01-01', '2024-03-31'), 2],
    ['a point in time as the last one is included', 'ts', dates(undefined, '2024-03-31T23:59:59.999999Z'), 2],
    ['a point in time as the last one excludes what is later', 'ts', dates(undefined, '2024-03-31T23:59:59.999Z'), 1],
    ['days are those of UTC', 'tz', dates('2024-01-01', '2024-03-31'), 3],
    ['a bound may have an offset', 'tz', dates(undefined, '2024-04-01T01:29:59+02:00'), 1],
    ['a reference compares whole numbers of any size', 'n', reference('id'), 2],
    ['a reference compares numbers of any kind', 'num', reference('id'), 1],
    ['a reference compares texts of any kind', 'v', reference('code'), 2],
    ['a reference compares a domain as its base', 'e', reference('code'), 0],
    ['a reference compares dates', 'day', reference('born'), 2],
    ['a reference compares dates with points in time, in UTC', 'day', reference('at'), 1],
    ['a reference compares labels of the same enum', 's', reference('shade'), 2],
    ['a reference may be to the table itself', 'n', reference('n', 'facts'), 3],
  ])('%s', async (_guarantee, column, check, passed) => {
    const { rowCount, rules } = await measure([[column, check]]);
    expect(rowCount).toBe(4);
    expect(rules).toEqual([
      {
        entityId: 'rul_1',
        canonicalKey: `${column}.${check.kind}`,
        column,
        kind: check.kind,
        severity: 'WARNING',
        checked: check.kind === 'notNull' ? 4 : 3,
        passed,
      },
    ]);
  });

  test('NaN is in no range of numbers; infinity is above every bound', async () => {
    const range = (bounds: { min?: number; max?: number }): RuleCheck => ({ kind: 'numberRange', ...bounds });
    const columns = ['d', 'f', 'n', 's'];
    const ranges = [range({ min: 0 }), range({ max: 100 }), range({ min: 0, max: 100 })];
    const rules = columns.flatMap((name) => ranges.map((check) => [name, check] as const));
    const { rules: results } = await measure(rules, undefined, 'limits');
    expect(results.map(({ checked, passed }) => `${passed} of ${checked}`)).toEqual(
      columns.flatMap(() => ['2 of 4', '2 of 4', '1 of 4']),
    );
  });

  test('many rules give their results in order, and multiply neither rows nor columns', async () => {
    const { rowCount, distinctKeys, columns, rules } = await measure([
      ['v', reference('code')],
      ['n', reference('id')],
      ['n', { kind: 'notNull' }],
      ['n', reference('n', 'facts')],
      ['n', { kind: 'numberRange', min: 3 }],
    ]);
    expect([rowCount, distinctKeys, columns.length]).toEqual([4, 4, 16]);
    expect(rules.map(({ canonicalKey, passed }) => [canonicalKey, passed])).toEqual([
      ['v.reference', 2],
      ['n.reference', 2],
      ['n.notNull', 3],
      ['n.reference', 3],
      ['n.numberRange', 1],
    ]);
  });

  test('a rule on a column that is not measured is left out', async () => {
    const { rules } = await measure(
      [
        ['t', pattern('b')],
        ['nowhere', { kind: 'notNull' }],
        ['n', { kind: 'notNull' }],
      ],
      'n',
    );
    expect(rules.map(({ canonicalKey }) => canonicalKey)).toEqual(['n.notNull']);
  });

  test.each<readonly [string, string, RuleCheck, string]>([
    ['a pattern for numbers', 'n', pattern('1'), 'a pattern requires text, but the type is integer'],
    ['a range of numbers for text', 't', { kind: 'numberRange', min: 1 }, 'a number range requires numbers'],
    ['a range of dates for text', 't', dates('2024-01-01'), 'a date range requires dates or timestamps'],
    ['a range that begins before the year 1', 'day', dates('0000-12-31'), 'beyond the years 1 to 9999'],
    ['a length of a boolean', 'b', { kind: 'length', max: 3 }, 'a length requires text, but the type is boolean'],
    ['accepted values for JSON', 'j', accepted('{}'), 'accepted values require text, numbers, booleans, dates'],
    ['words for numbers', 'n', accepted('1', 'two'), 'not all of its accepted values are numbers'],
    ['words for booleans', 'b', accepted('true', 'maybe'), 'not all of its accepted values are true or false'],
    ['words for dates', 'day', accepted('2024-02-30'), 'not all of its accepted values are dates'],
    [
      'a reference from numbers to texts',
      'n',
      reference('code'),
      'public.customers.code (integer and character varying',
    ],
    ['a reference between JSON', 'j', reference('j', 'facts'), 'cannot be compared'],
    ['an invalid pattern', 't', pattern('('), 'its pattern is not a valid regular expression'],
    ['a pattern with a character that Postgres lacks', 't', pattern('a\0'), 'is not a valid regular expression'],
  ])('%s is skipped, with the reason, and nothing else is harmed', async (_what, column, check, reason) => {
    const rules = [['t', pattern('fine')] as const, [column, check] as const];
    const [fine, skipped, ...more] = (await measure(rules)).rules;
    expect(more).toEqual([]);
    expect(fine).toMatchObject({ checked: 3 });
    expect(fine).not.toHaveProperty('skippedBecause');
    expect(skipped).toMatchObject({ canonicalKey: `${column}.${check.kind}`, checked: 0, passed: 0 });
    expect(skipped?.skippedBecause).toContain(
      `rule ${column}.${check.kind} does not fit column public.facts.${column}: `,
    );
    expect(skipped?.skippedBecause).toContain(reason);
  });
});
