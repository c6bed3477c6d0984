import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';

import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { monitoringPolicyVersion, schedulerTurn } from './tables.ts';

/** Tenants of one time zone that had their last pass together. */
export interface SchedulerTurn {
  timeZone: string;
  /** Null: they had none. */
  passAt: Date | null;
  /** Of a pass that has not ended, whether it may still be running. */
  state: 'ENDED' | 'HELD' | 'ABANDONED';
}

/** A pass is known by its time: no two have the same. */
export interface Taking {
  turns: readonly SchedulerTurn[];
  at: Date;
  /** No other pass takes them for this long, unless this one ends. */
  leaseSeconds: number;
}

/** Stands for all tenants that have no policy of their own. */
const OTHERS = '';

const turnsSchema = z.array(
  z
    .object({
      time_zone: z.string(),
      pass_ms: z.number().nullable(),
      state: z.enum(['ENDED', 'HELD', 'ABANDONED']),
    })
    .transform(({ time_zone: timeZone, pass_ms: ms, state }) => ({
      timeZone,
      passAt: ms === null ? null : new Date(ms),
      state,
    })),
);

/** A row for each tenant with a policy of its own, and one for all others; who had no pass of its own had that of the others. */
function turn(defaultZone: string) {
  return sql`kept AS (
    SELECT tenant_id, pass_at,
      CASE WHEN held_until IS NULL THEN 'ENDED' WHEN held_until > now() THEN 'HELD' ELSE 'ABANDONED' END AS state
    FROM ${schedulerTurn}
  ), found AS (
    SELECT own.tenant_id, coalesce(own.time_zone, ${defaultZone}::text) AS time_zone,
      coalesce(kept.pass_at, others.pass_at) AS pass_at, CASE WHEN kept.pass_at IS NULL THEN others.state ELSE kept.state END AS state
    FROM (
      SELECT DISTINCT ON (tenant_id) tenant_id, content ->> 'timeZone' AS time_zone
      FROM ${monitoringPolicyVersion} ORDER BY tenant_id, version DESC
    ) AS own
    LEFT JOIN kept USING (tenant_id)
    LEFT JOIN kept AS others ON others.tenant_id = ${OTHERS}::text
    UNION ALL
    SELECT ${OTHERS}::text, ${defaultZone}::text, pass_at, state
    FROM (SELECT) AS one LEFT JOIN kept ON tenant_id = ${OTHERS}::text
  ), turn AS (
    SELECT tenant_id, time_zone, pass_at, coalesce(state, 'ENDED') AS state FROM found
  )`;
}

/** When the tenants of each time zone had their last pass: one statement, and few rows, however many tenants there are. */
export async function findTurns(db: Db, defaultZone: string): Promise<SchedulerTurn[]> {
  const rows = await db.execute(sql`WITH ${turn(defaultZone)}
    SELECT DISTINCT time_zone, (extract(epoch FROM pass_at) * 1000)::float8 AS pass_ms, state FROM turn`);
  return turnsSchema.parse(rows);
}

/** Lets one transaction at a time decide whose turn it is. */
export async function holdTurns(tx: Db): Promise<void> {
  await takeLock(tx, ['scheduler-turns']);
}

/** The tenants of these turns have the pass of this time, unless they had it to the end, or a later one. Must hold them. */
export async function takeTurns(tx: Db, defaultZone: string, { turns, at, leaseSeconds }: Taking): Promise<void> {
  const taken = turns.map(({ timeZone, passAt, state }) => ({ time_zone: timeZone, pass_at: passAt, state }));
  await tx.execute(sql`WITH ${turn(defaultZone)}
    INSERT INTO ${schedulerTurn} AS had (tenant_id, pass_at, held_until)
    SELECT turn.tenant_id, ${at.toISOString()}::timestamptz, now() + make_interval(secs => ${leaseSeconds})
    FROM turn JOIN jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) AS taken(time_zone text, pass_at timestamptz, state text)
      ON taken.time_zone = turn.time_zone AND taken.state = turn.state AND taken.pass_at IS NOT DISTINCT FROM turn.pass_at
    ON CONFLICT (tenant_id) DO UPDATE SET pass_at = excluded.pass_at, held_until = excluded.held_until
    WHERE had.pass_at < excluded.pass_at OR (had.pass_at = excluded.pass_at AND had.held_until IS NOT NULL)`);
}

/** The pass of this time has ended. Those that another pass has taken meanwhile stay with it. */
export async function endTurns(tx: Db, at: Date): Promise<void> {
  await holdTurns(tx);
  await tx.update(schedulerTurn).set({ heldUntil: null }).where(eq(schedulerTurn.passAt, at));
}

/** Whether a tenant is held by the pass of this time, and so this is for it. */
export async function findHolders(db: Db, at: Date): Promise<(tenantId: string) => boolean> {
  const rows = await db.select().from(schedulerTurn);
  const held = new Map(
    rows.map(({ tenantId, passAt, heldUntil }) => [tenantId, heldUntil !== null && passAt.getTime() === at.getTime()]),
  );
  return (tenantId) => held.get(tenantId) ?? held.get(OTHERS) ?? false;
}
