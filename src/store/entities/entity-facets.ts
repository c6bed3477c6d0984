import { and, count, desc, eq, type SQL, sql } from 'drizzle-orm';

import type { Db } from '../database/drizzle.ts';
import { entityCondition, type EntityQuery } from './entity-condition.ts';
import { gradeExpression } from './grade-expression.ts';
import { entityMark, mdmEntity } from './tables.ts';

export const ENTITY_FACETS = ['owners', 'tags', 'tiers', 'grades', 'entityTypes'] as const;
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
): Promise<FacetCount[]> {
  const counts = await countValues(db, tenantId, query, facet);
  return [...counts.filter(({ value }) => value !== null), ...counts.filter(({ value }) => value === null)];
}

const VALUES: Readonly<Record<EntityFacet, SQL>> = {
  owners: sql`${mdmEntity.owner}`,
  /** Active tags, by canonical key. */
  tags: sql`${entityMark.tagKey}`,
  tiers: sql`${mdmEntity.tier}`,
  grades: gradeExpression(mdmEntity.lastQualityScore),
  entityTypes: sql`${mdmEntity.entityType}`,
};

/** Those without a value do not count for the limit. */
const WITHOUT_FIRST = (value: SQL) => sql`${value} is null desc`;

function countValues(db: Db, tenantId: string, query: EntityQuery, facet: EntityFacet): Promise<FacetCount[]> {
  const { entityType, canonicalKey } = mdmEntity;
  const entities = db
    .select({ value: sql<string | null>`${VALUES[facet]}`.as('value') })
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
