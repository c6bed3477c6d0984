import { count, desc, type SQL, sql } from 'drizzle-orm';

import type { Db } from '../database/drizzle.ts';
import { entityCondition, type EntityQuery } from './entity-condition.ts';
import { gradeExpression } from './grade-expression.ts';
import { mdmEntity } from './tables.ts';

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
  const counts = await (facet === 'tags'
    ? countTags(db, tenantId, query)
    : countValues(db, tenantId, query, VALUES[facet]));
  return [...counts.filter(({ value }) => value !== null), ...counts.filter(({ value }) => value === null)];
}

const VALUES: Readonly<Record<Exclude<EntityFacet, 'tags'>, SQL>> = {
  owners: sql`${mdmEntity.owner}`,
  tiers: sql`${mdmEntity.tier}`,
  grades: gradeExpression(mdmEntity.lastQualityScore),
  entityTypes: sql`${mdmEntity.entityType}`,
};

/** Those without a value do not count for the limit. */
const WITHOUT_FIRST = (value: SQL) => sql`${value} is null desc`;

async function countValues(db: Db, tenantId: string, query: EntityQuery, expression: SQL): Promise<FacetCount[]> {
  const found = db
    .select({ value: sql<string | null>`${expression}`.as('value') })
    .from(mdmEntity)
    .where(entityCondition(tenantId, query))
    .as('found');
  return db
    .select({ value: found.value, count: count() })
    .from(found)
    .groupBy(found.value)
    .orderBy(WITHOUT_FIRST(sql`${found.value}`), desc(count()), found.value)
    .limit(MAX_FACET_VALUES + 1);
}

/** Active tags, by canonical key: an entity counts for each of its tags. */
async function countTags(db: Db, tenantId: string, query: EntityQuery): Promise<FacetCount[]> {
  const { entityType, canonicalKey } = mdmEntity;
  const found = db
    .$with('found')
    .as(db.select({ entityType, canonicalKey }).from(mdmEntity).where(entityCondition(tenantId, query)));
  const marked = sql`
    select distinct tag.canonical_key as value, found.entity_type, found.canonical_key from ${mdmEntity} as tag
    cross join lateral jsonb_array_elements(tag.definition -> 'tag' -> 'marks') as mark
    join found on found.entity_type = mark ->> 'entityType' and found.canonical_key = mark ->> 'canonicalKey'
    where tag.tenant_id = ${tenantId} and tag.entity_type = 'TAG' and tag.status = 'ACTIVE'`;
  const rows = db.$with('counted', {
    value: sql<string | null>`value`.as('value'),
    count: sql<number>`count`.as('count'),
  }).as(sql`
    with marked as (${marked})
    select value, count(*)::int as count from marked group by value
    union all
    select null, count(*)::int from found where not exists (select from marked
      where marked.entity_type = found.entity_type and marked.canonical_key = found.canonical_key)
    having count(*) > 0`);
  return db
    .with(found, rows)
    .select({ value: rows.value, count: rows.count })
    .from(rows)
    .orderBy(WITHOUT_FIRST(sql`value`), sql`count desc`, sql`value`)
    .limit(MAX_FACET_VALUES + 1);
}
