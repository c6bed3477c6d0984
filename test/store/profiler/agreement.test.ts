import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { qualityFigures } from '../../../src/domain/profiling/figures.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { isNumeric, SAMPLES, US_STATES } from '../../support/profiler/samples.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

describe.each(WAREHOUSES)('figures counted in JavaScript agree with those of %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    const { database } = warehouse;
    await database.exec(`CREATE TABLE states AS SELECT unnest(ARRAY['${US_STATES.join("','")}', null, 'TX']) AS code`);
    for (const { table, types, rows } of SAMPLES) {
      const columns = Object.entries(types).map(([name, type]) => `"${name}" ${type}`);
      await database.exec(`CREATE TABLE ${table} (${columns.join(', ')})`);
      const insert = `INSERT INTO ${table} SELECT * FROM json_populate_recordset(null::${table}, $1::json)`;
      await database.query(insert, [JSON.stringify(rows)]);
    }
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  test.each(SAMPLES)('for $table', async ({ table, types, rows, keyColumns, rules }) => {
    const options = { warehouse: warehouse.database, timeoutMs: 60_000, excludedSchemas: [] };
    const profiler = createProfiler({ ...options, keepsTextRange: true });
    const measured = await profiler.measure(
      { schema: 'public', table, keyColumns },
      rules.map(({ column, check }) => ruleOn(column, check)),
    );

    const names = Object.keys(types);
    const valuesOf = (column: string) => rows.map((row) => row[column] ?? null).filter((value) => value !== null);
    const missing = rows.flatMap((row) => names.map((name) => row[name])).filter((value) => value === null).length;
    const key = keyColumns.length > 0 ? keyColumns : ['iata'];
    const keys = new Set(rows.map((row) => JSON.stringify(key.map((name) => row[name]))));
    const results = rules.map(({ column, passes }) => {
      const values = valuesOf(column).map(String);
      return { checked: values.length, passed: values.filter(passes).length };
    });

    expect(measured.rowCount).toBe(rows.length);
    expect(measured.distinctKeys).toBe(keys.size);
    expect(measured.rules.map(({ checked, passed }) => ({ checked, passed }))).toEqual(results);
    expect(
      results.every(({ checked, passed }) => passed > 0 && passed < checked),
      'each rule is broken by some',
    ).toBe(true);
    for (const { name, nullCount, distinctCount, min, max } of measured.columns) {
      const values = valuesOf(name);
      const sorted = values.toSorted(ascending);
      const asRead = (text: string | null) => (isNumeric(types[name] ?? '') ? Number(text) : text);
      expect({ name, nullCount, distinctCount, min: asRead(min), max: asRead(max) }).toEqual({
        name,
        nullCount: rows.length - values.length,
        distinctCount: new Set(values).size,
        min: sorted[0],
        max: sorted.at(-1),
      });
    }

    const completeness = 100 - (100 * missing) / (rows.length * names.length);
    const uniqueness = (100 * keys.size) / rows.length;
    const passed = results.reduce((total, result) => total + result.passed, 0);
    const validity = (100 * passed) / results.reduce((total, { checked }) => total + checked, 0);
    const tenths = (value: number) => Math.round(value * 10) / 10;
    expect(qualityFigures(measured)).toMatchObject({
      completeness: tenths(completeness),
      uniqueness: tenths(uniqueness),
      validity: tenths(validity),
      qualityScore: tenths((completeness + uniqueness + validity) / 3),
    });
  });
});

/** Numbers by size, texts by code point. */
function ascending(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
