import { and, count, eq, gt, isNotNull, or, sql } from 'drizzle-orm';

import type { AlikeEntities } from '../../domain/entities/tier-summary.ts';
import { dueBefore } from '../../domain/profiling/profiling-policy.ts';
import { TIERS } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { entityCondition, type EntityQuery } from './entity-condition.ts';
import { gradeExpression } from './grade-expression.ts';
import { profileStateExpression, type StateMoment } from './profile-state-sql.ts';
import { mdmEntity } from './tables.ts';

/** The active entities bound to a dataset that match, counted by what a summary of tiers tells apart. */
export async function countAlikeEntities(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  moment: StateMoment,
): Promise<AlikeEntities[]> {
  const { tier, lastQualityScore, datasetSchema, datasetTable, status } = mdmEntity;
  const alike = db
    .select({
      tier,
      state: profileStateExpression(moment).as('state'),
      grade: gradeExpression(lastQualityScore).as('grade'),
      isCompliant: sql<boolean>`coalesce(${withinThreshold(moment)}, false)`.as('is_compliant'),
      score: lastQualityScore,
    })
    .from(mdmEntity)
    .where(
      and(entityCondition(tenantId, query), eq(status, 'ACTIVE'), isNotNull(datasetSchema), isNotNull(datasetTable)),
    )
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

function withinThreshold({ policy, now }: StateMoment) {
  return or(
    ...TIERS.map((tier) => and(eq(mdmEntity.tier, tier), gt(mdmEntity.lastProfiledAt, dueBefore(policy, tier, now)))),
  );
}
