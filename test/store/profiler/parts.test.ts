import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Dataset } from '../../../src/domain/entities/entity.ts';
import { estimatedFigures } from '../../../src/domain/profiling/estimate.ts';
import { type Measurement, qualityFigures } from '../../../src/domain/profiling/figures.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database, Sql } from '../../../src/store/database/sql.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

const TABLES = `
  CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  CREATE TABLE mixed (id int PRIMARY KEY, few text, many text, part int, maybe int UNIQUE, flag boolean, doc json,
    pair_a int NOT NULL, pair_b text NOT NULL, late int UNIQUE DEFERRABLE, folded text COLLATE nocase, UNIQUE (pair_a, pair_b));
  INSERT INTO mixed SELECT n, 'f' || n % 7, CASE WHEN n % 9 > 0 THEN 'm' || n % 700 END, n % 50,
    CASE WHEN n % 3 > 0 THEN n END, n % 2 = 0, ('{"n":' || n % 5 || '}')::json, n / 10, 'b' || n % 10, n,
    CASE WHEN n % 2 = 0 THEN 'x' ELSE 'X' END || n % 30
    FROM generate_series(1, 2000) n;
  CREATE UNIQUE INDEX ON mixed (part) WHERE id < 40;
  CREATE UNIQUE INDEX ON mixed ((id * 100 + part));
  CREATE UNIQUE INDEX ON mixed (folded COLLATE "C", id);
  CREATE TABLE keyless AS SELECT n % 40 AS a, n % 60 AS b, 'c' || n % 4 AS c FROM generate_series(1, 3000) n;
  INSERT INTO keyless SELECT null, n % 3, null FROM generate_series(1, 50) n;
  CREATE TABLE unique_in_fact AS SELECT n AS id, n % 3 AS x FROM generate_series(1, 500) n;
  CREATE TABLE one_null AS SELECT nullif(n, 7) AS id, n % 3 AS x FROM generate_series(1, 500) n;
  CREATE TABLE parent (id int PRIMARY KEY, x int);
  CREATE TABLE heir () INHERITS (parent);
  INSERT INTO parent SELECT n, n % 5 FROM generate_series(1, 300) n;
  INSERT INTO heir SELECT n, n % 6 FROM generate_series(200, 400) n;
  CREATE TABLE parts (id int, x text, PRIMARY KEY (id, x)) PARTITION BY LIST (x);
  CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
  CREATE TABLE parts_b PARTITION OF parts FOR VALUES IN ('b');
  INSERT INTO parts SELECT n / 2, CASE WHEN n % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 300) n;
  CREATE MATERIALIZED VIEW kept AS SELECT * FROM mixed WHERE id < 900;
  CREATE UNIQUE INDEX ON kept (id);
  CREATE TABLE empty (id int PRIMARY KEY, x text);
  CREATE TABLE wide (${Array.from({ length: 60 }, (_, index) => `c${index} int`).join(', ')});
  INSERT INTO wide (c0, c1, c59) SELECT n, n % 4, n % 100 FROM generate_series(1, 400) n;
  ANALYZE mixed, keyless, parent, parts, kept, wide;`;
const NAMES = ['mixed', 'keyless', 'unique_in_fact', 'one_null', 'parent', 'parts', 'kept', 'empty', 'wide'];
const KEYS: Partial<Dataset>[] = [
  { keyColumns: ['few', 'part'] },
  { keyColumns: ['maybe'] },
  { keyColumns: ['maybe', 'many'] },
  { keyColumns: ['late', 'few'] },
  { keyColumns: ['pair_b', 'pair_a', 'pair_a'] },
  { keyColumns: ['folded'] },
  { keyColumns: ['doc', 'flag'] },
  { column: 'many' },
  { column: 'flag', keyColumns: ['maybe'] },
  { column: 'flag', keyColumns: ['part'] },
];
const RULES = [
  ruleOn('many', { kind: 'pattern', pattern: '^m[1-3]' }),
  ruleOn('part', { kind: 'numberRange', min: 3, max: 44 }),
  ruleOn('few', { kind: 'notNull' }),
  ruleOn('part', { kind: 'reference', schema: 'public', table: 'keyless', column: 'b' }),
];

