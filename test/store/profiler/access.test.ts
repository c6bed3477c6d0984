import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { TableAccess } from '../../../src/domain/datasets/table-access.ts';
import type { Dataset } from '../../../src/domain/entities/entity.ts';
import type { BoundRule } from '../../../src/domain/profiling/business-rules/bound-rule.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

/** Roles belong to the whole server, which may not be this test's own. */
const ROLE = `mdm "access" ${process.pid}`;
const QUOTED = `"${ROLE.replaceAll('"', '""')}"`;
const TABLES = `
  CREATE SCHEMA theirs;
  CREATE TABLE theirs.codes (id int PRIMARY KEY);
  CREATE TABLE public.orders (id int PRIMARY KEY, a int, b int, secret text);
  INSERT INTO public.orders SELECT n, n % 7, n % 3, 'top secret' FROM generate_series(1, 1000) n;
  ANALYZE public.orders;
  CREATE TABLE public.whole AS SELECT id, a FROM public.orders;
  ANALYZE public.whole;
  CREATE TABLE public.hidden (id int);
  CREATE VIEW public.window_on_hidden AS SELECT id FROM public.hidden;
  CREATE ROLE ${QUOTED};
  GRANT USAGE ON SCHEMA public, theirs TO ${QUOTED};
  GRANT SELECT (id, a, b) ON public.orders TO ${QUOTED};
  GRANT SELECT ON public.window_on_hidden, public.whole TO ${QUOTED};`;

describe.each(WAREHOUSES)('on behalf of a tenant, in %s', (_, open) => {
  let warehouse: Warehouse;
  /** With several sessions, where there can be. */
  let database: Database;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
    const { connectionString } = warehouse;
    database = connectionString
      ? openPostgres({ connectionString, poolSize: 3, onIdleError: () => undefined })
      : warehouse.database;
  }, OPEN_TIMEOUT_MS);
  afterAll(async () => {
    await warehouse.database.exec(`DROP OWNED BY ${QUOTED}; DROP ROLE ${QUOTED}`);
    if (database !== warehouse.database) await database.close();
    await warehouse[Symbol.asyncDispose]();
  }, OPEN_TIMEOUT_MS);

  const measure = (
    change: Partial<Dataset>,
    access: TableAccess,
    { rules = [], ...options }: { rules?: BoundRule[]; partsFromBytes?: number; sampleFromRows?: number } = {},
  ) =>
    createProfiler({
      ...{ warehouse: database, timeoutMs: 60_000, excludedSchemas: [], keepsTextRange: true },
      sessions: warehouse.connectionString === undefined ? 1 : 3,
      ...options,
    }).measure({ schema: 'public', table: 'orders', keyColumns: ['id'], ...change }, rules, access);
  const refusalOf = (measured: Promise<unknown>) =>
    measured.then(
      () => undefined,
      (error: unknown) => error as { code: string; message: string },
    );

  test.each([
    ['in one statement', 'orders', {}],
    ['in parts', 'orders', { partsFromBytes: 0 }],
    // A sample needs to know the page of a row, which is for those only who may read all columns.
    ['by a sample', 'whole', { sampleFromRows: 0 }],
  ])('what its role may read is measured %s, and nothing else', async (_, table, options) => {
    const access = { role: ROLE };
    const rules = [ruleOn('a', { kind: 'numberRange', max: 5 })];
    const measured = await measure({ table, column: 'a' }, access, { ...options, rules });
    expect(measured).toMatchObject({ rowCount: 1000, columns: [{ name: 'a', distinctCount: 7 }] });
    expect(measured.rules).toMatchObject([{ checked: 1000 }]);
    const code = 'PERMISSION_DENIED';
    expect(await refusalOf(measure({}, access, options))).toMatchObject({ code });
    expect(await refusalOf(measure({ column: 'secret' }, access, options))).toMatchObject({ code });
    expect(await refusalOf(measure({ table: 'hidden', keyColumns: [] }, access, options))).toMatchObject({ code });
    expect(await measure({ table: 'window_on_hidden', keyColumns: [] }, access, options)).toMatchObject({
      rowCount: 0,
    });
    // The connection has the rights of its user again.
    expect(await measure({}, {}, options)).toMatchObject({ rowCount: 1000 });
  });

  test('what a rule refers to is read with the same rights', async () => {
    const rules = [ruleOn('a', { kind: 'reference', schema: 'theirs', table: 'codes', column: 'id' })];
    const outcomes = async (access: TableAccess) => {
      const { rules: results } = await measure({ column: 'a' }, access, { rules });
      return results.map(({ checked, skippedBecause }) => skippedBecause ?? checked);
    };
    expect(await outcomes({})).toEqual([1000]);
    expect(await outcomes({ role: ROLE })).toEqual([
      'the warehouse user may not read column theirs.codes.id, which rule a.reference on public.orders.a refers to',
    ]);
    expect(await outcomes({ schemas: ['public'] })).toEqual([
      'table theirs.codes, which rule a.reference refers to, is in a schema whose tables this tenant may not read',
    ]);
  });

  test('a table of another schema is not even looked up', async () => {
    const theirs = { schema: 'theirs', table: 'codes', keyColumns: [] };
    for (const access of [{ schemas: ['public'] }, { schemas: [] }, { schemas: ['public'], role: ROLE }]) {
      expect(await refusalOf(measure(theirs, access))).toMatchObject({
        code: 'PERMISSION_DENIED',
        message: 'table theirs.codes is in a schema whose tables this tenant may not read',
      });
    }
    expect(await measure(theirs, { schemas: ['theirs'] })).toMatchObject({ rowCount: 0 });
  });

  test('a role that does not exist opens nothing', async () => {
    for (const role of ['gone', `"; RESET ROLE; --`]) {
      expect(await refusalOf(measure({}, { role }))).toMatchObject({
        code: 'PERMISSION_DENIED',
        message: expect.stringContaining('no role for this tenant') as string,
      });
    }
  });
});
