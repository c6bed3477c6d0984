import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { fileSource } from '../../../src/load/file-source.ts';
import { holdRows } from '../../../src/load/hold-rows.ts';

const DATA = fileURLToPath(new URL('../../../node_modules/vega-datasets/data/', import.meta.url));

async function read(file: string) {
  const { columns, rows } = await holdRows(await fileSource(DATA + file));
  return { types: Object.fromEntries(columns.map(({ name, type }) => [name, type])), count: rows.length, rows };
}

describe('real files', () => {
  it('movies.json', async () => {
    const { types, count, rows } = await read('movies.json');
    expect({ types, count }).toEqual({
      count: 3201,
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
    expect(rows[0]?.slice(0, 6)).toEqual(['The Land Girls', 146083, 146083, null, 8000000, 'Jun 12 1998']);
  });

  it('airports.csv', async () => {
    const { types, count } = await read('airports.csv');
    expect({ types, count }).toEqual({
      count: 3376,
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
    const { types, count } = await read('seattle-weather.csv');
    expect(count).toBe(1461);
    expect(types).toMatchObject({ date: 'date', precipitation: 'double precision', weather: 'text' });
  });

  it('zipcodes.csv keeps the zeros that its codes begin with', async () => {
    const { types, count, rows } = await read('zipcodes.csv');
    expect(count).toBe(42_049);
    expect(types).toMatchObject({ zip_code: 'text', latitude: 'double precision' });
    expect(rows[0]?.[0]).toBe('00501');
  });

  it('unemployment.tsv', async () => {
    const { types, count, rows } = await read('unemployment.tsv');
    expect({ types, count }).toEqual({ count: 3218, types: { id: 'bigint', rate: 'double precision' } });
    expect(rows[0]).toEqual(['1001', '.097']);
  });
});
