import { ENTITY_ORDER_FIELDS, type EntityOrder, ORDER_DIRECTIONS } from '../../src/domain/entities/entity-order.ts';
import { PROFILE_STATES } from '../../src/domain/profiling/profile-state.ts';
import { DEFAULT_PROFILING_POLICY } from '../../src/domain/profiling/profiling-policy.ts';
import { type Db, drizzleOn } from '../../src/store/database/drizzle.ts';
import { openPglite } from '../../src/store/database/embedded/pglite.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Database } from '../../src/store/database/sql.ts';
import type { EntityQuery } from '../../src/store/entities/entity-condition.ts';
import { countFacet, ENTITY_FACETS } from '../../src/store/entities/entity-facets.ts';
import { countAlikeEntities } from '../../src/store/entities/entity-summary.ts';
import { listOrder, rankOrder } from '../../src/store/entities/list/entity-orders.ts';
import { countEntities, pageOfEntities } from '../../src/store/entities/list/entity-pages.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { fillTable, OWNERS, TABLE_TENANT } from '../rig/fill-table.ts';
import { quantile } from '../run/quantile.ts';

const PAGES_EACH = 20;
/** What a table shows. */
const PROPERTIES = new Set([
  ...['entityType', 'canonicalKey', 'name', 'owner', 'tier', 'status', 'dataset', 'createdAt', 'updatedAt'],
  ...['lastProfileId', 'lastProfiledAt', 'openRunId', 'lastFailure'],
]);
const policy = DEFAULT_PROFILING_POLICY;

const ORDERS: readonly EntityOrder[] = ENTITY_ORDER_FIELDS.flatMap((field) =>
  ORDER_DIRECTIONS.map((direction) => ({ field, direction })),
);
/** One that is short to walk, one in which what a search finds stands together, and the one that is merged from most walks. */
const FILTERED_ORDERS: readonly EntityOrder[] = [
  { field: 'NAME', direction: 'ASC' },
  { field: 'QUALITY_SCORE', direction: 'DESC' },
  { field: 'NEXT_PROFILE_DUE_AT', direction: 'ASC' },
];

const inState = (state: (typeof PROFILE_STATES)[number]): EntityQuery => ({
  profileStates: { states: [state], policy, now: new Date() },
});
const FILTERS: Readonly<Record<string, EntityQuery>> = {
  'a tier': { tiers: ['tier1'] },
  deprecated: { statuses: ['DEPRECATED'] },
  'grade F': { grades: ['F'] },
  'an owner of 90': { owners: { ids: [OWNERS.rare], ignoreCase: false } },
  'an owner of 10,000': { owners: { ids: [OWNERS.frequent], ignoreCase: false } },
  'a tag': { tags: ['tag_7'] },
  '10 tags': { tags: Array.from({ length: 10 }, (_, number) => `tag_${number}`) },
  ...Object.fromEntries(PROFILE_STATES.map((state) => [state, inState(state)])),
  followed: { followed: { actorId: 'anna', wanted: true } },
  'a pending approval': { hasPendingApproval: true },
  'a schema': { dataset: { schema: 'sales5' } },
  'a search that finds 10': { search: 'order_0123' },
  'a search that finds 12,500': { search: 'customer' },
  'a search that finds nothing': { search: 'nothinglikethis' },
  'a search that finds all': { search: 'data' },
  'a search for a letter': { search: 'a' },
  'a search for two letters': { search: '12' },
  'a search for two words': { search: 'team 42' },
  'a search for two letters that nothing contains': { search: 'qx' },
  'a search and a tier': { search: 'customer', tiers: ['tier1'] },
  'a word of 12,500 names and 29,000 lists of columns': { search: 'invoice' },
  'a word of 29,000 lists of columns': { search: 'currency' },
  'a word of all lists of columns': { search: 'created_at' },
  'a word of 5,000 lists of columns': { search: 'loyalty' },
  'a word of 100 lists of columns': { search: 'vat_exempt' },
  'a word of names and one of columns': { search: 'shipment currency' },
  'a word of 10,000 definitions': { search: 'posten' },
  'a tag as a word': { search: 'tag_7' },
  'a word of columns and a tier': { search: 'currency', tiers: ['tier1'] },
};

