import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import * as z from 'zod';

import type { RuleCheck } from '../../../src/domain/profiling/business-rules/rule-check.ts';

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

export interface Sample {
  table: string;
  rows: readonly Row[];
  /** SQL type by column. */
  types: Readonly<Record<string, string>>;
  keyColumns: string[];
  /** Each rule also as a plain function of the value. */
  rules: readonly { column: string; check: RuleCheck; passes: (value: string) => boolean }[];
}

const DATA = new URL('../../../node_modules/vega-datasets/data/', import.meta.url);
const csv = (file: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(readFileSync(new URL(file, DATA)), { columns: true }));
const json = (file: string) =>
  z
    .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
    .parse(JSON.parse(readFileSync(new URL(file, DATA), 'utf8')));

/** An empty field is a missing value; numbers are those of JavaScript. */
function typed(rows: readonly Row[], types: Sample['types']): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(types).map(([column, type]): [string, Value] => {
        const value = row[column];
        if (value === null || value === undefined || value === '') return [column, null];
        return [column, isNumeric(type) ? Number(value) : String(value)];
      }),
    ),
  );
}

export function isNumeric(type: string): boolean {
  return /^(bigint|integer|numeric|double)/.test(type);
}

const MOVIES = {
  Title: 'text',
  'US Gross': 'bigint',
  'US DVD Sales': 'bigint',
  'Release Date': 'varchar(40)',
  'MPAA Rating': 'text',
  'Running Time min': 'integer',
  Director: 'text',
  'Rotten Tomatoes Rating': 'integer',
  'IMDB Rating': 'numeric',
};
const AIRPORTS = {
  iata: 'text PRIMARY KEY',
  name: 'text',
  city: 'text',
  state: 'text',
  country: 'text',
  latitude: 'double precision',
  longitude: 'double precision',
};
const WEATHER = {
  date: 'date',
  precipitation: 'numeric',
  temp_max: 'double precision',
  wind: 'numeric(4,1)',
  weather: 'text',
};
export const US_STATES = ['AK', 'CA', 'MS', 'NY', 'TX', 'WA'];

/** Public data, with rules that some of it breaks. */
export const SAMPLES: readonly Sample[] = [
  {
    table: 'movies',
    types: MOVIES,
    rows: typed(json('movies.json'), MOVIES),
    keyColumns: ['Title', 'Director'],
    rules: [
      {
        column: 'IMDB Rating',
        check: { kind: 'numberRange', min: 3.5, max: 8.1 },
        passes: (v) => +v >= 3.5 && +v <= 8.1,
      },
      { column: 'MPAA Rating', check: { kind: 'acceptedValues', values: ['G', 'PG'] }, passes: (v) => /^P?G$/.test(v) },
      {
        column: 'Title',
        check: { kind: 'length', min: 2, max: 20 },
        passes: (v) => Array.from(v).length > 1 && Array.from(v).length < 21,
      },
      {
        column: 'Release Date',
        check: { kind: 'pattern', pattern: '^[A-Z][a-z]{2} \\d\\d 200\\d$' },
        passes: (v) => /^[A-Z][a-z]{2} \d\d 200\d$/.test(v),
      },
      {
        column: 'Running Time min',
        check: { kind: 'acceptedValues', values: ['90', '1e2'] },
        passes: (v) => v === '90' || v === '100',
      },
    ],
  },
  {
    table: 'airports',
    types: AIRPORTS,
    rows: typed(csv('airports.csv'), AIRPORTS),
    keyColumns: [],
    rules: [
      { column: 'iata', check: { kind: 'pattern', pattern: '^[A-Z]{3}$' }, passes: (v) => /^[A-Z]{3}$/.test(v) },
      {
        column: 'state',
        check: { kind: 'reference', schema: 'public', table: 'states', column: 'code' },
        passes: (v) => US_STATES.includes(v),
      },
      { column: 'latitude', check: { kind: 'numberRange', max: 31.95376472 }, passes: (v) => +v <= 31.95376472 },
    ],
  },
  {
    table: 'weather',
    types: WEATHER,
    rows: typed(csv('seattle-weather.csv'), WEATHER),
    keyColumns: ['temp_max', 'weather'],
    rules: [
      {
        column: 'date',
        check: { kind: 'dateRange', min: '2012-03-01', max: '2013-02-28' },
        passes: (v) => v >= '2012-03-01' && v <= '2013-02-28',
      },
      { column: 'wind', check: { kind: 'numberRange', min: 4.7 }, passes: (v) => +v >= 4.7 },
      {
        column: 'precipitation',
        check: { kind: 'acceptedValues', values: ['0', '0.50'] },
        passes: (v) => +v === 0 || +v === 0.5,
      },
    ],
  },
];
