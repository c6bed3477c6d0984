import { and, eq, gte, lt } from 'drizzle-orm';

import type { Db } from '../database/drizzle.ts';
import { filterCondition } from '../log/filter-condition.ts';
import { eventLog } from '../log/tables.ts';
import { schedulerRun } from './tables.ts';

/** Records that the scheduler has looked for stale profiles. */
export async function recordSchedulerRun(db: Db, at: Date): Promise<void> {
  await db.insert(schedulerRun).values({ at }).onConflictDoNothing();
}

/**
 * When the scheduler looked for stale profiles, in order. A run that was not recorded, because it failed half-way or is
 * older than this table, is known from what it reported for the tenant.
 */
export async function findSchedulerRuns(db: Db, tenantId: string, { from, to }: { from: Date; to: Date }) {
  const noted = await db
    .select({ at: schedulerRun.at })
    .from(schedulerRun)
    .where(and(gte(schedulerRun.at, from), lt(schedulerRun.at, to)));
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
