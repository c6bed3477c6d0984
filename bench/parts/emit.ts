import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import type { Viewer } from '../../src/domain/viewer.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import { reportDataRefresh } from '../../src/workflow/events/report-data-refresh.ts';
import type { Bench, Figures, Part } from '../part.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const TENANTS = [1, 50];
const CLIENTS = [1, 16, 64];
const OURS = 'ours';
const PEER = 'one statement';
/** Jobs of a refresh: the rules that judge it, and its impact downstream. */
const JOBS = ['profile', 'impact'];

/** Reports of refreshes that are durable when they are answered, beside one prepared statement with the same rows. */
export const emit: Part = {
  name: 'emit',
  title: 'The way into the log',
  scenarios: ({ isFull }) =>
    TENANTS.flatMap((tenants) =>
      CLIENTS.map((clients) => ({
        name: `${tenants === 1 ? '1 tenant' : `${tenants} tenants`}, ${clients} at a time`,
        contenders: [OURS, PEER] as const,
        rows: [
          { name: 'reports a second', unit: '1/s', goals: [{ atLeast: 0.5, ratioTo: PEER }] },
          { name: 'processor time a report', unit: 'ms', decimals: 2, goals: [{ atMost: 1.2 }] },
        ],
        measure: (contender: string, bench: Bench) =>
          measure(contender, bench, { tenants, clients, durationMs: isFull ? 10_000 : 3_000 }),
      })),
    ),
};

interface Load {
  tenants: number;
  clients: number;
  durationMs: number;
}

async function measure(contender: string, bench: Bench, load: Load): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  // The queues must exist for either, and nobody works them off.
  const database = openPostgres({
    connectionString: store.databaseUrl,
    poolSize: 10,
    onIdleError: (error) => {
      bench.say(String(error));
    },
  });
  await using instance = await openInstance(loadConfig({ DATABASE_URL: store.databaseUrl }), {
    logger: silent,
    database,
    takesJobs: false,
  });
  if (contender === OURS) return await run(load, (tenantId) => reportOne(instance.parts, tenantId));
  const pool = new pg.Pool({ connectionString: store.databaseUrl, max: 10 });
  // The pool says that it has ended a moment before its connections have, and the database goes then.
  pool.on('error', () => undefined);
  try {
    return await run(load, (tenantId) => insertOne(pool, tenantId));
  } finally {
    await pool.end();
  }
}

async function run(
  { tenants, clients, durationMs }: Load,
  report: (tenantId: string) => Promise<void>,
): Promise<Figures> {
  for (let tenant = 0; tenant < tenants; tenant++) await report(`tenant-${tenant}`);
  const startedAtMs = performance.now();
  const usage = process.cpuUsage();
  let count = 0;
  const client = async () => {
    while (performance.now() - startedAtMs < durationMs) await report(`tenant-${count++ % tenants}`);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const { user, system } = process.cpuUsage(usage);
  return {
    'reports a second': (count * 1000) / (performance.now() - startedAtMs),
    'processor time a report': (user + system) / 1000 / count,
  };
}

async function reportOne(parts: Parameters<typeof reportDataRefresh>[0], tenantId: string): Promise<void> {
  const viewer: Viewer = {
    tenantId,
    actor: { actorId: 'bench', actorType: 'SYSTEM' },
    roles: ['PRODUCER'],
    sources: ['etl.pipeline'],
  };
  const outcome = await reportDataRefresh(parts, viewer, { source: 'etl.pipeline', payload: PAYLOAD });
  if (outcome.kind !== 'done') throw new Error(`refused: ${outcome.kind}`);
}

const PAYLOAD = {
  entityUrn: 'urn:bench',
  service: { schema: 'a', table: 'b' },
  refreshType: 'full',
  rowsAffected: 1,
};

/** Counter, event and jobs, as somebody would write them who needs none of our guarantees beside the order. */
const STATEMENT = `
  WITH counter AS (
    INSERT INTO governance.event_stream AS stream (tenant_id, last_offset) VALUES ($1, 1)
    ON CONFLICT (tenant_id) DO UPDATE SET last_offset = stream.last_offset + 1 RETURNING last_offset
  ), logged AS (
    INSERT INTO governance.event_log (tenant_id, stream_offset, id, type, source, created_at, correlation_id, event)
    SELECT $1, last_offset, $2::uuid, 'data.refreshed', 'etl.pipeline', now(), $2::uuid::text, $3 FROM counter RETURNING stream_offset
  )
  INSERT INTO pgboss.job (name, data)
  SELECT name, jsonb_build_object('tenantId', $1::text, 'offset', stream_offset) FROM logged, unnest($4::text[]) AS name`;

async function insertOne(pool: pg.Pool, tenantId: string): Promise<void> {
  const event = { type: 'data.refreshed', version: '1.0.0', source: 'etl.pipeline', payload: PAYLOAD };
  await pool.query({ name: 'report', text: STATEMENT, values: [tenantId, randomUUID(), JSON.stringify(event), JOBS] });
}
