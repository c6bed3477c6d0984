import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { bindTables } from '../rig/bound-tables.ts';
import { REPORT_LOADS, type ReportLoad, reportOne, reportUnderLoad } from '../rig/report-load.ts';
import { silentButErrors } from '../run/silent.ts';

const WITH = 'with subscribers';
const WITHOUT = 'without';
/** Until it has made the passes of its start. */
const SETTLE_MS = 5_000;
const LOOK_MS = 100;
/** What is not judged this long after the last report has not kept up, and is not waited for. */
const PATIENCE_MS = 60_000;

/** Reports of refreshes, each of which the profiling rules judge, beside the same with nobody who judges. */
export const judging: Part = {
  name: 'judging',
  title: 'Judging what is reported',
  scenarios: ({ isFull }) => [
    {
      name: 'idle',
      contenders: [WITH],
      rows: [{ name: 'statements a second', unit: '1/s', decimals: 2, goals: [{ atMost: 1 }] }],
      measure: (_: string, bench: Bench) => measureIdle(bench, isFull ? 60_000 : 20_000),
    },
    ...REPORT_LOADS.map(({ name, ...load }) => ({
      name,
      contenders: [WITH, WITHOUT] as const,
      rows: [
        { name: 'reports a second', unit: '1/s', goals: [{ atLeast: 0.67, ratioTo: WITHOUT }] },
        { name: 'judged a second until the last report', unit: '1/s' },
        { name: 'judged of what was reported by then', unit: '%', goals: [{ atLeast: 90 }] },
        { name: 'longest from report to decision', unit: 's', decimals: 2, goals: [{ atMost: 10 }] },
        { name: 'processor time a report', unit: 'ms', decimals: 2 },
      ],
      measure: (contender: string, bench: Bench) =>
        measure(contender, bench, { ...load, durationMs: isFull ? 20_000 : 6_000 }),
    })),
  ],
};

async function open(databaseUrl: string, isJudging: boolean) {
  const config = loadConfig({ DATABASE_URL: databaseUrl });
  return openInstance(config, { logger: silentButErrors, runs: isJudging ? config.run : [] });
}

async function measure(contender: string, bench: Bench, load: ReportLoad): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  await bindTables(store.databaseUrl, load.tenants);
  await using instance = await open(store.databaseUrl, contender === WITH);
  const { count, perSecond, processorTime } = await reportUnderLoad(load, (tenantId) =>
    reportOne(instance.parts, tenantId),
  );
  const figures = { 'reports a second': perSecond, 'processor time a report': processorTime };
  if (contender === WITHOUT) return figures;
  const connection = new pg.Client({ connectionString: store.databaseUrl });
  await connection.connect();
  try {
    const judged = await judgedIn(connection);
    const deadlineMs = performance.now() + PATIENCE_MS;
    let now = judged;
    while (now.count < count && performance.now() < deadlineMs) {
      await sleep(LOOK_MS);
      now = await judgedIn(connection);
    }
    return {
      ...figures,
      'judged a second until the last report': (judged.count * 1000) / load.durationMs,
      'judged of what was reported by then': (100 * judged.count) / count,
      'longest from report to decision':
        now.count < count ? { void: `${count - now.count} of ${count} reports were not judged in time` } : now.lag,
    };
  } finally {
    await connection.end();
  }
}

/** What is committed now, and the longest time between a report and its decision, in seconds. */
async function judgedIn(connection: pg.Client): Promise<{ count: number; lag: number }> {
  const { rows } = await connection.query<{ count: number; lag: number }>(`
    SELECT count(*)::int AS count, coalesce(extract(epoch FROM max(decided_at - appended_at)), 0)::float8 AS lag
    FROM governance.profiling_decision AS decision
    JOIN governance.event_log AS log ON log.tenant_id = decision.tenant_id AND stream_offset = event_offset`);
  return rows[0] ?? { count: 0, lag: 0 };
}

async function measureIdle(bench: Bench, durationMs: number): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  await using _instance = await open(store.databaseUrl, true);
  const connection = new pg.Client({ connectionString: store.databaseUrl });
  await connection.connect();
  try {
    await sleep(SETTLE_MS);
    await connection.query('SELECT pg_stat_statements_reset()');
    await sleep(durationMs);
    const { rows } = await connection.query<{ calls: number }>(`
      SELECT sum(calls)::float8 AS calls FROM pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel
        AND query NOT LIKE '%pg_stat_statements_reset%'`);
    return { 'statements a second': ((rows[0]?.calls ?? 0) * 1000) / durationMs };
  } finally {
    await connection.end();
  }
}
