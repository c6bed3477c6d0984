import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';

import type { RecordedStreak } from '../../domain/profiling/simulation/profiling-history.ts';
import type { Db } from '../database/drizzle.ts';
import { profileRun, profilingDecision } from './tables.ts';

/** Decisions before the period that are looked at for each entity: more failures make no longer pause. */
const MOST_DECISIONS = 20;

/** Why each of these runs failed. Those that did not are left out. */
export async function findRunErrors(db: Db, tenantId: string, runIds: readonly string[]): Promise<Map<string, string>> {
  if (runIds.length === 0) return new Map();
  const { id, errorCode } = profileRun;
  const rows = await db
    .select({ id, errorCode })
    .from(profileRun)
    .where(
      and(eq(profileRun.tenantId, tenantId), isNotNull(errorCode), sql`${id} = ANY(${sql.param([...runIds])}::text[])`),
    );
  return new Map(rows.flatMap(({ id, errorCode }) => (errorCode === null ? [] : [[id, errorCode] as const])));
}

/** How the profiles of these entities were failing at a time. Those whose last profile did not fail are left out. */
export async function findPastStreaks(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  before: Date,
): Promise<Map<string, RecordedStreak>> {
  const { entityId, runId, eventOffset, decidedAt } = profilingDecision;
  const recent = db
    .select({ runId })
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        eq(entityId, sql`wanted.id`),
        isNotNull(runId),
        lt(decidedAt, before),
      ),
    )
    .orderBy(sql`${eventOffset} DESC`)
    .limit(MOST_DECISIONS)
    .as('recent');
  const rows = await db
    .selectDistinct({
      id: profileRun.id,
      entityId: profileRun.entityId,
      status: profileRun.status,
      errorCode: profileRun.errorCode,
      finishedAt: profileRun.finishedAt,
    })
    .from(sql`unnest(${sql.param([...entityIds])}::text[]) AS wanted (id)`)
    .innerJoinLateral(recent, sql`true`)
    .innerJoin(profileRun, and(eq(profileRun.id, recent.runId), lt(profileRun.finishedAt, before)))
    .orderBy(profileRun.entityId, profileRun.finishedAt);
  const streaks = new Map<string, RecordedStreak>();
  for (const { entityId, status, errorCode, finishedAt } of rows) {
    if (status !== 'failed' || !finishedAt) {
      streaks.delete(entityId);
      continue;
    }
    const streak = streaks.get(entityId);
    const code = errorCode ?? 'UNKNOWN';
    const failures = streak?.errorCode === code ? streak.failures + 1 : 1;
    streaks.set(entityId, { atMs: finishedAt.getTime(), errorCode: code, failures });
  }
  return streaks;
}
