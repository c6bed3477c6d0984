import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { RuleCheck } from '../../../src/domain/profiling/business-rules/rule-check.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

const TABLES = `
  CREATE TABLE countries (code text PRIMARY KEY, name text);
  INSERT INTO countries VALUES ('CH', 'Schweiz'), ('SE', 'Sverige');
  CREATE TABLE people (code text, phone text, age int, born date, mail varchar(200));
  INSERT INTO people VALUES
    ('CH', '+41 44 123 45 67', 40, '1984-01-01', 'a@example.org'),
    ('CH', '+41 44 123 45 68', 41, '1983-01-01', 'b@example.org'),
    ('XX', 'unknown', -1, '0001-01-01', 'none'),
    ('yy', 'Zürich-8001', 200, null, 'none'),
    ('xx', 'Åre-12345678', null, null, repeat('x', 100)),
    (null, null, null, null, null);
  CREATE TABLE many AS SELECT n AS id, CASE WHEN n % 10 = 0 THEN 'bad' ELSE 'GOOD' END AS word
    FROM generate_series(1, 400000) AS n;
  ANALYZE many;
  CREATE SCHEMA secret;
  CREATE TABLE secret.things (id int);`;

describe.each(WAREHOUSES)('a rule that is tested in %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  function profiler(sampleFromRows?: number) {
    return createProfiler({
      warehouse: warehouse.database,
      timeoutMs: 60_000,
      excludedSchemas: ['secret'],
      random: () => 0.5,
      ...(sampleFromRows !== undefined && { sampleFromRows }),
    });
  }
  const testRule = (column: string, check: RuleCheck, { schema = 'public', table = 'people' } = {}) =>
    profiler().testRule({ schema, table, column, check });

  test.each<[string, RuleCheck]>([
    ['code', { kind: 'acceptedValues', values: ['CH', 'SE'] }],
    ['phone', { kind: 'pattern', pattern: '^\\+41' }],
    ['age', { kind: 'numberRange', min: 0, max: 150 }],
    ['born', { kind: 'dateRange', min: '1900-01-01' }],
    ['mail', { kind: 'length', max: 20 }],
    ['mail', { kind: 'notNull' }],
    ['code', { kind: 'reference', schema: 'public', table: 'countries', column: 'code' }],
  ])('counts %s as a profile does: %o', async (column, check) => {
    const { checked, passed, rowsRead, isSample } = await testRule(column, check);
    const profile = await profiler().measure({ schema: 'public', table: 'people', keyColumns: [] }, [
      ruleOn(column, check),
    ]);
    expect({ rowsRead, isSample }).toEqual({ rowsRead: 6, isSample: false });
    expect(profile.rules).toEqual([expect.objectContaining({ checked, passed })]);
    expect(passed).toBeLessThan(checked);
  });

  test.each<[string, string, RuleCheck, [string, number][]]>([
    [
      'letters and digits, the commonest first',
      'mail',
      { kind: 'pattern', pattern: '@' },
      [
        ['aaaa', 2],
        ['aaaa+...', 1],
      ],
    ],
    [
      'what is not ASCII, and a long run',
      'phone',
      { kind: 'pattern', pattern: '^\\+' },
      [
        ['Axaaaa-9999', 1],
        ['aaaa+', 1],
        ['xaa-9999+', 1],
      ],
    ],
    [
      'the case of letters',
      'code',
      { kind: 'reference', schema: 'public', table: 'countries', column: 'code' },
      [
        ['aa', 2],
        ['AA', 1],
      ],
    ],
    [
      'a number with its sign',
      'age',
      { kind: 'numberRange', min: 0, max: 150 },
      [
        ['-9', 1],
        ['999', 1],
      ],
    ],
    ['a date', 'born', { kind: 'dateRange', min: '1900-01-01' }, [['9999-99-99', 1]]],
    ['nothing of a missing value', 'mail', { kind: 'notNull' }, []],
    ['nothing if all pass', 'mail', { kind: 'length', max: 200 }, []],
  ])('tells the shapes of what fails: %s', async (_, column, check, shapes) => {
    const { failingShapes } = await testRule(column, check);
    expect(failingShapes).toEqual(shapes.map(([shape, count]) => ({ shape, count })));
  });

  test('tells no letter, digit or foreign character of a value', async () => {
    const sql = `CREATE TABLE IF NOT EXISTS letters AS SELECT chr(n) || chr(n + 1) AS t FROM generate_series(33, 1200) n`;
    await warehouse.database.exec(sql);
    const { failingShapes, checked } = await testRule('t', { kind: 'length', max: 1 }, { table: 'letters' });
    expect(checked).toBe(1168);
    expect(failingShapes.map(({ shape }) => shape).join('')).toMatch(/^[9Aax!-/:-@[-`{-~]+$/);
    expect(failingShapes[0]?.shape).toBe('xx');
  });

  test('tells at most five shapes', async () => {
    const sql = `CREATE TABLE IF NOT EXISTS shapes AS SELECT repeat('.', n) AS t FROM generate_series(1, 4) n
      UNION ALL SELECT v FROM unnest('{a,B,1,-,_}'::text[]) v`;
    await warehouse.database.exec(sql);
    const { failingShapes } = await testRule('t', { kind: 'pattern', pattern: 'never' }, { table: 'shapes' });
    expect(failingShapes).toHaveLength(5);
  });

  test('reads some pages of a large table, and says so', async () => {
    const check: RuleCheck = { kind: 'pattern', pattern: '^[A-Z]+$' };
    const tested = { schema: 'public', table: 'many', column: 'word', check };
    expect(await profiler().testRule(tested)).toMatchObject({ isSample: false, rowsRead: 400_000, passed: 360_000 });
    const { isSample, rowsRead, checked, passed, failingShapes } = await profiler(100_000).testRule(tested);
    expect(isSample).toBe(true);
    expect(rowsRead).toBeGreaterThan(100_000);
    expect(rowsRead).toBeLessThan(300_000);
    expect(checked).toBe(rowsRead);
    // One in ten fails, in any page.
    expect(passed / checked).toBeCloseTo(0.9, 2);
    expect(failingShapes).toEqual([{ shape: 'aaa', count: checked - passed }]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['a table that does not exist', () => testRule('a', { kind: 'notNull' }, { table: 'none' }), 'TABLE_NOT_FOUND'],
    ['a column that does not exist', () => testRule('Code', { kind: 'notNull' }), 'COLUMN_NOT_FOUND'],
    ['a schema of the server', () => testRule('id', { kind: 'notNull' }, { schema: 'secret' }), 'SCHEMA_NOT_ALLOWED'],
    [
      'a schema of the database',
      () => testRule('oid', { kind: 'notNull' }, { schema: 'pg_catalog' }),
      'SCHEMA_NOT_ALLOWED',
    ],
    ['a check of another type', () => testRule('age', { kind: 'pattern', pattern: 'a' }), 'RULE_MISFIT'],
    ['a pattern that is none', () => testRule('code', { kind: 'pattern', pattern: '(' }), 'RULE_MISFIT'],
    [
      'a reference to a schema of the server',
      () => testRule('age', { kind: 'reference', schema: 'secret', table: 'things', column: 'id' }),
      'SCHEMA_NOT_ALLOWED',
    ],
  ])('refuses %s', async (_, run, code) => {
    await expect(run()).rejects.toMatchObject({ name: 'ProfileError', code });
  });
});