describe.each(WAREHOUSES)('a table in %s that is measured in parts', (_, open) => {
  let warehouse: Warehouse;
  /** With as many connections as are wanted, where the database allows that. */
  let database: Database;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
    const { connectionString } = warehouse;
    database =
      connectionString === undefined
        ? warehouse.database
        : openPostgres({ connectionString, poolSize: 4, onIdleError: () => undefined });
  }, OPEN_TIMEOUT_MS);
  afterAll(async () => {
    if (database !== warehouse.database) await database.close();
    await warehouse[Symbol.asyncDispose]();
  }, OPEN_TIMEOUT_MS);

  const profilerOf = (partsFromBytes: number, on = database) =>
    createProfiler({
      warehouse: on,
      timeoutMs: 60_000,
      excludedSchemas: [],
      sessions: warehouse.connectionString === undefined ? 1 : 3,
      partsFromBytes,
    });
  const datasets: Dataset[] = [
    ...NAMES.map((table) => ({ schema: 'public', table, keyColumns: [] })),
    ...KEYS.map((change) => ({ schema: 'public', table: 'mixed', keyColumns: [], ...change })),
    { schema: 'public', table: 'parts', keyColumns: ['id'] },
    { schema: 'public', table: 'keyless', keyColumns: ['a', 'c'] },
  ];
  const rulesOf = ({ table }: Dataset) => (table === 'mixed' ? RULES : []);

  test.each(datasets)('has the figures that one statement counts: $table $column $keyColumns', async (dataset) => {
    const whole = await profilerOf(Infinity).measure(dataset, rulesOf(dataset));
    expect(await profilerOf(0).measure(dataset, rulesOf(dataset))).toEqual(whole);
  });

  test.each(datasets)('is exact in a sample that is all of it: $table $column $keyColumns', async (dataset) => {
    const profiler = createProfiler({ warehouse: database, timeoutMs: 60_000, excludedSchemas: [], sampleFromRows: 0 });
    const whole = await profilerOf(Infinity).measure(dataset, rulesOf(dataset));
    const { sample, ...estimated } = await profiler.measure(dataset, rulesOf(dataset));
    // The rows of heirs are in no page of the table, and an empty one has no page.
    if (dataset.table === 'parent' || dataset.table === 'empty') expect(sample).toBeUndefined();
    else {
      const { estimate, rowCount, ...figures } = estimatedFigures(sample ?? neverUndefined());
      expect(figures).toEqual(qualityFigures(whole));
      expect(estimate).toEqual({ sampledRows: rowCount, ...EXACT });
      const nullsOf = ({ columns }: Measurement) => columns.map(({ nullCount, min, max }) => ({ nullCount, min, max }));
      expect(nullsOf({ ...whole, ...estimated })).toEqual(nullsOf(whole));
    }
    expect({ rowCount: estimated.rowCount, rules: estimated.rules }).toEqual({
      rowCount: whole.rowCount,
      rules: whole.rules,
    });
  });

  test('is measured by a sample of its pages when it is large, and says so', async () => {
    const large = `CREATE TABLE large AS SELECT n AS id, CASE WHEN n % 4 > 0 THEN n % 1000 END AS x, repeat('x', 60) AS text
      FROM generate_series(1, 60000) n; ANALYZE large;`;
    await warehouse.database.exec(large);
    const random = () => 0.5;
    const options = { warehouse: database, timeoutMs: 60_000, excludedSchemas: [], random };
    const profiler = createProfiler({ ...options, sampleFromRows: 50_000 });
    const { sample, rowCount, columns } = await profiler.measure(
      { schema: 'public', table: 'large', keyColumns: ['id'] },
      [],
    );
    const figures = estimatedFigures(sample ?? neverUndefined());
    expect(figures.estimate.sampledRows).toBeLessThan(40_000);
    expect(Math.abs(figures.completeness - 91.7)).toBeLessThanOrEqual(figures.estimate.completenessError + 0.1);
    expect(100 - figures.uniqueness).toBeLessThanOrEqual(figures.estimate.uniquenessError);
    expect(Math.abs(rowCount - 60_000)).toBeLessThan(3_000);
    expect(columns[1]?.distinctCount).toBeLessThan(1_100);
  });

  test.each([0, Infinity])('has for each of several datasets the figures that it has alone', async (partsFromBytes) => {
    const profiler = profilerOf(partsFromBytes);
    const together = datasets.filter(({ table }) => table === 'mixed');
    const alone = await Promise.all(together.map((dataset) => profiler.measure(dataset, RULES)));
    expect(await profiler.measureTogether(together, RULES)).toEqual(alone);
  });

  test('is measured although one of its datasets is at fault', async () => {
    const profiler = profilerOf(0);
    const dataset = { schema: 'public', table: 'mixed', keyColumns: [] };
    const [fine, gone, alsoGone] = await profiler.measureTogether(
      [dataset, { ...dataset, column: 'nr' }, { ...dataset, keyColumns: ['nr'] }],
      [],
    );
    expect(fine).toEqual(await profiler.measure(dataset, []));
    expect([gone, alsoGone]).toMatchObject([{ code: 'COLUMN_NOT_FOUND' }, { code: 'COLUMN_NOT_FOUND' }]);
  });

  // The embedded one has one session.
  if (open !== WAREHOUSES[1]?.[1]) return;

  test('is seen as of one moment by all sessions', async () => {
    const dataset = { schema: 'public', table: 'keyless', keyColumns: ['a', 'b'] };
    const before = await profilerOf(Infinity).measure(dataset, []);
    let added: Promise<void> | undefined;
    const add = `INSERT INTO keyless SELECT n, n, 'new' FROM generate_series(1, 9) n`;
    const { helped, watched } = watchHelpers(database, {
      beforeHelping: () => (added ??= warehouse.database.exec(add)),
    });
    expect(await profilerOf(0, watched).measure(dataset, [])).toEqual(before);
    expect(helped()).toBeGreaterThan(0);
    expect((await profilerOf(0).measure(dataset, [])).rowCount).toBe(before.rowCount + 9);
  });

  test.each([
    ['finds no connection', { failsToConnect: true }],
    ['fails at its work', { failsToCount: true }],
  ])('is measured by the other sessions if one %s', async (_what, faults) => {
    const dataset = { schema: 'public', table: 'mixed', keyColumns: [] };
    const { watched } = watchHelpers(database, faults);
    expect(await profilerOf(0, watched).measure(dataset, RULES)).toEqual(
      await profilerOf(Infinity).measure(dataset, RULES),
    );
  });
});

