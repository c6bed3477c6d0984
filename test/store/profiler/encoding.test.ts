import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { BoundRule } from '../../../src/domain/profiling/business-rules/bound-rule.ts';
import type { Measurement } from '../../../src/domain/profiling/figures.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';

let server: TestDatabase;
let admin: Database;
let warehouses = 0;

interface Warehouse extends AsyncDisposable {
  measure: (table: string, keyColumns: string[], rules: readonly BoundRule[]) => Promise<Measurement>;
}

/** A database of its own on the one server. */
async function openWarehouse(encoding: string, statements: string): Promise<Warehouse> {
  const name = `mdm_encoded_${process.pid}_${++warehouses}`;
  await admin.query(`CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`);
  const url = new URL(server.connectionString);
  url.pathname = `/${name}`;
  const database = openPostgres({ connectionString: url.href, poolSize: 1, onIdleError: () => undefined });
  await database.exec(statements);
  const options = { warehouse: database, timeoutMs: 60_000, excludedSchemas: [] };
  const profiler = createProfiler({ ...options, keepsTextRange: true });
  return {
    measure: (table, keyColumns, rules) => profiler.measure({ schema: 'public', table, keyColumns }, rules),
    async [Symbol.asyncDispose]() {
      await database.close();
      await admin.query(`DROP DATABASE ${name}`);
    },
  };
}

beforeAll(async () => {
  server = await openTestDatabase();
  admin = openPostgres({ connectionString: server.connectionString, poolSize: 1, onIdleError: () => undefined });
});
afterAll(async () => {
  await admin.close();
  await server[Symbol.asyncDispose]();
});

const accepted = (...values: string[]) => ruleOn('currency', { kind: 'acceptedValues', values });
const pattern = (text: string) => ruleOn('currency', { kind: 'pattern', pattern: text });
const reference = (schema: string, table: string, column = 'id') =>
  ruleOn('id', { kind: 'reference', schema, table, column });
const harmless = ruleOn('id', { kind: 'notNull' });

describe.each(['LATIN1', 'WIN1252', 'EUC_JP', 'SQL_ASCII'])('a warehouse in %s', (encoding) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await openWarehouse(
      encoding,
      `CREATE TABLE prices (id int PRIMARY KEY, currency text);
       INSERT INTO prices VALUES (1, 'EUR'), (2, 'USD'), (3, 'GBP')`,
    );
  });
  afterAll(() => warehouse[Symbol.asyncDispose]());

  const measure = (rules: readonly BoundRule[], table = 'prices') => warehouse.measure(table, ['id'], rules);

  test('is measured whatever the rules say, and what it cannot hold matches nothing', async () => {
    const { rowCount, rules } = await measure([
      accepted('EUR', 'USD', '€', '漢字', 'Й'),
      accepted('😀'),
      reference('public', 'preisliste_€_漢字'),
      reference('schéma_漢字', 'prices'),
      reference('public', 'prices', 'währung_€'),
      harmless,
    ]);
    expect(rowCount).toBe(3);
    expect(rules.map(({ checked, passed }) => `${passed} of ${checked}`)).toEqual([
      '2 of 3',
      '0 of 3',
      '0 of 0',
      '0 of 0',
      '0 of 0',
      '3 of 3',
    ]);
    expect(rules.map(({ skippedBecause }) => skippedBecause?.replace(/, which.*/, ''))).toEqual([
      undefined,
      undefined,
      'there is no table public.preisliste_€_漢字',
      'there is no table schéma_漢字.prices',
      'table public.prices has no column währung_€',
      undefined,
    ]);
  });

  test('skips a pattern of characters that it lacks, and applies the others', async () => {
    const { rules } = await measure([pattern('^[A-Z]{3}$'), pattern('[^😀]'), pattern('('), harmless]);
    const isLacking = encoding !== 'SQL_ASCII';
    expect(rules.map(({ skippedBecause }) => skippedBecause?.replace(/^.*: /, ''))).toEqual([
      undefined,
      isLacking ? `its pattern has a character that the encoding of the warehouse (${encoding}) lacks` : undefined,
      'its pattern is not a valid regular expression',
      undefined,
    ]);
    expect(rules.map(({ passed }) => passed)).toEqual([3, isLacking ? 0 : 3, 0, 3]);
  });

  test('has no table of a name that it lacks', async () => {
    await expect(measure([], 'Preise 😀')).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
  });
});

test.each([
  ['WIN1252', 'chr(129)'],
  ['SQL_ASCII', `E'\\xe4'`],
])(
  'bytes of %s that are no character cost the least and the greatest text, and not the profile',
  async (encoding, odd) => {
    await using warehouse = await openWarehouse(
      encoding,
      `CREATE TABLE odd (id int, currency text); INSERT INTO odd VALUES (1, 'EUR'), (2, ${odd})`,
    );
    const { columns, rules } = await warehouse.measure('odd', [], [accepted('EUR'), pattern('^E')]);
    expect(columns).toMatchObject([
      { min: '1', max: '2' },
      { min: null, max: null, nullCount: 0, distinctCount: 2 },
    ]);
    expect(rules.map(({ passed }) => passed)).toEqual([1, 1]);
  },
);

test('characters that LATIN1 has are compared as such', async () => {
  await using warehouse = await openWarehouse(
    'LATIN1',
    `CREATE TABLE "Städte" (id int, currency text); INSERT INTO "Städte" VALUES (1, 'Köln'), (2, 'Koln')`,
  );
  const { columns, rules } = await warehouse.measure('Städte', [], [accepted('Köln', '€'), pattern('^K[öü]ln$')]);
  expect(rules.map(({ passed }) => passed)).toEqual([1, 1]);
  expect(columns[1]).toMatchObject({ min: 'Koln', max: 'Köln' });
});
