import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Api, createApi } from '../support/faults/api.ts';
import { type Cluster, type Instance, startCluster } from '../support/faults/cluster.ts';
import { show } from '../support/faults/figures.ts';
import { createRecorder } from '../support/faults/recorder.ts';
import { chance, scaled } from '../support/faults/scale.ts';
import { write } from '../support/faults/writers.ts';
import { until } from '../support/until.ts';

const PROFILE_TIMEOUT_SECONDS = 2;
/** The bound of a run is 10 s above the profiler's own, and the lease is 5 s above that. */
const LEASE_MS = (PROFILE_TIMEOUT_SECONDS + 10 + 5) * 1_000;
/** A look for leases that are over and a poll, each once a second. */
const TAKEOVER_MS = 2_000;
const MEASURE_MS = 700;
const BUSY_MACHINE_MS = 2_000;

const ENV = {
  PROFILE_TIMEOUT_SECONDS: String(PROFILE_TIMEOUT_SECONDS),
  // No pass but those that the tests bring forward, and those of a start.
  PROFILE_SCHEDULE: '0 0 1 1 *',
};
const WAREHOUSE = `
  CREATE SCHEMA faults;
  CREATE TABLE faults.quick AS SELECT 1 AS id`;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ env: ENV });
  await cluster.sql(WAREHOUSE);
});
afterAll(() => cluster[Symbol.asyncDispose]());

const REQUEST = `mutation ($input: RequestApprovalInput!) {
  requestApproval(input: $input) {
    __typename
    ... on RequestApprovalSuccess { approval { id } }
    ... on Error { message }
  }
}`;
const APPROVE = `mutation ($id: ID!) {
  approve(input: { approvalId: $id, comment: "fine" }) { __typename ... on Error { message } }
}`;

/** Entities of the lowest tier, one for each table, approved and applied. Their ids are in no order. */
async function createEntities(on: Cluster, tenantId: string, instance: Instance, tables: readonly string[]) {
  const [requester, decider] = await Promise.all([createApi(tenantId, 'anna'), createApi(tenantId, 'bert')]);
  let next = 0;
  async function worker(): Promise<void> {
    while (next < tables.length) {
      const index = next++;
      const change = { name: `Entity ${index}`, tier: 'TIER5', dataset: { schema: 'faults', table: tables[index] } };
      const input = { entityType: 'METADATA', canonicalKey: `entity_${index}`, kind: 'CREATE', change };
      const { requestApproval } = await requester.query<{ requestApproval: { approval?: { id: string } } }>(
        instance,
        REQUEST,
        { input },
      );
      const id = requestApproval.approval?.id;
      if (id === undefined) throw new Error(`the request was refused: ${JSON.stringify(requestApproval)}`);
      const { approve } = await decider.query<{ approve: { __typename: string } }>(instance, APPROVE, { id });
      if (approve.__typename !== 'ApproveSuccess') throw new Error(`not approved: ${JSON.stringify(approve)}`);
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker));
  await until(
    'the entities to be there, and judged',
    async () =>
      (await count(on, 'governance.mdm_entity WHERE tenant_id = $1', [tenantId])) === tables.length &&
      (await count(
        on,
        `governance.profiling_decision decision JOIN governance.event_log log
           ON log.tenant_id = decision.tenant_id AND stream_offset = event_offset
         WHERE log.tenant_id = $1 AND type = 'metadata.approved'`,
        [tenantId],
      )) === tables.length,
    60_000,
  );
}

async function count(on: Cluster, from: string, params: readonly unknown[]): Promise<number> {
  const [row] = await on.sql<{ count: string }>(`SELECT count(*) FROM ${from}`, params);
  return Number(row?.count);
}

/** What came of each trigger of a tenant. */
interface Effects {
  entityId: string;
  triggers: number;
  decisions: number;
  runs: number;
  profiles: number;
  completed: number;
  failed: number;
}

async function effectsOf(on: Cluster, tenantId: string, trigger: string): Promise<Effects[]> {
  return on.sql<Effects>(
    `SELECT entity.id AS "entityId",
       (SELECT count(*)::int FROM governance.event_log log WHERE log.tenant_id = $1 AND type = $2
          AND (event->'payload'->>'entityId' = entity.id
            OR event->'payload'->'service'->>'table' = entity.dataset_table)) AS triggers,
       (SELECT count(*)::int FROM governance.profiling_decision decision JOIN governance.event_log log
          ON log.tenant_id = decision.tenant_id AND stream_offset = event_offset
          WHERE log.tenant_id = $1 AND type = $2 AND entity_id = entity.id AND profiled) AS decisions,
       (SELECT count(*)::int FROM governance.profile_run WHERE entity_id = entity.id) AS runs,
       (SELECT count(*)::int FROM governance.mdm_profile WHERE entity_id = entity.id) AS profiles,
       (SELECT count(*)::int FROM governance.event_log WHERE tenant_id = $1
          AND type = 'metadata.profile.completed' AND event->'payload'->>'entityId' = entity.id) AS completed,
       (SELECT count(*)::int FROM governance.event_log WHERE tenant_id = $1
          AND type = 'metadata.profile.failed' AND event->'payload'->>'entityId' = entity.id) AS failed
     FROM governance.mdm_entity entity WHERE tenant_id = $1`,
    [tenantId, trigger],
  );
}

