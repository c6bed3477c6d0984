import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { type Cluster, startCluster } from '../support/faults/cluster.ts';
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
import { chance, scaled } from '../support/faults/scale.ts';
import { until } from '../support/until.ts';

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
  disturb: (pass: number, isDone: () => Promise<boolean>) => Promise<void>;
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
    // What is due is decided by the profile itself.
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
    const isDone = async () => (await count(on, `pgboss.job WHERE id = $1 AND state = 'completed'`, [job?.id])) === 1;
    await disturb(pass, isDone);
    await until('the pass', isDone, 20_000);
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

test.concurrent(
  'the scheduler reports each stale entity once a pass, whichever instance stands still in the middle',
  async () => {
    await using cluster = await startCluster({ env: NO_PASSES });
    await cluster.sql(WAREHOUSE);
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
        await pause(scaled({ full: 3_000, short: 1_500 }));
        instance.resume();
      },
    });
  },
);

test.concurrent(
  'the scheduler goes by the clock of the database where that of an instance is an hour ahead',
  async () => {
    const preload = fileURLToPath(new URL('../support/process/shifted-clock.mjs', import.meta.url));
    await using shifted = await startCluster({ env: NO_PASSES, preload: { 1: preload } });
    await shifted.sql(WAREHOUSE);
    await reportOnce({
      name: 'one clock an hour ahead',
      on: shifted,
      entities: ENTITIES,
      passes: 2,
      async disturb(pass, isDone) {
        if (pass === 1) return;
        // Now the one whose clock is wrong has to make it, unless the other had begun already.
        shifted.instances[0].pause();
        await until('the pass', isDone, 3_000).catch(() => undefined);
        shifted.instances[0].resume();
      },
    });
  },
);
