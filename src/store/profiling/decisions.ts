import { and, asc, count, eq, getTableColumns, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import { isProfilingRule } from '../../domain/profiling/profiling-rules.ts';
import type { Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset, numberKeyset } from '../database/keyset.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { type EventPlace, placeKey, placesIn } from '../log/events-at.ts';
import { profilingDecision } from './tables.ts';

/** Decisions about one event beyond this many are only in the lists of their entities. */
const MAX_DECISIONS = 1_000;

/** All conditions must match; one that is left out matches every decision. */
export interface DecisionQuery {
  profiled?: boolean | undefined;
  rules?: readonly string[] | undefined;
  tiers?: readonly Tier[] | undefined;
  /** When it was made: from, inclusive, and to, exclusive. */
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface DecisionKey {
  decidedAt: string;
  id: string;
}

const NEWEST_EVENT_FIRST = numberKeyset('descending', profilingDecision.eventOffset);
const NEWEST_FIRST = keyset<DecisionKey>('descending', {
  decidedAt: profilingDecision.decidedAt,
  id: profilingDecision.id,
});

/** Everything except the copy of the event, which is read when it is requested. */
const { event: _, ...DECISION_COLUMNS } = getTableColumns(profilingDecision);

/** Stores decisions, and returns how many: fewer if there is one for an event and entity of theirs already. */
export async function insertDecisions(db: Db, decisions: readonly ProfilingDecision[]): Promise<number> {
  const rows = await db.execute(sql`
    WITH inserted AS (
      INSERT INTO ${profilingDecision} ${rowsAsJson(profilingDecision, decisions)} ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*)::int AS count FROM inserted`);
  return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count;
}

/** The decisions with these ids, in any order. */
export async function findDecisionsById(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ProfilingDecision[]> {
  const where = and(eq(profilingDecision.tenantId, tenantId), inArray(profilingDecision.id, [...ids]));
  return db.select(DECISION_COLUMNS).from(profilingDecision).where(where);
}

/** The decisions about an entity by the offset of their event, newest first. */
export async function pageOfDecisions(
  db: Db,
  tenantId: string,
  entityId: string,
  query: DecisionQuery,
  page: KeyRange<number>,
): Promise<ProfilingDecision[]> {
  return db
    .select(DECISION_COLUMNS)
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        eq(profilingDecision.entityId, entityId),
        queryCondition(query),
        NEWEST_EVENT_FIRST.between(page),
      ),
    )
    .orderBy(...NEWEST_EVENT_FIRST.orderBy(page))
    .limit(page.limit);
}

/** The decisions of a tenant by the time at which they were made, newest first. */
export async function pageOfTenantDecisions(
  db: Db,
  tenantId: string,
  query: DecisionQuery,
  page: KeyRange<DecisionKey>,
): Promise<ProfilingDecision[]> {
  return db
    .select(DECISION_COLUMNS)
    .from(profilingDecision)
    .where(and(eq(profilingDecision.tenantId, tenantId), queryCondition(query), NEWEST_FIRST.between(page)))
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

/**
 * The places of those of the events, of any tenants, that have been decided already, by `placeKey`. All decisions about
 * an event are stored in one transaction.
 */
export async function findDecided(db: Db, places: readonly EventPlace[]): Promise<Set<string>> {
  const { tenantId, eventOffset: offset } = profilingDecision;
  const rows = await db
    .selectDistinct({ tenantId, offset })
    .from(placesIn(places))
    .innerJoin(profilingDecision, and(eq(tenantId, sql`place."tenantId"`), eq(offset, sql`place."offset"`)));
  return new Set(rows.map(placeKey));
}

/** The decisions about an event: one for each entity it concerns, or one about none. */
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

/** How many decisions a tenant has in the period, about entities and about none. */
export async function countDecisions(db: Db, tenantId: string, { from, to }: { from: Date; to: Date }) {
  const { decidedAt, entityId, rule } = profilingDecision;
  const where = and(eq(profilingDecision.tenantId, tenantId), gte(decidedAt, from), lt(decidedAt, to));
  const [all] = await db.select({ count: count() }).from(profilingDecision).where(where);
  const aboutNone = await db
    .select({ rule, count: count() })
    .from(profilingDecision)
    .where(and(where, isNull(entityId)))
    .groupBy(rule);
  return {
    count: all?.count ?? 0,
    aboutNone: aboutNone.flatMap(({ rule, count }) => (isProfilingRule(rule) ? [{ rule, count }] : [])),
  };
}
