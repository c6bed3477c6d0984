import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Api, createApi } from '../support/faults/api.ts';
import { type Cluster, type Instance, startCluster } from '../support/faults/cluster.ts';
import { show } from '../support/faults/figures.ts';
import {
  count,
  createEntities,
  effectsOf,
  NO_PASSES,
  strays,
  sum,
  WAREHOUSE,
} from '../support/faults/profiled-entities.ts';
import { createRecorder } from '../support/faults/recorder.ts';
import { chance, scaled } from '../support/faults/scale.ts';
import { write } from '../support/faults/writers.ts';
import { until } from '../support/until.ts';

const PROFILE_TIMEOUT_SECONDS = 5;
/** The bound of a run is 10 s above the profiler's own, and the lease is 5 s above that. */
const LEASE_MS = (PROFILE_TIMEOUT_SECONDS + 10 + 5) * 1_000;
/** The look that finds leases that are over, every 1.5 s, and the start of the job. */
const TAKEOVER_MS = 2_000;
const MEASURE_MS = 700;
const BUSY_MACHINE_MS = 2_000;

const ENV = { ...NO_PASSES, PROFILE_TIMEOUT_SECONDS: String(PROFILE_TIMEOUT_SECONDS) };

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ env: ENV });
  await cluster.sql(WAREHOUSE);
});
afterAll(() => cluster[Symbol.asyncDispose]());

test('an instance killed again and again while it profiles: each profile is made once, and none waits for long', async () => {
  const { between } = chance('kills');
  const profiles = scaled({ full: 200, short: 12 });
  const kills = scaled({ full: 20, short: 2 });
  const tenantId = 'kills';
  const api = await createApi(tenantId);
  const tables = Array.from({ length: profiles }, (_, index) => `slow_${index}`);
  const views = tables.map(
    (table) => `CREATE VIEW faults.${table} AS SELECT 1 AS id FROM pg_sleep(${MEASURE_MS / 1000})`,
  );
  await cluster.sql(views.join(';'));
  await createEntities(cluster, tenantId, cluster.instances[0], tables);
  // To the scheduler of an instance that starts they are fresh; to the rules of a refresh they have no profile yet.
  await cluster.sql('UPDATE governance.mdm_entity SET last_profiled_at = now() WHERE tenant_id = $1', [tenantId]);

  const { refusals } = await write({
    instances: cluster.instances,
    recorder: createRecorder(),
    apis: [api],
    count: profiles,
    writers: 8,
    refresh: (index) => ({ table: `slow_${index}` }),
  });
  expect(refusals).toEqual([]);
  const runs = 'governance.profile_run WHERE tenant_id = $1';
  await until('all to be evaluated', async () => (await count(cluster, runs, [tenantId])) === profiles, 60_000);

  const active = () =>
    cluster.sql<{ id: string; startedMs: number; nowMs: number }>(
      `SELECT id, (extract(epoch FROM started_on) * 1000)::float8 AS "startedMs",
         (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
       FROM pgboss.job WHERE name = 'profile-run' AND state = 'active'`,
    );
  const waiting = `pgboss.job WHERE name = 'profile-run' AND state = 'created'`;
  const openRuns = `governance.profile_run WHERE tenant_id = $1 AND status IN ('waiting', 'running')`;
  /** The attempts at each job that a kill found under way, with the time of that kill, by the database's clock. */
  const attempts = new Map<string, { startedMs: number; killedMs: number }[]>();
  let killed = 0;
  for (let kill = 0; kill < kills; kill++) {
    await pause(between(0, MEASURE_MS));
    // An instance measures two at a time: of three, each has one.
    const found = await until(
      'both instances to measure, or all to be measured',
      async () => {
        if ((await count(cluster, openRuns, [tenantId])) === 0) return 'nothing';
        const measured = (await active()).filter(({ startedMs, nowMs }) => nowMs - startedMs < MEASURE_MS);
        return measured.length >= 3 || (measured.length > 0 && (await count(cluster, waiting, [])) === 0);
      },
      60_000,
    );
    // A machine that takes longer to start an instance than the others take to measure has nothing left to kill.
    if (found === 'nothing') break;
    killed++;
    const instance = cluster.instances[between(0, 1)] ?? cluster.instances[0];
    await instance.end('SIGKILL');
    // What it had is among them, and stays so until its lease is over.
    for (const { id, startedMs, nowMs } of await active()) {
      const known = attempts.get(id) ?? [];
      if (known.at(-1)?.startedMs !== startedMs) attempts.set(id, [...known, { startedMs, killedMs: nowMs }]);
    }
    await instance.start();
  }

  await until('all profiles to be made', async () => (await count(cluster, openRuns, [tenantId])) === 0, 90_000);
  // Who was taken for dead, and a second run, would have written by then.
  await pause(2 * MEASURE_MS);

  const jobs = await cluster.sql<{ id: string; state: string; retryCount: number; startedMs: number; doneMs: number }>(
    `SELECT id, state, retry_count AS "retryCount", (extract(epoch FROM started_on) * 1000)::float8 AS "startedMs",
       (extract(epoch FROM completed_on) * 1000)::float8 AS "doneMs"
     FROM pgboss.job WHERE name = 'profile-run' AND data->>'tenantId' = $1`,
    [tenantId],
  );
  const waits = jobs.flatMap(({ id, startedMs, doneMs }) => {
    const found = attempts.get(id) ?? [];
    return found.map(({ killedMs, ...attempt }, index) => {
      const next = found[index + 1]?.startedMs ?? startedMs;
      const isLast = index === found.length - 1;
      return {
        resumedMs: next === attempt.startedMs ? 0 : Math.round(next - killedMs),
        doneMs: isLast ? Math.round(doneMs - killedMs) : 0,
      };
    });
  });
  const longestMs = Math.max(...waits.map(({ resumedMs, doneMs }) => Math.max(resumedMs, doneMs)));
  const longestResumedMs = Math.max(...waits.map(({ resumedMs }) => resumedMs));
  const mostAttempts = Math.max(...jobs.map(({ retryCount }) => retryCount + 1));
  const interrupted = jobs.filter(({ retryCount }) => retryCount > 0).length;
  const effects = await effectsOf(cluster, tenantId, 'data.refreshed');
  const made = sum(effects, (one) => one.profiles);
  show({
    name: '5 kill -9 of the instance that profiles',
    sent: profiles,
    delivered: made,
    twice: sum(effects, (one) => Math.max(0, one.profiles - 1)),
    lost: effects.filter((one) => one.profiles === 0).length,
    longestMs,
    also: { killed, interrupted, mostAttempts, longestResumedMs, leaseMs: LEASE_MS },
  });
  expect(effects).toHaveLength(profiles);
  expect(strays(effects, 1)).toEqual([]);
  expect(jobs.filter(({ state }) => state !== 'completed')).toEqual([]);
  expect(killed).toBeGreaterThan(0);
  expect(interrupted).toBeGreaterThanOrEqual(killed / 2);
  expect(longestMs).toBeLessThan(LEASE_MS + TAKEOVER_MS + MEASURE_MS + BUSY_MACHINE_MS);
});