interface Case {
  name: string;
  query: EntityQuery;
  by: EntityOrder | 'rank';
}

const CASES: readonly Case[] = [
  ...ORDERS.map((by) => ({ name: nameOf(by), query: {}, by })),
  ...Object.entries(FILTERS).flatMap(([name, query]) => [
    ...FILTERED_ORDERS.map((by) => ({ name: `${name}, ${nameOf(by)}`, query, by })),
    ...(query.search === undefined ? [] : [{ name: `${name}, by rank`, query, by: 'rank' as const }]),
  ]),
];
const ENDS = ['first', 'last'] as const;

/** What counts entities; without a goal, because it reads all of them. */
const COUNTS: Readonly<Record<string, (db: Db) => Promise<unknown>>> = {
  'totalCount of all': (db) => countEntities(db, TABLE_TENANT, {}),
  'totalCount of a search that finds 12,500': (db) => countEntities(db, TABLE_TENANT, { search: 'customer' }),
  'totalCount of a search that finds all': (db) => countEntities(db, TABLE_TENANT, { search: 'data' }),
  tierSummary: (db) => countAlikeEntities(db, TABLE_TENANT, {}, { policy, now: new Date() }),
  ...Object.fromEntries(
    ENTITY_FACETS.map((facet) => [
      `facet: ${facet}`,
      (db: Db) => countFacet(db, TABLE_TENANT, {}, facet, { policy, now: new Date() }),
    ]),
  ),
};

/** How long pages of a table of 100,000 entities take, on both stores: every order, and every filter in two orders. */
export const entities: Part = {
  name: 'entities',
  title: 'Entities: pages of a table of 100,000',
  isOnlyFull: true,
  scenarios: () => [
    {
      name: `p95 of ${PAGES_EACH} pages of 20`,
      contenders: ['Postgres', 'PGlite'],
      rounds: 1,
      rows: [
        ...CASES.flatMap(({ name }) =>
          ENDS.map((end) => ({ name: `${name}, ${end} page`, unit: 'ms', decimals: 1, goals: [{ atMost: 50 }] })),
        ),
        ...Object.keys(COUNTS).map((name) => ({ name, unit: 'ms', decimals: 1 })),
      ],
      measure: (store, bench) => (store === 'PGlite' ? measurePglite() : measurePostgres(bench)),
    },
  ],
};

async function measurePostgres(bench: Bench): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  const options = { connectionString: store.databaseUrl, poolSize: 1, statementDeadlineMs: 600_000 };
  return await measure(openPostgres({ ...options, onIdleError: () => undefined }));
}

async function measurePglite(): Promise<Figures> {
  const database = await openPglite({});
  await migrate(database);
  return measure(database);
}

async function measure(database: Database): Promise<Figures> {
  await fillTable(database);
  const db = drizzleOn(database);
  const figures: Record<string, number> = {};
  for (const { name, run } of cases()) figures[name] = await p95(() => run(db));
  await database.close();
  return figures;
}

interface Measured {
  name: string;
  run: (db: Db) => Promise<unknown>;
}

/** All that is measured, in the order of the rows. */
export function cases(): Measured[] {
  const pages = CASES.flatMap(({ name, query, by }) =>
    ENDS.map((end) => ({
      name: `${name}, ${end} page`,
      run: (db: Db) => {
        const order = by === 'rank' ? rankOrder(TABLE_TENANT, query.search ?? '') : listOrder(by, policy, query);
        const range = { limit: 21, backwards: end === 'last' };
        return pageOfEntities(db, TABLE_TENANT, { query, order, properties: PROPERTIES }, range);
      },
    })),
  );
  return [...pages, ...Object.entries(COUNTS).map(([name, run]) => ({ name, run }))];
}

/** The first run counts as well: nothing is warmed up for a page that somebody opens. */
async function p95(run: () => Promise<unknown>): Promise<number> {
  const timesMs: number[] = [];
  for (let count = 0; count < PAGES_EACH; count++) {
    const startedAtMs = performance.now();
    await run();
    timesMs.push(performance.now() - startedAtMs);
  }
  return quantile(timesMs, 0.95);
}

function nameOf({ field, direction }: EntityOrder): string {
  return `by ${field} ${direction}`;
}
