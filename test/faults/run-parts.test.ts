import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApi } from '../support/faults/api.ts';
import { type Cluster, startCluster } from '../support/faults/cluster.ts';
import { show } from '../support/faults/figures.ts';
import { count, createEntities, effectsOf, NO_PASSES, WAREHOUSE } from '../support/faults/profiled-entities.ts';
import { createRecorder } from '../support/faults/recorder.ts';
import { chance, scaled } from '../support/faults/scale.ts';
import { write } from '../support/faults/writers.ts';
import { until } from '../support/until.ts';

/** Slow enough that a pass can be met in its middle. */
const SLOW_DUE_EVENTS = `
  CREATE FUNCTION governance.take_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(0.02); RETURN NULL; END $$;
  CREATE TRIGGER take_time AFTER INSERT ON governance.event_log FOR EACH ROW
    WHEN (NEW.type = 'metadata.profile.due') EXECUTE FUNCTION governance.take_time()`;
const PROFILE_TIMEOUT_SECONDS = '5';
/** The longest lease of what is done here, that of an evaluation, and what a takeover and a busy machine add. */
const LIMIT_MS = 60_000;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({
    env: { ...NO_PASSES, PROFILE_TIMEOUT_SECONDS },
    runs: ['api', 'work', 'schedule'],
  });
  await cluster.sql(WAREHOUSE);
  await cluster.sql(SLOW_DUE_EVENTS);
});
afterAll(() => cluster[Symbol.asyncDispose]());

test('one instance for clients, one for jobs and one for passes, each killed in turn: nothing is lost, nothing done twice', async () => {
  const { between } = chance('run parts');
  const entities = scaled({ full: 50, short: 10 });
  const reports = scaled({ full: 400, short: 40 });
  const rounds = scaled({ full: 6, short: 3 });
  const tenantId = 'parts';
  const reporter = await createApi('parts-reports');
  const [api] = cluster.instances;
  await createEntities(cluster, tenantId, api, Array<string>(entities).fill('quick'));
  const tenant = [tenantId];
  const open = `governance.mdm_entity WHERE tenant_id = $1
    AND (due_since IS NOT NULL OR last_profiled_at IS NULL OR last_profiled_at < now() - interval '1 day')`;
  const notIdle = `pgboss.job WHERE state < 'completed' AND data->>'tenantId' = ANY ($1)`;

  let longestMs = 0;
  let unanswered = 0;
  for (let round = 0; round < rounds; round++) {
    await cluster.sql(
      `UPDATE governance.mdm_entity SET last_profiled_at = now() - interval '100 days' WHERE tenant_id = $1`,
      tenant,
    );
    await cluster.sql(
      `UPDATE governance.mdm_profile profile SET created_at = last_profiled_at
       FROM governance.mdm_entity entity WHERE entity.tenant_id = $1 AND profile.id = entity.last_profile_id`,
      tenant,
    );
    await cluster.sql(
      `UPDATE pgboss.job SET start_after = now() WHERE id = (SELECT id FROM pgboss.job
         WHERE name = 'find-due-profiles' AND state = 'created' ORDER BY start_after LIMIT 1)`,
    );
    const startMs = performance.now();
    const writing = write({
      instances: [api],
      recorder: createRecorder(),
      apis: [reporter],
      count: reports,
      writers: 4,
      before: () => pause(between(0, 20)),
    });
    await pause(between(0, 1_500));
    const killed = cluster.instances[round % cluster.instances.length];
    await killed?.end('SIGKILL');
    await killed?.start();
    // The lease of a pass is 15 min.
    await cluster.sql(
      `UPDATE pgboss.job SET started_on = 'epoch' WHERE name = 'find-due-profiles' AND state = 'active' AND $1`,
      [killed?.name === 'schedule'],
    );
    const written = await writing;
    expect(written.refusals).toEqual([]);
    unanswered += written.unanswered;
    await until('what was due to be profiled', async () => (await count(cluster, open, tenant)) === 0, LIMIT_MS);
    const all = [[tenantId, 'parts-reports']];
    await until('the end of all work', async () => (await count(cluster, notIdle, all)) === 0, LIMIT_MS);
    longestMs = Math.max(longestMs, Math.round(performance.now() - startMs));
  }

  const judged = await cluster.sql<{ type: string; made: number }>(
    `SELECT type, count(decision.id)::int AS made FROM governance.event_log log
     LEFT JOIN governance.profiling_decision decision ON decision.tenant_id = log.tenant_id AND event_offset = stream_offset
     WHERE type IN ('data.refreshed', 'metadata.profile.due') GROUP BY log.tenant_id, stream_offset, type`,
  );
  const refreshes = judged.filter(({ type }) => type === 'data.refreshed');
  // A scheduler that is killed makes a second pass when it is back. What the first one reported, and is judged but not
  // profiled yet, is reported again, and joins the profile that is already waiting or running.
  const profiles = (await effectsOf(cluster, tenantId, 'metadata.profile.due')).map((one) => [
    one.runs,
    one.profiles,
    one.completed,
  ]);
  show({
    name: 'api, work and schedule apart, each killed',
    sent: (reports + entities) * rounds,
    delivered: refreshes.length + profiles.reduce((sum, [, made = 0]) => sum + made, 0),
    twice:
      judged.filter(({ made }) => made > 1).length +
      profiles.reduce((sum, [, made = 0]) => sum + Math.max(0, made - rounds), 0),
    lost:
      judged.filter(({ made }) => made === 0).length +
      profiles.reduce((sum, [, made = 0]) => sum + Math.max(0, rounds - made), 0),
    longestMs,
    also: { rounds, unanswered },
  });
  expect(refreshes).toHaveLength(reports * rounds);
  expect(judged.filter(({ made }) => made !== 1)).toEqual([]);
  expect(profiles).toEqual(Array.from({ length: entities }, () => [rounds, rounds, rounds]));
});