const DEAD_LETTERS = `query {
  deadLetters(first: 10) { edges { node { id subscriber attempts error event { ... on EventEnvelope { id } } } } }
}`;
const REDELIVER = `mutation ($id: ID!) {
  redeliverDeadLetter(input: { deadLetterId: $id }) { __typename ... on Error { message } }
}`;

interface Letters {
  deadLetters: { edges: { node: { id: string; subscriber: string; attempts: number; event: { id: string } } }[] };
}

test('one event in a hundred that always fails becomes a dead letter, holds up no other, and is sent round again', async () => {
  const { between } = chance('dead letter');
  const events = scaled({ full: 100, short: 10 });
  const tenantId = 'dead-letter';
  const bad = between(1, events);
  const api: Api = await createApi(tenantId);
  const [first, second] = cluster.instances;
  await cluster.sql(`
    CREATE FUNCTION governance.refuse_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'refused on purpose'; END $$;
    CREATE TRIGGER refuse_decision BEFORE INSERT ON governance.profiling_decision FOR EACH ROW
      WHEN (NEW.tenant_id = '${tenantId}' AND NEW.event_offset = ${bad})
      EXECUTE FUNCTION governance.refuse_decision()`);

  const startMs = performance.now();
  const { refusals } = await write({
    instances: cluster.instances,
    recorder: createRecorder(),
    apis: [api],
    count: events,
    writers: 8,
  });
  expect(refusals).toEqual([]);
  const decisions = () =>
    cluster.sql<{ offset: number; made: number }>(
      `SELECT event_offset::int AS "offset", count(*)::int AS made FROM governance.profiling_decision
       WHERE tenant_id = $1 GROUP BY 1 ORDER BY 1`,
      [tenantId],
    );
  const once = Array.from({ length: events }, (_, index) => ({ offset: index + 1, made: 1 }));
  const others = once.filter(({ offset }) => offset !== bad);
  await until('the others to be evaluated', async () => (await decisions()).length === others.length, 10_000);
  const othersMs = Math.round(performance.now() - startMs);

  const letter = await until(
    'the dead letter',
    async () => {
      // The pauses between the attempts would be 40 s in all.
      await cluster.sql(
        `UPDATE pgboss.job SET start_after = now()
         WHERE name = 'profile' AND state = 'retry' AND start_after > now() AND data->>'tenantId' = $1`,
        [tenantId],
      );
      const { edges } = (await api.query<Letters>(first, DEAD_LETTERS)).deadLetters;
      return edges[0]?.node;
    },
    60_000,
  );
  const [logged] = (await cluster.log([tenantId])).filter(({ offset }) => offset === bad);
  expect(letter).toMatchObject({ subscriber: 'profile', attempts: 6, event: { id: logged?.id } });
  expect(await decisions()).toEqual(others);
  await cluster.sql('DROP TRIGGER refuse_decision ON governance.profiling_decision');

  const redeliver = async (instance: Instance) =>
    (await api.query<{ redeliverDeadLetter: { __typename: string } }>(instance, REDELIVER, { id: letter.id }))
      .redeliverDeadLetter.__typename;
  const redeliveredMs = performance.now();
  // At the same time, from both instances: one of them sends it.
  const answers = await Promise.all([redeliver(first), redeliver(second)]);
  await until('the last one to be evaluated', async () => (await decisions()).length === events, 20_000);
  const cureMs = Math.round(performance.now() - redeliveredMs);
  const again = await redeliver(second);
  const open = `pgboss.job WHERE state < 'completed' AND data->>'tenantId' = $1`;
  await until('the end of all work', async () => (await count(cluster, open, [tenantId])) === 0);

  const made = await decisions();
  show({
    name: '6 handler that always throws for one event',
    sent: events,
    delivered: made.reduce((total, one) => total + one.made, 0),
    twice: made.filter((one) => one.made > 1).length,
    lost: events - made.length,
    longestMs: cureMs,
    also: { othersMs },
  });
  expect(answers.sort()).toEqual(['ConflictError', 'RedeliverDeadLetterSuccess']);
  expect(again).toBe('ConflictError');
  expect(made).toEqual(once);
  expect((await api.query<Letters>(first, DEAD_LETTERS)).deadLetters.edges).toEqual([]);
});
