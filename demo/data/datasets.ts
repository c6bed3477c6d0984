import { createRequire } from 'node:module';
import { join } from 'node:path';

import { fileSource } from '../../src/load/file-source.ts';
import { type HeldRows, holdRows } from '../../src/load/hold-rows.ts';

interface DatasetFile {
  /** Name of the file in vega-datasets. */
  file: string;
  /** How many of its rows exist when the day begins; the others arrive during the day. */
  baselineRows: number;
  /** The producer that reports its refreshes. */
  producer: string;
}

/** Public data, by the table into which it is loaded. */
export const DATASETS = {
  'weather.daily': { file: 'weather.csv', baselineRows: 730, producer: 'weather-feed' },
  'cinema.movies': { file: 'movies.json', baselineRows: 1_200, producer: 'studio-feed' },
  // All rows, because a route may lead to any airport.
  'aviation.airports': { file: 'airports.csv', baselineRows: 3_376, producer: 'airport-register' },
  'aviation.routes': { file: 'flights-airport.csv', baselineRows: 2_000, producer: 'flight-feed' },
} as const satisfies Record<string, DatasetFile>;

export type DatasetName = keyof typeof DATASETS;
export const DATASET_NAMES = Object.keys(DATASETS) as DatasetName[];

export type Datasets = Readonly<Record<DatasetName, HeldRows>>;

/** Reads the files into memory, a few megabytes. */
export async function readDatasets(): Promise<Datasets> {
  const folder = join(createRequire(import.meta.url).resolve('vega-datasets'), '../../data');
  const read = async (name: DatasetName) => holdRows(await fileSource(join(folder, DATASETS[name].file)));
  return {
    'weather.daily': await read('weather.daily'),
    'cinema.movies': await read('cinema.movies'),
    'aviation.airports': await read('aviation.airports'),
    'aviation.routes': await read('aviation.routes'),
  };
}

/** The number of rows of each dataset. */
export function rowCounts(datasets: Datasets): Record<DatasetName, number> {
  return {
    'weather.daily': datasets['weather.daily'].rows.length,
    'cinema.movies': datasets['cinema.movies'].rows.length,
    'aviation.airports': datasets['aviation.airports'].rows.length,
    'aviation.routes': datasets['aviation.routes'].rows.length,
  };
}
