import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';

import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
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
  /** The tier that the entity had; null: about no entity, or from a time when it was not kept. */
  tier: Tier | null;
  /** The last profile that it was judged by. Null where there is a tier: there was none. */
  lastProfileId: string | null;
}

/** All parts must hold; a part left out holds for every decision. */
export interface DecisionQuery {
  profiled?: boolean | undefined;
  rules?: readonly string[] | undefined;
  tiers?: readonly Tier[] | undefined;
  /** When it was judged: from, inclusive, and to, exclusive. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Where in the list of a tenant's decisions, which is sorted newest first. */
export interface DecisionKey {
  decidedAt: string;
  id: string;
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
  query: DecisionQuery,
  page: { after?: number | undefined; before?: number | undefined; limit: number; backwards: boolean },
): Promise<ProfilingDecision[]> {
  return db
    .select(DECISION_COLUMNS)
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        eq(profilingDecision.entityId, entityId),
        queryCondition(query),
        page.after === undefined ? undefined : sql`${profilingDecision.eventOffset} < ${page.after}`,
        page.before === undefined ? undefined : sql`${profilingDecision.eventOffset} > ${page.before}`,
      ),
    )
    .orderBy(page.backwards ? asc(profilingDecision.eventOffset) : desc(profilingDecision.eventOffset))
    .limit(page.limit);
}

/** Decisions of a tenant by the time at which they were made, newest first unless backwards. */
export async function pageOfTenantDecisions(
  db: Db,
  tenantId: string,
  query: DecisionQuery,
  page: {
    after?: DecisionKey | undefined;
    before?: DecisionKey | undefined;
    limit: number;
    backwards: boolean;
  },
): Promise<ProfilingDecision[]> {
  const { decidedAt, id } = profilingDecision;
  const direction = page.backwards ? asc : desc;
  const place = sql`(${decidedAt}, ${id})`;
  const key = (of: DecisionKey) => sql`(${of.decidedAt}::timestamptz, ${of.id}::text)`;
  return db
    .select(DECISION_COLUMNS)
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        queryCondition(query),
        page.after && sql`${place} < ${key(page.after)}`,
        page.before && sql`${place} > ${key(page.before)}`,
      ),
    )
    .orderBy(direction(decidedAt), direction(id))
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

function queryCondition({ profiled, rules, tiers, from, to }: DecisionQuery): SQL | undefined {
  return and(
    profiled === undefined ? undefined : eq(profilingDecision.profiled, profiled),
    rules && inArray(profilingDecision.rule, [...rules]),
    tiers && inArray(profilingDecision.tier, [...tiers]),
    from && gte(profilingDecision.decidedAt, from),
    to && lt(profilingDecision.decidedAt, to),
  );
}
