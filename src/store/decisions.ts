import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm';

import type { EntityType } from '../events/vocabulary.ts';
import type { Db } from './drizzle.ts';
import { profilingDecision } from './tables.ts';

/** Decisions of one event beyond this many are left to the entities' own lists. */
const MAX_DECISIONS = 1_000;

/** Why an event led to a profile of an entity, or did not. */
export interface ProfilingDecision {
  id: string;
  tenantId: string;
  /** Null where the event concerned no entity. */
  entityType: EntityType | null;
  entityId: string | null;
  eventOffset: number;
  profiled: boolean;
  rule: string;
  explanation: string;
  /** The profile run that it led to or joined. */
  runId: string | null;
  decidedAt: Date;
}

/** All but the copy of the event, which is read where it is asked for. */
const { event: _, ...DECISION_COLUMNS } = getTableColumns(profilingDecision);

/** Keeps a decision; false when this event has been judged for this entity already. */
export async function insertDecision(db: Db, decision: ProfilingDecision): Promise<boolean> {
  const inserted = await db
    .insert(profilingDecision)
    .values(decision)
    .onConflictDoNothing()
    .returning({ id: profilingDecision.id });
  return inserted.length === 1;
}

export async function findDecision(db: Db, tenantId: string, id: string): Promise<ProfilingDecision | undefined> {
  const where = and(eq(profilingDecision.tenantId, tenantId), eq(profilingDecision.id, id));
  return (await db.select(DECISION_COLUMNS).from(profilingDecision).where(where))[0];
}

/** Decisions about an entity by the offset of their event, newest first unless backwards. */
export async function pageOfDecisions(
  db: Db,
  tenantId: string,
  entityId: string,
  page: { after?: number | undefined; before?: number | undefined; limit: number; backwards: boolean },
): Promise<ProfilingDecision[]> {
  return db
    .select(DECISION_COLUMNS)
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        eq(profilingDecision.entityId, entityId),
        page.after === undefined ? undefined : sql`${profilingDecision.eventOffset} < ${page.after}`,
        page.before === undefined ? undefined : sql`${profilingDecision.eventOffset} > ${page.before}`,
      ),
    )
    .orderBy(page.backwards ? asc(profilingDecision.eventOffset) : desc(profilingDecision.eventOffset))
    .limit(page.limit);
}

/** Whether an event has been judged already. All its decisions are kept in one transaction. */
export async function isJudged(db: Db, tenantId: string, eventOffset: number): Promise<boolean> {
  const where = and(eq(profilingDecision.tenantId, tenantId), eq(profilingDecision.eventOffset, eventOffset));
  const found = await db.select({ id: profilingDecision.id }).from(profilingDecision).where(where).limit(1);
  return found.length > 0;
}

/** What was decided about an event: one decision for each entity it concerns, or one about none. */
export async function findDecisionsOfEvent(
  db: Db,
  tenantId: string,
  eventOffset: number,
): Promise<ProfilingDecision[]> {
  const where = and(eq(profilingDecision.tenantId, tenantId), eq(profilingDecision.eventOffset, eventOffset));
  return db
    .select(DECISION_COLUMNS)
    .from(profilingDecision)
    .where(where)
    .orderBy(asc(profilingDecision.id))
    .limit(MAX_DECISIONS);
}
