import { and, count, desc, eq, type SQL, sql } from 'drizzle-orm';

import type { Db } from '../database/drizzle.ts';
import { entityCondition, type EntityQuery } from './entity-condition.ts';
import { gradeExpression } from './grade-expression.ts';
import { profileStateExpression, type StateMoment } from './profile-state-sql.ts';
import { entityMark, mdmEntity } from './tables.ts';

export const ENTITY_FACETS = [
  'owners',
  'tags',
  'tiers',
  'grades',
  'entityTypes',
  'profileStates',
  'statuses',
  'standardPacks',
] as const;
export type EntityFacet = (typeof ENTITY_FACETS)[number];

/** How many entities have a value; null: how many have none. */
export interface FacetCount {
  value: string | null;
  count: number;
}

/** Most values of a facet that are counted. */
export const MAX_FACET_VALUES = 100;

/** The values of the entities that match, the most frequent first, and at the end how many have none. */
export async function countFacet(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  facet: EntityFacet,
  moment: StateMoment,
): Promise<FacetCount[]> {
  const counts = await countValues(db, tenantId, query, { facet, value: valueOf(facet, moment) });
  return [...counts.filter(({ value }) => value !== null), ...counts.filter(({ value }) => value === null)];
}

function valueOf(facet: EntityFacet, moment: StateMoment): SQL {
  switch (facet) {
    case 'owners':
      return sql`${mdmEntity.owner}`;
    case 'tags':
      // Active ones, by canonical key.
      return sql`${entityMark.tagKey}`;
    case 'tiers':
      return sql`${mdmEntity.tier}`;
    case 'grades':
      return gradeExpression(mdmEntity.lastQualityScore);
    case 'entityTypes':
      return sql`${mdmEntity.entityType}`;
    case 'profileStates':
      return profileStateExpression(moment);
    case 'statuses':
      return sql`${mdmEntity.status}`;
    case 'standardPacks':
      return sql`${mdmEntity.standardPackId}`;
  }
}

/** Those without a value do not count for the limit. */
const WITHOUT_FIRST = (value: SQL) => sql`${value} is null desc`;

interface CountedValue {
  facet: EntityFacet;
  value: SQL;
}

function countValues(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  { facet, value }: CountedValue,
): Promise<FacetCount[]> {
  const { entityType, canonicalKey } = mdmEntity;
  const entities = db
    .select({ value: sql<string | null>`${value}`.as('value') })
    .from(mdmEntity)
    .where(entityCondition(tenantId, query));
  // An entity counts for each of its tags, and once for null if it has none.
  const isMark = and(
    eq(entityMark.tenantId, tenantId),
    eq(entityMark.entityType, entityType),
    eq(entityMark.canonicalKey, canonicalKey),
  );
  const found = (facet === 'tags' ? entities.leftJoin(entityMark, isMark) : entities).as('found');
  return db
    .select({ value: found.value, count: count() })
    .from(found)
    .groupBy(found.value)
    .orderBy(WITHOUT_FIRST(sql`${found.value}`), desc(count()), found.value)
    .limit(MAX_FACET_VALUES + 1);
}