const EXACT = { completenessError: 0, uniquenessError: 0, validityError: 0, qualityScoreError: 0 };

function neverUndefined(): never {
  throw new Error('it was not a sample');
}

interface Faults {
  beforeHelping?: () => Promise<void>;
  failsToConnect?: boolean;
  failsToCount?: boolean;
}

/** The own session waits with its first count until helpers have counted or failed: all take part. */
function watchHelpers(database: Database, { beforeHelping, failsToConnect, failsToCount }: Faults) {
  let transactions = 0;
  let helped = 0;
  let wake: () => void = () => undefined;
  const helping = new Promise<void>((resolve) => (wake = resolve));
  const isCount = (text: string) => text.includes('count(');
  const watched: Database = {
    ...database,
    async readOnly(options, work) {
      // The first one plans, the second one is the own session.
      const isHelper = ++transactions > 2;
      if (!isHelper) {
        return database.readOnly(options, (sql) => {
          const query: Sql['query'] = async (text, ...rest) => {
            if (isCount(text) && transactions > 2) await helping;
            return sql.query(text, ...rest);
          };
          return work({ query });
        });
      }
      if (failsToConnect) {
        wake();
        throw new Error('no connection');
      }
      await beforeHelping?.();
      return database.readOnly(options, (sql) => {
        const query: Sql['query'] = async (text, ...rest) => {
          if (!isCount(text)) return sql.query(text, ...rest);
          if (failsToCount) {
            wake();
            throw new Error('it failed');
          }
          const result = await sql.query(text, ...rest);
          helped++;
          wake();
          return result;
        };
        return work({ query });
      });
    },
  };
  return { helped: () => helped, watched };
}
