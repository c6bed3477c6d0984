import type { EntityName } from './api.ts';
import type { Damage } from './data/damage.ts';
import { DATASET_NAMES, type DatasetName, DATASETS } from './data/datasets.ts';

/** Rows of a dataset are loaded into its table, and their producer reports a refresh. */
export interface LoadStep {
  kind: 'load';
  dataset: DatasetName;
  mode: 'replace' | 'append';
  refreshType: 'FULL' | 'INCREMENTAL' | 'SNAPSHOT';
  /** Position of the first row, and of the one after the last. */
  from: number;
  to: number;
  damage?: Damage;
  /** What happens besides new rows. */
  story?: string;
}

export interface RequestStep {
  kind: 'request';
  entity: EntityName;
  by: string;
  change: Record<string, unknown>;
  comment: string;
}

/** An approver decides the open request of `requestedBy` for the entity. */
export interface DecideStep {
  kind: 'approve' | 'reject';
  entity: EntityName;
  requestedBy: string;
  by: string;
  comment: string;
}

export interface ProfileStep {
  kind: 'profile';
  entity: EntityName;
  by: string;
  priority: 'NORMAL' | 'HIGH';
}

export type Step = LoadStep | RequestStep | DecideStep | ProfileStep;

const MOVIES: EntityName = { entityType: 'METADATA', canonicalKey: 'movies' };
const AIRPORTS: EntityName = { entityType: 'METADATA', canonicalKey: 'airports' };
const WEATHER: EntityName = { entityType: 'METADATA', canonicalKey: 'weather_daily' };
const HIGH: EntityName = { entityType: 'KPI', canonicalKey: 'average_high' };
const ORIGIN: EntityName = { entityType: 'BUSINESS_RULE', canonicalKey: 'route_origin_known' };

/**
 * The steps of a working day that never ends, always the same. Shares are relative to the rows that a table has: a
 * refresh of more than a tenth is profiled, and a smaller one is skipped within a day of the last profile. A dataset
 * whose rows are used up starts again from its baseline.
 */
export function* workingDay(rowCounts: Readonly<Record<DatasetName, number>>): Generator<Step, never> {
  const loaded = { ...rowCounts };

  function baseline(dataset: DatasetName): LoadStep {
    const to = Math.min(DATASETS[dataset].baselineRows, rowCounts[dataset]);
    loaded[dataset] = to;
    return { kind: 'load', dataset, mode: 'replace', refreshType: 'FULL', from: 0, to };
  }

  function* slice(dataset: DatasetName, share: number, wrong?: { damage: Damage; story: string }): Generator<LoadStep> {
    const size = () => Math.ceil(loaded[dataset] * share);
    if (loaded[dataset] + size() > rowCounts[dataset]) yield baseline(dataset);
    const from = loaded[dataset];
    const to = from + size();
    loaded[dataset] = to;
    yield { kind: 'load', dataset, mode: 'append', refreshType: 'INCREMENTAL', from, to, ...wrong };
  }

  function again(dataset: DatasetName, story: string): LoadStep {
    const to = loaded[dataset];
    return { kind: 'load', dataset, mode: 'append', refreshType: 'FULL', from: 0, to, story };
  }

  function repair(dataset: DatasetName, story: string): LoadStep {
    const to = loaded[dataset];
    return { kind: 'load', dataset, mode: 'replace', refreshType: 'SNAPSHOT', from: 0, to, story };
  }

  for (const dataset of DATASET_NAMES) yield baseline(dataset);
  for (let round = 1; ; round++) {
    const reviews = `Reviewed ${round} time${round === 1 ? '' : 's'}.`;

    yield* slice('weather.daily', 0.01);
    yield* slice('cinema.movies', 0.2);
    yield request(
      MOVIES,
      'anna',
      { description: `Films and what became of them. ${reviews}` },
      'As read aloud on Monday.',
    );
    yield approve(MOVIES, 'anna', 'bert', 'Reads well.');
    yield* slice('aviation.routes', 0.03);
    yield* slice('cinema.movies', 0.25, {
      damage: 'withoutGross',
      story: 'An export of the studios arrives without the worldwide gross.',
    });
    yield request(AIRPORTS, 'carla', { tier: 'TIER4' }, 'Nobody ever asks for it.');
    yield reject(AIRPORTS, 'carla', 'dora', 'The statutory report is made from it.');
    yield repair('cinema.movies', 'The studios deliver the export again, with the gross.');

    yield* slice('weather.daily', 0.2);
    yield { kind: 'profile', entity: WEATHER, by: 'anna', priority: 'NORMAL' };
    yield* slice('weather.daily', 0.25, {
      damage: 'twiceInFahrenheit',
      story: 'A weather station sends its days twice, and in Fahrenheit.',
    });
    yield* slice('aviation.routes', 0.2);
    yield { kind: 'profile', entity: AIRPORTS, by: 'carla', priority: 'HIGH' };
    yield repair('weather.daily', 'The station sends its days again, once and in Celsius.');

    yield* slice('cinema.movies', 0.01);
    yield request(HIGH, 'carla', { description: `Mean of the daily highs. ${reviews}` }, 'It said too little.');
    yield approve(HIGH, 'carla', 'dora', 'Agreed.');
    yield again('aviation.airports', 'A job that was tried again loads the airport register a second time.');
    yield* slice('aviation.routes', 0.6, {
      damage: 'icaoCodes',
      story: 'A carrier sends ICAO codes, KATL for ATL, as the origins of its routes.',
    });
    yield repair('aviation.airports', 'The airport register is loaded once, as it should be.');
    yield request(ORIGIN, 'anna', { tier: 'TIER5' }, 'It fails too often.');
    yield reject(ORIGIN, 'anna', 'bert', 'Then mend the data.');
    yield repair('aviation.routes', 'The carrier sends its routes again, with IATA codes.');
  }
}

function request(entity: EntityName, by: string, change: Record<string, unknown>, comment: string): RequestStep {
  return { kind: 'request', entity, by, change, comment };
}

function approve(entity: EntityName, requestedBy: string, by: string, comment: string): DecideStep {
  return { kind: 'approve', entity, requestedBy, by, comment };
}

function reject(entity: EntityName, requestedBy: string, by: string, comment: string): DecideStep {
  return { kind: 'reject', entity, requestedBy, by, comment };
}
