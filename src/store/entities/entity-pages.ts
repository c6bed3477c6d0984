import { and, eq, ilike, inArray, lte, or, type SQL } from 'drizzle-orm';

import type { Entity, EntityStatus } from '../../domain/entities/entity.ts';
import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { toEntity } from './entity-row.ts';
import { mdmEntity } from './tables.ts';

export interface EntityQuery {
  entityTypes?: readonly EntityType[] | undefined;
  tiers?: readonly Tier[] | undefined;
  statuses?: readonly EntityStatus[] | undefined;
  /** Entities whose last profile scored at most this; those without a profile are left out. */
  maxQualityScore?: number | undefined;
  /** Text that the canonical key, name or description contains, ignoring case. */
  search?: string | undefined;
}

export interface EntityKey {
  canonicalKey: string;
  id: string;
}

const BY_KEY = keyset<EntityKey>('ascending', { canonicalKey: mdmEntity.canonicalKey, id: mdmEntity.id });

/** Sorted by canonical key. */
export async function pageOfEntities(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  page: KeyRange<EntityKey>,
): Promise<Entity[]> {
  const rows = await db
    .select()
    .from(mdmEntity)
    .where(and(eq(mdmEntity.tenantId, tenantId), queryCondition(query), BY_KEY.between(page)))
    .orderBy(...BY_KEY.orderBy(page))
    .limit(page.limit);
  return rows.map(toEntity);
}

function queryCondition({ entityTypes, tiers, statuses, maxQualityScore, search }: EntityQuery): SQL | undefined {
  const pattern = search === undefined ? undefined : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return and(
    entityTypes && inArray(mdmEntity.entityType, [...entityTypes]),
    tiers && inArray(mdmEntity.tier, [...tiers]),
    statuses && inArray(mdmEntity.status, [...statuses]),
    maxQualityScore === undefined ? undefined : lte(mdmEntity.lastQualityScore, maxQualityScore),
    pattern === undefined
      ? undefined
      : or(
          ilike(mdmEntity.canonicalKey, pattern),
          ilike(mdmEntity.name, pattern),
          ilike(mdmEntity.description, pattern),
        ),
  );
}
