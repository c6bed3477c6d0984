import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import { openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import type { EventFilter } from '../../src/events/log/event-filter.ts';
import type { Event } from '../../src/events/schemas/catalogue.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Database } from '../../src/store/database/sql.ts';
import { findCauses, findEffects } from '../../src/store/log/event-chain.ts';
import { createEventLog, type StoredEventLog } from '../../src/store/log/event-log.ts';
import { trimStream } from '../../src/store/log/trim-stream.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { fillLog, LOG_TENANT } from '../rig/fill-log.ts';
import { median } from '../run/quantile.ts';
import { silent } from '../run/silent.ts';

const SMALL = 100_000;
const MEASURED_EACH = 25;
const WARM_UP_ROUNDS = 10;
const PAGE_SIZE = 20;
const SIZE = 'size of an event with its indexes';
/** What everything may cost more in the long log. */
const GOAL = 1.3;

/** Each is read forwards from the beginning and backwards from the end. */
const FILTERS: Readonly<Record<string, EventFilter>> = {
  'no filter': {},
  'a frequent type': { types: ['metadata.profile.completed'] },
  'a type, 1 in 2,000': { types: ['approval.rejected'] },
  'a type, never': { types: ['metadata.deprecated'] },
  'a tier, 2 %': { tiers: ['tier1'] },
  'a tier, 1 in 1,000': { tiers: ['tier5'] },
  'an entity type, 1 %': { entityTypes: ['KPI'] },
  'an entity type, never': { entityTypes: ['GLOSSARY'] },
  'a source, 1 in 2,000': { sources: ['finance.service'] },
  'type and tier, 1 in 10,000': { types: ['metadata.changed'], tiers: ['tier5'] },
  'type and source, never': { types: ['metadata.profile.completed'], sources: ['etl.pipeline'] },
  'an entity': { canonicalKeys: ['entity_17'] },
  'an entity and a type': { canonicalKeys: ['entity_17'], types: ['metadata.changed'] },
  '50 entities': { canonicalKeys: Array.from({ length: 50 }, (_, number) => `entity_${number}`) },
  'an entity, never': { canonicalKeys: ['none'] },
  'a frequent owner': { owners: ['owner_7'] },
  'an owner, 1 in 1,000': { owners: ['rare'] },
  'an owner, never': { owners: ['none'] },
  'an owner and a type, 1 in 80,000': { owners: ['owner_7'], types: ['approval.rejected'] },
  'a frequent tag': { tags: ['pii'] },
  'a tag, 1 in 1,000': { tags: ['rare'] },
  'a tag, never': { tags: ['none'] },
  'a tag and a type, 1 in 20,000': { tags: ['pii'], types: ['approval.rejected'] },
  'a score, 1 in 2,000': { types: ['metadata.profile.completed'], maxQualityScore: 20 },
  'a score, never': { types: ['metadata.profile.completed'], maxQualityScore: 5 },
  'a score and a tier': { types: ['metadata.profile.completed'], maxQualityScore: 65, tiers: ['tier1'] },
  'not four frequent types': {
    not: { types: ['data.refreshed', 'metadata.profile.completed', 'metadata.profile.due', 'metadata.changed'] },
  },
  'not an owner': { not: { owners: ['owner_7'] } },
  'a trace': { correlationId: 'correlation_777' },
  'a trace, never': { correlationId: 'none' },
};
/** No index knows both: a long log is searched in parts. Without a goal. */
const UNKNOWN: Readonly<Record<string, EventFilter>> = {
  'an owner and a tag, never': { owners: ['owner_7'], tags: ['pii'] },
  'not the owner, of a tag': { tags: ['rare'], not: { owners: ['owner_5'] } },
};
const DIRECTIONS = { first: false, last: true } as const;

const WITH_GOAL = [
  ...Object.keys(FILTERS).flatMap((name) => Object.keys(DIRECTIONS).map((end) => `${name}, ${end} page`)),
  ...Object.keys(DIRECTIONS).map((end) => `an hour in the middle, ${end} page`),
  ...Object.keys(DIRECTIONS).map((end) => `an hour and a type, ${end} page`),
  'trace of 5 events',
  'causes and effects',
  'resume, 1,000 behind',
  'resume, 1,000 behind, a type of 1 in 2,000',
  'position at a time',
  'append of 100 events',
  'retention, 1,000 events',
];
const WITHOUT_GOAL = Object.keys(UNKNOWN).flatMap((name) =>
  Object.keys(DIRECTIONS).map((end) => `${name}, ${end} page`),
);

/** What reading a log costs when it is long, beside what it costs when it is short. */
export const growth: Part = {
  name: 'growth',
  title: 'A long log beside one of 100,000 events',
  scenarios: ({ isFull }) =>
    (isFull ? [5_000_000, 10_000_000] : [1_000_000]).map((events) => {
      const ours = nameOf(events);
      const small = nameOf(SMALL);
      let both: Promise<readonly [Figures, Figures]> | undefined;
      return {
        name: ours,
        contenders: [ours, small],
        rounds: 1,
        rows: [
          ...WITH_GOAL.map((name) => ({ name, unit: 'ms', decimals: 2, goals: [{ atMost: GOAL, ratioTo: small }] })),
          ...WITHOUT_GOAL.map((name) => ({ name, unit: 'ms', decimals: 2 })),
          { name: SIZE, unit: 'bytes' },
        ],
        // Both are measured in turns, call by call: minutes apart, what else the machine does would be in the ratio.
        async measure(contender: string, bench: Bench) {
          const [ofOurs, ofSmall] = await (both ??= measureBoth(bench, events));
          return contender === small ? ofSmall : ofOurs;
        },
      };
    }),
};

function nameOf(events: number): string {
  return `${events.toLocaleString('en-US')} events`;
}

interface FilledLog {
  database: Database;
  log: StoredEventLog;
  events: number;
  /** In its middle, five events of one trace. */
  links: readonly Event[];
}

async function measureBoth(bench: Bench, events: number): Promise<readonly [Figures, Figures]> {
  await using ours = await openFilled(bench, events);
  await using small = await openFilled(bench, SMALL);
  // What is measured first would pay for the compilation of what all of them run.
  for (let count = 0; count < WARM_UP_ROUNDS; count++) {
    for (const filter of Object.values(FILTERS)) await Promise.all([search(ours, filter), search(small, filter)]);
  }
  const ofOurs: Record<string, number> = { [SIZE]: await sizeOf(ours) };
  const ofSmall: Record<string, number> = { [SIZE]: await sizeOf(small) };
  for (const [name, run] of MEASURED) {
    const times = { ours: [] as number[], small: [] as number[] };
    // The first time is not counted: it reads what a running server has read before.
    await Promise.all([run(ours), run(small)]);
    for (let count = 0; count < MEASURED_EACH; count++) {
      times.ours.push(await timeMs(() => run(ours)));
      times.small.push(await timeMs(() => run(small)));
    }
    ofOurs[name] = median(times.ours);
    ofSmall[name] = median(times.small);
  }
  return [ofOurs, ofSmall];
}

async function timeMs(run: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await run();
  return performance.now() - startedAtMs;
}

async function openFilled(bench: Bench, events: number): Promise<FilledLog & AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const { createStore } = await bench.backends();
  const store = opened.use(await createStore());
  const options = { connectionString: store.databaseUrl, poolSize: 2, statementDeadlineMs: 1_800_000 };
  const database = openPostgres({ ...options, onIdleError: () => undefined });
  // Retention looks for open jobs: the queues must exist, and nobody works them off.
  opened.use(await openInstance(loadConfig({ DATABASE_URL: store.databaseUrl }), { logger: silent, database }));
  await fillLog(database, events);
  const log = createEventLog(database);
  const middle = await log.at(LOG_TENANT, [events / 2]);
  const links = middle.flatMap(({ event }) => event ?? []);
  const kept = opened.move();
  return { database, log, events, links, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Each time as for a new request, whose filter has not been seen. */
function search({ log }: FilledLog, filter: EventFilter, newestFirst = true): Promise<unknown> {
  return log.search(LOG_TENANT, { filter: { ...filter }, limit: PAGE_SIZE + 1, newestFirst });
}

/** One event a second, up to now. */
function hourOf({ events }: FilledLog): { from: Date; to: Date } {
  const fromMs = Date.now() - events * 500;
  return { from: new Date(fromMs), to: new Date(fromMs + 3_600_000) };
}

type Measured = readonly [name: string, run: (filled: FilledLog) => Promise<unknown>];

function pages(name: string, filterOf: (filled: FilledLog) => EventFilter): Measured[] {
  return Object.entries(DIRECTIONS).map(([end, newestFirst]) => [
    `${name}, ${end} page`,
    (filled) => search(filled, filterOf(filled), newestFirst),
  ]);
}

const MEASURED: readonly Measured[] = [
  ...Object.entries({ ...FILTERS, ...UNKNOWN }).flatMap(([name, filter]) => pages(name, () => filter)),
  ...pages('an hour in the middle', hourOf),
  ...pages('an hour and a type', (filled) => ({ ...hourOf(filled), types: ['metadata.changed'] })),
  [
    'trace of 5 events',
    ({ log, events }) =>
      log.page(LOG_TENANT, {
        filter: { correlationId: `correlation_${events / 10}` },
        limit: 1_001,
        newestFirst: false,
      }),
  ],
  [
    'causes and effects',
    async ({ database, log, links }) => {
      await findCauses({ database, log }, LOG_TENANT, links);
      await findEffects({ database, log }, LOG_TENANT, links);
    },
  ],
  ['resume, 1,000 behind', (filled) => resume(filled, {})],
  ['resume, 1,000 behind, a type of 1 in 2,000', (filled) => resume(filled, { types: ['approval.rejected'] })],
  ['position at a time', (filled) => filled.log.positionAt(LOG_TENANT, hourOf(filled).from)],
  ['append of 100 events', append],
  [
    'retention, 1,000 events',
    ({ database }) => trimStream(database, { tenantId: LOG_TENANT, before: new Date(), limit: 1_000 }),
  ],
];

/** As a subscription that comes back. */
async function resume({ log, events }: FilledLog, filter: EventFilter): Promise<void> {
  for (let after = events - 1_000; after < events;) {
    after = (await log.readAfter(LOG_TENANT, after, { limit: 200, filter })).through;
  }
}

async function append({ database }: FilledLog): Promise<void> {
  await database.query(`SELECT count(*) FROM governance.append_events('${LOG_TENANT}', (
    SELECT jsonb_agg(to_jsonb(logged) || jsonb_build_object('id', gen_random_uuid(), 'stream_offset', logged.stream_offset - 1000))
    FROM governance.event_log AS logged WHERE tenant_id = '${LOG_TENANT}' AND stream_offset BETWEEN 1001 AND 1100), '[]')`);
}

async function sizeOf({ database, events }: FilledLog): Promise<number> {
  const { rows } = await database.query(
    `SELECT (pg_total_relation_size('governance.event_log') + pg_total_relation_size('governance.event_tag'))::float8 AS bytes`,
  );
  const [{ bytes }] = rows as [{ bytes: number }];
  return bytes / events;
}
