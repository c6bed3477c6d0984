import { sql } from 'drizzle-orm';
import * as z from 'zod';

import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { monitoringPolicyVersion, schedulerTurn } from './tables.ts';

/** Tenants of one time zone that had their last pass together. */
export interface SchedulerTurn {
  timeZone: string;
  /** Null: they had none. */
  passAt: Date | null;
}

/** Stands for all tenants that have no policy of their own. */
const OTHERS = '';

const turnsSchema = z.array(
  z
    .object({ time_zone: z.string(), pass_ms: z.number().nullable() })
    .transform(({ time_zone: timeZone, pass_ms: ms }) => ({ timeZone, passAt: ms === null ? null : new Date(ms) })),
);

/** A row for each tenant with a policy of its own, and one for all others; who had no pass of its own had that of the others. */
function turn(defaultZone: string) {
  return sql`turn AS (
    SELECT own.tenant_id, coalesce(own.time_zone, ${defaultZone}::text) AS time_zone, coalesce(kept.pass_at, others.pass_at) AS pass_at
    FROM (
      SELECT DISTINCT ON (tenant_id) tenant_id, content ->> 'timeZone' AS time_zone
      FROM ${monitoringPolicyVersion} ORDER BY tenant_id, version DESC
    ) AS own
    LEFT JOIN ${schedulerTurn} AS kept USING (tenant_id)
    LEFT JOIN ${schedulerTurn} AS others ON others.tenant_id = ${OTHERS}::text
    UNION ALL
    SELECT ${OTHERS}::text, ${defaultZone}::text, (SELECT pass_at FROM ${schedulerTurn} WHERE tenant_id = ${OTHERS}::text)
  )`;
}

/** When the tenants of each time zone had their last pass: one statement, and few rows, however many tenants there are. */
export async function findTurns(db: Db, defaultZone: string): Promise<SchedulerTurn[]> {
  const rows = await db.execute(sql`WITH ${turn(defaultZone)}
    SELECT DISTINCT time_zone, (extract(epoch FROM pass_at) * 1000)::float8 AS pass_ms FROM turn`);
  return turnsSchema.parse(rows);
}

/** Lets one transaction at a time decide whose turn it is. */
export async function holdTurns(tx: Db): Promise<void> {
  await takeLock(tx, ['scheduler-turns']);
}

/** The tenants of these turns have the pass of this time, unless they had a later one. Must hold them. */
export async function takeTurns(
  tx: Db,
  defaultZone: string,
  { turns, at }: { turns: readonly SchedulerTurn[]; at: Date },
): Promise<void> {
  const taken = turns.map(({ timeZone, passAt }) => ({ time_zone: timeZone, pass_at: passAt }));
  await tx.execute(sql`WITH ${turn(defaultZone)}
    INSERT INTO ${schedulerTurn} AS kept (tenant_id, pass_at)
    SELECT turn.tenant_id, ${at.toISOString()}::timestamptz
    FROM turn JOIN jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) AS taken(time_zone text, pass_at timestamptz)
      ON taken.time_zone = turn.time_zone AND taken.pass_at IS NOT DISTINCT FROM turn.pass_at
    ON CONFLICT (tenant_id) DO UPDATE SET pass_at = excluded.pass_at
    WHERE kept.pass_at < excluded.pass_at`);
}

/** Whether the pass of this time is the last one of a tenant, and so is for it. */
export async function findHolders(db: Db, at: Date): Promise<(tenantId: string) => boolean> {
  const rows = await db.select().from(schedulerTurn);
  const held = new Map(rows.map(({ tenantId, passAt }) => [tenantId, passAt.getTime() === at.getTime()]));
  return (tenantId) => held.get(tenantId) ?? held.get(OTHERS) ?? false;
}
