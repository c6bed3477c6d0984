import { setTimeout as sleep } from 'node:timers/promises';

import { openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import { defaultMonitoringPolicy } from '../../src/domain/monitoring/monitoring-policy.ts';
import { DEFAULT_PROFILING_POLICY, dueBefore } from '../../src/domain/profiling/profiling-policy.ts';
import { createEvent } from '../../src/events/schemas/create-event.ts';
import { TIERS } from '../../src/events/schemas/vocabulary.ts';
import { reportDueProfiles } from '../../src/scheduler/due-profiles.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Database } from '../../src/store/database/sql.ts';
import type { UnitOfWork } from '../../src/store/unit-of-work.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { type DueSize, fillDueEntities } from '../rig/fill-due-entities.ts';
import { silentButErrors } from '../run/silent.ts';

const OURS = 'ours';
const PEER = 'one statement';
const DURATION = 'duration';
const MEMORY = 'memory above idle, at most';
const WAIT = 'longest wait of a mutation meanwhile';

/** A scheduler's pass, beside one statement that finds, marks and appends. */
export const scheduler: Part = {
  name: 'scheduler',
  title: 'A pass of the scheduler',
  scenarios: ({ isFull }) => {
    const entities = isFull ? 1_000_000 : 100_000;
    const inWords = ({ due }: DueSize) => `${due.toLocaleString('en-US')} due of ${entities.toLocaleString('en-US')}`;
    const sizes: DueSize[] = [
      { entities, due: 1_000, isSpread: true },
      { entities, due: entities / 100 },
      { entities, due: entities / 10 },
    ];
    return sizes.map((size) => ({
      name: size.isSpread ? `${inWords(size)}, 20 for each of 50 tenants and tiers` : inWords(size),
      contenders: [OURS, PEER] as const,
      rows: [
        { name: DURATION, unit: 's', decimals: 2, goals: [{ atMost: 1.3, ratioTo: PEER }] },
        { name: MEMORY, unit: 'MiB', goals: [{ atMost: 50 }] },
        { name: WAIT, unit: 's', decimals: 2 },
      ],
      measure: (contender: string, bench: Bench) => measure(contender, bench, size),
    }));
  },
};

async function measure(contender: string, bench: Bench, size: DueSize): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  const options = { connectionString: store.databaseUrl, poolSize: 10, statementDeadlineMs: 1_800_000 };
  const database = openPostgres({ ...options, onIdleError: () => undefined });
  await fillDueEntities(database, size);
  // The queues must exist, and nobody works them off.
  await using instance = await openInstance(loadConfig({ DATABASE_URL: store.databaseUrl }), {
    logger: silentButErrors,
    database,
  });
  const { unitOfWork } = instance.parts;
  const mutations = startMutations(unitOfWork);
  await sleep(1_000);
  const memory = watchMemory();
  const startedAtMs = performance.now();
  const emitted =
    contender === OURS
      ? await reportDueProfiles({
          ...{ database, unitOfWork, logger: silentButErrors },
          policies: { defaults: defaultMonitoringPolicy(), readOwn: () => Promise.resolve(new Map()) },
          clock: () => new Date(),
        })
      : await findMarkAppend(database);
  const tookMs = performance.now() - startedAtMs;
  if (emitted !== size.due) throw new Error(`${emitted} were reported, not ${size.due}`);
  return { [DURATION]: tookMs / 1_000, [MEMORY]: memory.end(), [WAIT]: (await mutations.end()) / 1_000 };
}

/** Reports an event of one of the tenants, again and again. */
function startMutations(unitOfWork: UnitOfWork) {
  const controller = new AbortController();
  async function run(): Promise<number> {
    let longestMs = 0;
    while (!controller.signal.aborted) {
      const startedAtMs = performance.now();
      await unitOfWork.append('tenant-0', [{ event: refresh() }]);
      longestMs = Math.max(longestMs, performance.now() - startedAtMs);
      await sleep(50);
    }
    return longestMs;
  }
  const done = run();
  return {
    end() {
      controller.abort();
      return done;
    },
  };
}

function refresh() {
  const now = new Date();
  return createEvent({
    type: 'data.refreshed',
    tenantId: 'tenant-0',
    source: 'etl.pipeline',
    createdAt: now,
    payload: {
      ...{ entityUrn: 'urn:bench', service: { schema: 'bench', table: 'other' }, rowsAffected: 1, refreshType: 'full' },
      ...{ completedAt: now.toISOString(), triggeredBy: { actorId: 'bench', actorType: 'SYSTEM' } },
    },
  });
}

/** The resident memory of this process, in MiB above what it has now. */
function watchMemory() {
  globalThis.gc?.();
  const residentMiB = () => process.memoryUsage.rss() / 2 ** 20;
  const idleMiB = residentMiB();
  let mostMiB = idleMiB;
  const sampling = setInterval(() => (mostMiB = Math.max(mostMiB, residentMiB())), 20);
  return {
    end() {
      clearInterval(sampling);
      return mostMiB - idleMiB;
    },
  };
}

/** As somebody would write it who has one tenant's mutations wait for it, and needs no jobs, owners, tags or announcements. */
async function findMarkAppend(database: Database): Promise<number> {
  const now = new Date();
  const stale = TIERS.map((tier, index) => `tier = '${tier}' AND last_profiled_at <= $${index + 2}`);
  const bounds = TIERS.map((tier) => dueBefore(DEFAULT_PROFILING_POLICY, tier, now));
  const { rowCount } = await database.query(
    `WITH marked AS (
      UPDATE governance.mdm_entity SET due_since = $1
      WHERE status = 'ACTIVE' AND dataset_table IS NOT NULL AND due_since IS NULL
        AND (last_profiled_at IS NULL OR ${stale.join(' OR ')})
      RETURNING tenant_id, entity_type, id, canonical_key, tier, last_profiled_at
    ), numbered AS (
      SELECT *, row_number() OVER (PARTITION BY tenant_id ORDER BY id) AS number, gen_random_uuid() AS event_id FROM marked
    ), counted AS (
      INSERT INTO governance.event_stream AS stream (tenant_id, last_offset)
      SELECT tenant_id, count(*) FROM numbered GROUP BY tenant_id ORDER BY tenant_id
      ON CONFLICT (tenant_id) DO UPDATE SET last_offset = stream.last_offset + excluded.last_offset
      RETURNING tenant_id, last_offset
    )
    INSERT INTO governance.event_log (tenant_id, stream_offset, id, type, source, created_at, correlation_id, entity_type,
      canonical_key, tier, event, latest_at)
    SELECT tenant_id, last_offset - (count(*) OVER (PARTITION BY tenant_id)) + number, event_id, 'metadata.profile.due', 'kernel.scheduler',
      $1, event_id::text, entity_type, canonical_key, tier,
      jsonb_build_object('id', event_id, 'type', 'metadata.profile.due', 'version', '1.0.0', 'tenantId', tenant_id, 'source',
        'kernel.scheduler', 'createdAt', $1, 'correlationId', event_id, 'payload', jsonb_build_object('entityType', entity_type,
          'entityId', id, 'canonicalKey', canonical_key, 'tier', tier, 'priority', 'critical', 'reason', 'SCHEDULE',
          'lastProfiledAt', last_profiled_at)), $1
    FROM numbered JOIN counted USING (tenant_id)`.replaceAll('$1', '$1::timestamptz'),
    [now, ...bounds],
  );
  return rowCount;
}
