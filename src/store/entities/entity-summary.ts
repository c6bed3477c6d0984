import { and, count, notInArray, sql } from 'drizzle-orm';

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
  const { tier, lastQualityScore, dueGroup } = mdmEntity;
  const alike = db
    .select({
      tier,
      state: profileStateExpression(moment).as('state'),
      grade: gradeExpression(lastQualityScore).as('grade'),
      isCompliant: sql<boolean>`${lastProfileIs('fresh', moment)}`.as('is_compliant'),
      score: lastQualityScore,
    })
    .from(mdmEntity)
    .where(and(entityCondition(tenantId, query), notInArray(dueGroup, ['unmeasured', 'inactive'])))
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