/** The effects that are not exactly one for each of so many triggers. */
function strays(effects: readonly Effects[], triggers: number): Effects[] {
  return effects.filter(
    ({ entityId: _, failed, ...counts }) => failed > 0 || Object.values(counts).some((made) => made !== triggers),
  );
}

function sum(effects: readonly Effects[], of: (one: Effects) => number): number {
  return effects.reduce((total, one) => total + of(one), 0);
}

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
  await until('all to be judged', async () => (await count(cluster, runs, [tenantId])) === profiles, 60_000);

  const active = () =>
    cluster.sql<{ id: string; startedMs: number; nowMs: number }>(
      `SELECT id, (extract(epoch FROM started_on) * 1000)::float8 AS "startedMs",
         (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
       FROM pgboss.job WHERE name = 'profile-run' AND state = 'active'`,
    );
  const waiting = `pgboss.job WHERE name = 'profile-run' AND state = 'created'`;
  /** The attempts at each job that a kill found under way, with the time of that kill, by the database's clock. */
  const attempts = new Map<string, { startedMs: number; killedMs: number }[]>();
  for (let kill = 0; kill < kills; kill++) {
    await pause(between(0, MEASURE_MS));
    // An instance measures two at a time: of three, each has one.
    await until(
      'both instances to measure',
      async () => {
        const measured = (await active()).filter(({ startedMs, nowMs }) => nowMs - startedMs < MEASURE_MS);
        return measured.length >= 3 || (measured.length > 0 && (await count(cluster, waiting, [])) === 0);
      },
      60_000,
    );
    const instance = cluster.instances[between(0, 1)] ?? cluster.instances[0];
    await instance.end('SIGKILL');
    // What it had is among them, and stays so until its lease is over.
    for (const { id, startedMs, nowMs } of await active()) {
      const known = attempts.get(id) ?? [];
      if (known.at(-1)?.startedMs !== startedMs) attempts.set(id, [...known, { startedMs, killedMs: nowMs }]);
    }
    await instance.start();
  }

  const open = `governance.profile_run WHERE tenant_id = $1 AND status IN ('waiting', 'running')`;
  await until('all profiles to be made', async () => (await count(cluster, open, [tenantId])) === 0, 90_000);
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
    also: { kills, interrupted, mostAttempts, longestResumedMs, leaseMs: LEASE_MS },
  });
  expect(effects).toHaveLength(profiles);
  expect(strays(effects, 1)).toEqual([]);
  expect(jobs.filter(({ state }) => state !== 'completed')).toEqual([]);
  expect(interrupted).toBeGreaterThanOrEqual(kills / 2);
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
  await until('the others to be judged', async () => (await decisions()).length === others.length, 10_000);
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
  await until('the last one to be judged', async () => (await decisions()).length === events, 20_000);
  const cureMs = Math.round(performance.now() - redeliveredMs);
  const again = await redeliver(second);
  await pause(2_000);

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

/** Slow enough that a pass can be met in its middle. */
const SLOW_DUE_EVENTS = `
  CREATE FUNCTION governance.take_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(0.02); RETURN NULL; END $$;
  CREATE TRIGGER take_time AFTER INSERT ON governance.event_log FOR EACH ROW
    WHEN (NEW.type = 'metadata.profile.due') EXECUTE FUNCTION governance.take_time()`;

interface Passing {
  name: string;
  on: Cluster;
  entities: number;
  passes: number;
  /** Beside the pass that has been brought forward. */
  disturb: (pass: number) => Promise<void>;
}

