import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApi } from '../support/faults/api.ts';
import { type Cluster, startCluster } from '../support/faults/cluster.ts';
import { conclude } from '../support/faults/figures.ts';
import { createRecorder } from '../support/faults/recorder.ts';
import { chance, scaled } from '../support/faults/scale.ts';
import { followSteadily } from '../support/faults/steady-client.ts';
import { untilLive, untilWell } from '../support/faults/until-live.ts';
import { write } from '../support/faults/writers.ts';
import { until } from '../support/until.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.sql(`
    CREATE FUNCTION governance.fail_on_purpose() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'rolled back on purpose'; END $$;
    CREATE TRIGGER fail_on_purpose AFTER INSERT ON governance.event_log FOR EACH ROW
      WHEN (NEW.event->'payload'->>'entityUrn' = 'urn:faults:roll-back') EXECUTE FUNCTION governance.fail_on_purpose();
    CREATE TABLE unrelated (n int)`);
});
afterAll(() => cluster[Symbol.asyncDispose]());

test.each(['fast', 'immediate'] as const)(
  'Postgres restarted (%s) under mutations: each fails or succeeds, and never both',
  async (mode) => {
    const { between } = chance(`postgres ${mode}`);
    const count = scaled({ full: 1_000, short: 200 });
    const restarts = scaled({ full: 3, short: 1 });
    const api = await createApi(`postgres-${mode}`);
    const recorder = createRecorder();
    await using clients = await followSteadily({ instances: cluster.instances, apis: [api], perTenant: 10, recorder });

    let longestRecoveryMs = 0;
    let restarting = Promise.resolve();
    let isAway = false;
    async function restart(): Promise<void> {
      isAway = true;
      const isBack = recorder.outage();
      await cluster.postgres.stop(mode);
      await pause(between(0, scaled({ full: 2_000, short: 500 })));
      await cluster.postgres.start();
      isBack();
      longestRecoveryMs = Math.max(longestRecoveryMs, await untilWell(cluster, 20_000));
      isAway = false;
    }
    const moments = Array.from({ length: restarts }, (_, index) => {
      const share = Math.floor(count / restarts);
      return index * share + between(Math.floor(share / 4), Math.floor(share / 2));
    });

    const { refusals, unanswered, longestAnswerMs } = await write({
      instances: cluster.instances,
      recorder,
      apis: [api],
      count,
      writers: 8,
      before(index) {
        if (moments.includes(index)) restarting = restarting.then(restart);
        // Who is refused at once would otherwise spend all his mutations in the outage.
        return pause(isAway ? scaled({ full: 300, short: 150 }) : 10);
      },
    });
    await restarting;
    await recorder.allCaughtUp(10_000);
    await untilLive(cluster, api, recorder, 10_000);

    const verdict = recorder.verdict(await cluster.log([api.tenantId]));
    conclude(
      `8 Postgres restarted, ${mode}`,
      { ...verdict, longestMs: Math.max(verdict.longestMs, longestRecoveryMs) },
      {
        restarts,
        failed: refusals.length,
        unanswered,
        longestAnswerMs,
      },
    );
    expect(recorder.acknowledgedCount()).toBeGreaterThan(count / 2);
    expect(clients.endings()).toEqual([]);
  },
);

test('many clients of two instances see every event once and in one order, while transactions roll back', async () => {
  const { happens } = chance('rollbacks');
  const count = scaled({ full: 2_000, short: 200 });
  const api = await createApi('rollbacks');
  const recorder = createRecorder();
  await using clients = await followSteadily({
    instances: cluster.instances,
    apis: [api],
    perTenant: scaled({ full: 50, short: 10 }),
    recorder,
  });
  // One in twenty, besides those that are to come through.
  const rolledBack: boolean[] = [];
  for (let kept = 0; kept < count;) {
    const isRolledBack = happens(0.05);
    rolledBack.push(isRolledBack);
    if (!isRolledBack) kept++;
  }

  const { refusals } = await write({
    instances: cluster.instances,
    recorder,
    apis: [api],
    count: rolledBack.length,
    writers: 8,
    refresh: (index) => ({ entityUrn: rolledBack[index] ? 'urn:faults:roll-back' : 'urn:faults' }),
  });
  await recorder.allCaughtUp(20_000);

  conclude('1 rollbacks', recorder.verdict(await cluster.log(['rollbacks'])), { rolledBack: refusals.length });
  expect(refusals).toHaveLength(rolledBack.filter(Boolean).length);
  expect(recorder.acknowledgedCount()).toBe(count);
  expect(clients.endings()).toEqual([]);
});

test('an unrelated transaction that stays open does not hold up the stream', async () => {
  const openMs = scaled({ full: 30_000, short: 4_000 });
  const everyMs = 25;
  const api = await createApi('open-transaction');
  const recorder = createRecorder();
  await using clients = await followSteadily({ instances: cluster.instances, apis: [api], perTenant: 4, recorder });
  const client = new pg.Client({ connectionString: cluster.postgres.connectionString });
  await client.connect();
  try {
    // It has an id and a snapshot: whatever reads the log by either stands still behind it.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await client.query('INSERT INTO unrelated VALUES (1)');
    await client.query('SELECT count(*) FROM governance.event_log');
    await write({
      instances: cluster.instances,
      recorder,
      apis: [api],
      count: openMs / everyMs,
      writers: 1,
      before: () => pause(everyMs),
    });
    await recorder.allCaughtUp(5_000);
    await client.query('ROLLBACK');
  } finally {
    await client.end();
  }

  const verdict = recorder.verdict(await cluster.log(['open-transaction']));
  conclude('9 open transaction', verdict, { openMs });
  // Who waited for the transaction to end would wait for all of it; who waited for the look at the log, 2 s.
  expect(verdict.longestMs).toBeLessThan(scaled({ full: 1_500, short: 3_000 }));
  expect(clients.endings()).toEqual([]);
});

test('each refresh is evaluated, whatever became of the job that a restart took from its worker', async () => {
  const undecided = () =>
    cluster.sql(
      `SELECT log.tenant_id, stream_offset, job.state, retry_count, started_on, start_after, output
       FROM governance.event_log log
       LEFT JOIN pgboss.job ON name = 'profile' AND data->>'tenantId' = tenant_id AND data->>'offset' = stream_offset::text
       WHERE NOT EXISTS (SELECT FROM governance.profiling_decision
         WHERE tenant_id = log.tenant_id AND event_offset = log.stream_offset)`,
    );
  // The lease of such a job is 35 s, and it is taken over within 2 s more.
  const left = await until('all refreshes to be evaluated', async () => (await undecided()).length === 0, 60_000).catch(
    undecided,
  );
  expect(left).toBe(true);
});
