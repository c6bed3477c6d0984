import { and, eq, gte, isNull, lt, or, sql } from 'drizzle-orm';

import type { Db } from '../database/drizzle.ts';
import { filterCondition } from '../log/filter-condition.ts';
import { eventLog } from '../log/tables.ts';
import { monitoringPolicyProposal } from '../monitoring/tables.ts';
import { schedulerRun } from './tables.ts';

/** Records that the scheduler has looked for stale profiles of the tenants of these time zones; null: of all. */
export async function recordSchedulerRun(db: Db, at: Date, timeZones: string[] | null): Promise<void> {
  await db.insert(schedulerRun).values({ at, timeZones }).onConflictDoNothing();
}

/**
 * When the scheduler looked for stale profiles of the tenant, by the time zone that its policy, or the default, had then, in
 * order. A run that was not recorded, because it failed half-way or is older than this table, is known from what it
 * reported for the tenant.
 */
export async function findSchedulerRuns(
  db: Db,
  tenantId: string,
  { from, to, defaultZone }: { from: Date; to: Date; defaultZone: string },
) {
  const { at, timeZones } = schedulerRun;
  const { content, decidedAt, status } = monitoringPolicyProposal;
  const zoneThen = sql`coalesce((SELECT ${content} ->> 'timeZone' FROM ${monitoringPolicyProposal}
    WHERE ${monitoringPolicyProposal.tenantId} = ${tenantId} AND ${status} = 'APPROVED' AND ${decidedAt} <= ${at}
    ORDER BY ${decidedAt} DESC LIMIT 1), ${defaultZone}::text)`;
  const noted = await db
    .select({ at })
    .from(schedulerRun)
    .where(and(gte(at, from), lt(at, to), or(isNull(timeZones), sql`${zoneThen} = ANY (${timeZones})`)));
  const reported = await db
    .selectDistinct({ at: eventLog.createdAt })
    .from(eventLog)
    .where(
      and(
        eq(eventLog.tenantId, tenantId),
        filterCondition(tenantId, { types: ['metadata.profile.due'], sources: ['kernel.scheduler'], from, to }),
      ),
    );
  return [...new Set([...noted, ...reported].map(({ at }) => at.getTime()))].sort((a, b) => a - b);
}
