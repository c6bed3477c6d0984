import { setTimeout as sleep } from 'node:timers/promises';

import { openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import { newEntity } from '../../src/domain/entities/entity.ts';
import { newId } from '../../src/domain/ids.ts';
import type { Viewer } from '../../src/domain/viewer.ts';
import { createProfiler } from '../../src/profiler/profiler.ts';
import { drizzleOn } from '../../src/store/database/drizzle.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Database } from '../../src/store/database/sql.ts';
import { insertEntity } from '../../src/store/entities/write/write-entities.ts';
import { reportDataRefresh } from '../../src/workflow/events/report-data-refresh.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { fillProfiled, PROFILED } from '../rig/fill-profiled.ts';
import { silentButErrors } from '../run/silent.ts';

const TENANT = 'bench';
const WHOLE = 'one statement';
const TIMEOUT_MS = 600_000;

/** What a refresh causes, and what measuring one table takes. */
export const profiling: Part = {
  name: 'profiling',
  title: 'What a refresh causes, and measuring a table',
  scenarios: ({ isFull }) => {
    const refreshed = isFull ? 500_000 : 200_000;
    const measured = isFull ? 3_000_000 : 1_000_000;
    const inWords = (rows: number) => `${rows.toLocaleString('en-US')} rows x 10 columns`;
    return [
      {
        name: `a refresh of a table of ${inWords(refreshed)}`,
        contenders: ['20 entities', '1 entity'],
        rows: [
          { name: 'until the last profile', unit: 's', decimals: 2, goals: [{ atMost: 1.3, ratioTo: '1 entity' }] },
        ],
        measure: (contender, bench) => refresh(contender === '1 entity' ? 1 : 20, refreshed, bench),
      },
      {
        name: `measuring ${inWords(measured)}`,
        contenders: ['in parts', WHOLE, 'in parts, one session'],
        rows: [{ name: 'duration', unit: 's', decimals: 2, goals: [{ atMost: 0.65, ratioTo: WHOLE }] }],
        measure: (contender, bench) => measure({ contender, table: PROFILED.keyed, rows: measured }, bench),
      },
      {
        name: `measuring ${inWords(measured)} without a primary key`,
        contenders: ['without', 'with', `without, ${WHOLE}`],
        rows: [{ name: 'duration', unit: 's', decimals: 2, goals: [{ atMost: 1.1, ratioTo: 'with' }] }],
        measure: (contender, bench) => {
          const table = contender === 'with' ? PROFILED.keyed : PROFILED.keyless;
          return measure({ contender, table, rows: measured }, bench);
        },
      },
    ];
  },
};

/** From the report of a refresh until all entities that are bound to the table have their profiles. */
async function refresh(entities: number, rows: number, bench: Bench): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  const { databaseUrl } = store;
  await using instance = await openInstance(loadConfig({ DATABASE_URL: databaseUrl }), {
    logger: silentButErrors,
    runs: ['work'],
  });
  const { parts } = instance;
  await fillProfiled(parts.database, rows);
  const service = { schema: PROFILED.schema, table: PROFILED.keyed };
  const createdAt = new Date();
  for (let count = 0; count < entities; count++) {
    const name = { tenantId: TENANT, entityType: 'METADATA' as const, canonicalKey: `entity_${count}` };
    const content = {
      name: 'An entity',
      description: null,
      tier: 'tier3' as const,
      owner: null,
      standardPackId: null,
      definition: {},
    };
    const dataset = { ...service, keyColumns: [] };
    await insertEntity(
      drizzleOn(parts.database),
      newEntity(name, { ...content, dataset }, { id: newId('METADATA'), createdAt }),
    );
  }
  const startedAtMs = performance.now();
  const actor = { actorId: 'bench', actorType: 'SYSTEM' as const };
  const viewer: Viewer = { tenantId: TENANT, actor, roles: ['PRODUCER'], sources: ['etl.pipeline'] };
  const payload = { entityUrn: 'urn:bench', service, refreshType: 'full' as const, rowsAffected: rows };
  await reportDataRefresh(parts, viewer, { source: 'etl.pipeline', payload });
  while ((await profilesIn(parts.database)) < entities) await sleep(20);
  return { 'until the last profile': (performance.now() - startedAtMs) / 1_000 };
}

async function profilesIn(database: Database): Promise<number> {
  return (await database.query('SELECT FROM governance.mdm_profile')).rowCount;
}

/** The table is made once for all turns: making it takes longer than measuring it. */
async function measure(
  { contender, table, rows }: { contender: string; table: string; rows: number },
  bench: Bench,
): Promise<Figures> {
  const { postgresUrl } = await bench.backends();
  const database = openPostgres({ connectionString: postgresUrl, poolSize: 4, onIdleError: () => undefined });
  try {
    await fillProfiled(database, rows);
    const profiler = createProfiler({
      warehouse: database,
      timeoutMs: TIMEOUT_MS,
      excludedSchemas: [],
      sessions: contender.includes('one session') ? 1 : 2,
      ...(contender.includes(WHOLE) && { partsFromBytes: Infinity }),
    });
    const startedAtMs = performance.now();
    await profiler.measure({ schema: PROFILED.schema, table, keyColumns: [] }, []);
    return { duration: (performance.now() - startedAtMs) / 1_000 };
  } finally {
    await database.close();
  }
}
