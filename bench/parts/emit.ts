import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { openInstance } from '../../src/compose/instance.ts';
import { SUBSCRIBERS } from '../../src/compose/subscribers.ts';
import { loadConfig } from '../../src/config.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Recipient } from '../../src/subscribers/event-subscriber.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { PAYLOAD, REPORT_LOADS, type ReportLoad, reportOne, reportUnderLoad } from '../rig/report-load.ts';
import { silent } from '../run/silent.ts';

const OURS = 'ours';
const PEER = 'one statement';
/** The jobs of a refresh: to judge it, to look for incidents, and its impact downstream. */
const JOBS = SUBSCRIBERS.filter(
  (one: Recipient) => one.types.includes('data.refreshed') && one.onlyWithWebhooks !== true,
).map(({ name }) => name);

/** Reports of refreshes that are durable when they are answered, beside one prepared statement with the same rows. */
export const emit: Part = {
  name: 'emit',
  title: 'The way into the log',
  scenarios: ({ isFull }) =>
    REPORT_LOADS.map(({ name, ...load }) => ({
      name,
      contenders: [OURS, PEER] as const,
      rows: [
        { name: 'reports a second', unit: '1/s', goals: [{ atLeast: 0.5, ratioTo: PEER }] },
        { name: 'processor time a report', unit: 'ms', decimals: 2, goals: [{ atMost: 1.2 }] },
      ],
      measure: (contender: string, bench: Bench) =>
        measure(contender, bench, { ...load, durationMs: isFull ? 10_000 : 3_000 }),
    })),
};

async function measure(contender: string, bench: Bench, load: ReportLoad): Promise<Figures> {
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

async function run(load: ReportLoad, report: (tenantId: string) => Promise<void>): Promise<Figures> {
  const { perSecond, processorTime } = await reportUnderLoad(load, report);
  return { 'reports a second': perSecond, 'processor time a report': processorTime };
}

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