/** Has passes made over stale entities and as many that are not quite, and counts what they report. */
async function reportOnce({ name, on, entities, passes, disturb }: Passing): Promise<void> {
  const tenantId = name.replaceAll(/\W+/g, '-');
  await createEntities(on, tenantId, on.instances[0], Array<string>(2 * entities).fill('quick'));
  await on.sql('UPDATE governance.mdm_entity SET last_profiled_at = now() WHERE tenant_id = $1', [tenantId]);
  const stale = `substr(canonical_key, 8)::int < ${entities}`;
  const open = `governance.mdm_entity entity WHERE tenant_id = $1 AND ${stale}
    AND (due_since IS NOT NULL OR last_profiled_at < now() - interval '1 day')`;

  let longestMs = 0;
  for (let pass = 1; pass <= passes; pass++) {
    // The others are due half an hour from now, and by a clock that is an hour ahead already.
    await on.sql(
      `UPDATE governance.mdm_entity SET last_profiled_at =
         now() - CASE WHEN ${stale} THEN interval '100 days' ELSE interval '90 days' - interval '30 minutes' END
       WHERE tenant_id = $1`,
      [tenantId],
    );
    // What is due is judged by the profile itself.
    await on.sql(
      `UPDATE governance.mdm_profile profile SET created_at = last_profiled_at
       FROM governance.mdm_entity entity WHERE entity.tenant_id = $1 AND profile.id = entity.last_profile_id`,
      [tenantId],
    );
    const [job] = await on.sql<{ id: string }>(
      `UPDATE pgboss.job SET start_after = now() WHERE id = (SELECT id FROM pgboss.job
         WHERE name = 'find-due-profiles' AND state = 'created' ORDER BY start_after LIMIT 1) RETURNING id`,
    );
    const startMs = performance.now();
    await disturb(pass);
    const done = `pgboss.job WHERE id = $1 AND state = 'completed'`;
    await until('the pass', async () => (await count(on, done, [job?.id])) === 1, 20_000);
    await until('what was due to be profiled', async () => (await count(on, open, [tenantId])) === 0, 40_000);
    longestMs = Math.max(longestMs, Math.round(performance.now() - startMs));
  }

  const effects = await effectsOf(on, tenantId, 'metadata.profile.due');
  const due = effects.filter(({ triggers }) => triggers > 0);
  const reported = sum(effects, ({ triggers }) => triggers);
  const tooEarly = await count(
    on,
    `governance.event_log WHERE tenant_id = $1 AND type = 'metadata.profile.due'
       AND substr(canonical_key, 8)::int >= $2`,
    [tenantId, entities],
  );
  show({
    name: `scheduler, ${name}`,
    sent: entities * passes,
    delivered: reported,
    twice: sum(due, ({ triggers }) => Math.max(0, triggers - passes)),
    lost: sum(due, ({ triggers }) => Math.max(0, passes - triggers)) + (entities - due.length) * passes,
    longestMs,
    also: { passes, tooEarly },
  });
  expect(tooEarly).toBe(0);
  expect(due).toHaveLength(entities);
  expect(strays(due, passes)).toEqual([]);
  const [stamps] = await on.sql<{ offMs: number }>(
    `SELECT max(abs(extract(epoch FROM created_at - appended_at)) * 1000)::float8 AS "offMs"
     FROM governance.event_log WHERE tenant_id = $1`,
    [tenantId],
  );
  expect(stamps?.offMs).toBeLessThan(60_000);
}

const ENTITIES = scaled({ full: 50, short: 10 });

test('the scheduler reports each stale entity once a pass, whichever instance stands still in the middle', async () => {
  const { between } = chance('scheduler');
  await cluster.sql(SLOW_DUE_EVENTS);
  const passes = scaled({ full: 5, short: 2 });
  await reportOnce({
    name: 'one stands still',
    on: cluster,
    entities: ENTITIES,
    passes,
    async disturb(pass) {
      if (pass === 1) return;
      const instance = cluster.instances[pass % 2] ?? cluster.instances[0];
      const isActive = `pgboss.job WHERE name = 'find-due-profiles' AND state = 'active'`;
      await until('the pass to begin', async () => (await count(cluster, isActive, [])) > 0, 5_000);
      await pause(between(0, 20 * ENTITIES));
      instance.pause();
      await pause(3_000);
      instance.resume();
    },
  });
});

test('the scheduler goes by the clock of the database where that of an instance is an hour ahead', async () => {
  const preload = fileURLToPath(new URL('../support/process/shifted-clock.mjs', import.meta.url));
  await using shifted = await startCluster({ env: ENV, preload: { 1: preload } });
  await shifted.sql(WAREHOUSE);
  await reportOnce({
    name: 'one clock an hour ahead',
    on: shifted,
    entities: ENTITIES,
    passes: 2,
    async disturb(pass) {
      if (pass === 1) return;
      // Now the one whose clock is wrong has to make it.
      shifted.instances[0].pause();
      await pause(3_000);
      shifted.instances[0].resume();
    },
  });
});
