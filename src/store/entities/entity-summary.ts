import { and, count, desc, isNotNull, notInArray, sql } from 'drizzle-orm';

import type { StandardPack } from '../../domain/entities/standard-pack.ts';
import type { AlikeEntities } from '../../domain/entities/tier-summary.ts';
import type { Db } from '../database/drizzle.ts';
import { entityCondition, type EntityQuery } from './entity-condition.ts';
import { gradeExpression } from './grade-expression.ts';
import { lastProfileIs, profileStateExpression, type StateMoment } from './profile-state-sql.ts';
import { mdmEntity } from './tables.ts';

/** The active entities bound to a dataset that match, counted by what a summary of tiers tells apart. */
export async function countAlikeEntities(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  moment: StateMoment,
): Promise<AlikeEntities[]> {
  const { tier, lastQualityScore } = mdmEntity;
  const alike = db
    .select({
      tier,
      state: profileStateExpression(moment).as('state'),
      grade: gradeExpression(lastQualityScore).as('grade'),
      isCompliant: sql<boolean>`${lastProfileIs('fresh', moment)}`.as('is_compliant'),
      score: lastQualityScore,
    })
    .from(mdmEntity)
    .where(and(entityCondition(tenantId, query), isMeasured()))
    .as('alike');
  return db
    .select({
      tier: alike.tier,
      state: alike.state,
      grade: alike.grade,
      isCompliant: alike.isCompliant,
      count: count(),
      scoreSum: sql<number>`coalesce(sum(${alike.score}), 0)::float8`,
    })
    .from(alike)
    .groupBy(alike.tier, alike.state, alike.grade, alike.isCompliant);
}

/** The standard packs of the entities that match, the largest first, and how those of each stand. */
export async function summarizePacks(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  { moment, limit }: { moment: StateMoment; limit: number },
): Promise<StandardPack[]> {
  const { standardPackId, lastQualityScore } = mdmEntity;
  const isCompliant = and(isMeasured(), lastProfileIs('fresh', moment));
  const isProfiled = and(isMeasured(), isNotNull(lastQualityScore));
  return db
    .select({
      id: sql<string>`${standardPackId}`,
      entityCount: count(),
      measuredCount: sql<number>`count(*) filter (where ${isMeasured()})::int`,
      compliant: sql<number>`count(*) filter (where ${isCompliant})::int`,
      meanScore: sql<number | null>`avg(${lastQualityScore}) filter (where ${isProfiled})::float8`,
    })
    .from(mdmEntity)
    .where(and(entityCondition(tenantId, query), isNotNull(standardPackId)))
    .groupBy(standardPackId)
    .orderBy(desc(count()), standardPackId)
    .limit(limit);
}

/** Active, and bound to a dataset. */
function isMeasured() {
  return notInArray(mdmEntity.dueGroup, ['unmeasured', 'inactive']);
}
