import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fileSource } from '../../../src/load/file-source.ts';
import { holdRows } from '../../../src/load/hold-rows.ts';
import { loadTable } from '../../../src/load/load-table.ts';
import { rowsSource } from '../../../src/load/rows-source.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { openTestStore } from '../../support/test-store.ts';

const DATA = fileURLToPath(new URL('../../../node_modules/vega-datasets/data/', import.meta.url));

describe('real files', { timeout: 60_000 }, () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestStore();
  }, 60_000);
  afterAll(() => database.close());

  async function load(file: string): Promise<{ rows: number; types: Record<string, string> }> {
    const { rows, columns } = await loadTable(database, await fileSource(DATA + file), { schema: 'vega', table: file });
    return { rows, types: Object.fromEntries(columns.map(({ name, type }) => [name, type])) };
  }

  async function firstOf(statement: string): Promise<unknown> {
    return (await database.query(statement)).rows[0];
  }

  it('movies.json', async () => {
    expect(await load('movies.json')).toEqual({
      rows: 3201,
      types: {
        Title: 'text',
        'US Gross': 'bigint',
        'Worldwide Gross': 'bigint',
        'US DVD Sales': 'bigint',
        'Production Budget': 'bigint',
        'Release Date': 'text',
        'MPAA Rating': 'text',
        'Running Time min': 'bigint',
        Distributor: 'text',
        Source: 'text',
        'Major Genre': 'text',
        'Creative Type': 'text',
        Director: 'text',
        'Rotten Tomatoes Rating': 'bigint',
        'IMDB Rating': 'double precision',
        'IMDB Votes': 'bigint',
      },
    });
    expect(
      await firstOf(`SELECT "Title", "US Gross", "Release Date", "Director", "IMDB Rating" FROM vega."movies.json"`),
    ).toEqual({
      Title: 'The Land Girls',
      'US Gross': '146083',
      'Release Date': 'Jun 12 1998',
      Director: null,
      'IMDB Rating': 6.1,
    });
  });

  it('airports.csv', async () => {
    expect(await load('airports.csv')).toEqual({
      rows: 3376,
      types: {
        iata: 'text',
        name: 'text',
        city: 'text',
        state: 'text',
        country: 'text',
        latitude: 'double precision',
        longitude: 'double precision',
      },
    });
  });

  it('seattle-weather.csv', async () => {
    const { rows, types } = await load('seattle-weather.csv');
    expect(rows).toBe(1461);
    expect(types).toMatchObject({ date: 'date', precipitation: 'double precision', weather: 'text' });
    expect(await firstOf('SELECT min(date), max(date) FROM vega."seattle-weather.csv"')).toEqual({
      min: '2012-01-01',
      max: '2015-12-31',
    });
  });

  it('zipcodes.csv keeps the zeros that its codes begin with', async () => {
    const { rows, types } = await load('zipcodes.csv');
    expect(rows).toBe(42_049);
    expect(types).toMatchObject({ zip_code: 'text', latitude: 'double precision' });
    expect(await firstOf('SELECT zip_code FROM vega."zipcodes.csv"')).toEqual({ zip_code: '00501' });
  });

  it('unemployment.tsv', async () => {
    expect(await load('unemployment.tsv')).toEqual({ rows: 3218, types: { id: 'bigint', rate: 'double precision' } });
    expect(await firstOf('SELECT rate FROM vega."unemployment.tsv"')).toEqual({ rate: 0.097 });
  });

  it('can be held in memory and loaded slice by slice, with the types of the whole', async () => {
    const { columns, rows } = await holdRows(await fileSource(`${DATA}movies.json`));
    const name = { schema: 'vega', table: 'slices' };
    // No movie of the first ten has a running time.
    await loadTable(database, rowsSource(columns, rows.slice(0, 10)), name);
    await loadTable(database, rowsSource(columns, rows.slice(10)), { ...name, mode: 'append' });
    await load('movies.json');
    const difference = `SELECT count(*)::int FROM (TABLE vega.slices EXCEPT ALL TABLE vega."movies.json") AS d`;
    expect(await firstOf(difference)).toEqual({ count: 0 });
    expect(await firstOf('SELECT count(*)::int FROM vega.slices')).toEqual({ count: 3201 });
  });
});
