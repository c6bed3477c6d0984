import { and, eq, ilike, inArray, lte, or, type Placeholder, type SQL, sql } from 'drizzle-orm';

import type { Entity, EntityStatus } from '../../domain/entities/entity.ts';
import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { createStatements } from '../database/statements/statements.ts';
import { entityProjection } from './entity-row.ts';
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

/** A key whose values are given to a statement when it runs. */
interface StatedKey {
  canonicalKey: string | Placeholder;
  id: string | Placeholder;
}

const BY_KEY = keyset<StatedKey>('ascending', { canonicalKey: mdmEntity.canonicalKey, id: mdmEntity.id });
const AFTER = { canonicalKey: sql.placeholder('afterKey'), id: sql.placeholder('afterId') };
const BEFORE = { canonicalKey: sql.placeholder('beforeKey'), id: sql.placeholder('beforeId') };
const select = createStatements();

/** Sorted by canonical key. Reads these properties only, if they are given. */
export async function pageOfEntities(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  page: KeyRange<EntityKey>,
  properties?: ReadonlySet<string>,
): Promise<Entity[]> {
  const { after, before, backwards, limit } = page;
  const projection = entityProjection(properties);
  const condition = queryCondition(query);
  const range = { after: after && AFTER, before: before && BEFORE };
  return select(db, {
    projection,
    form: condition ? undefined : JSON.stringify([backwards, Boolean(after), Boolean(before)]),
    build: () =>
      db
        .select(projection.columns)
        .from(mdmEntity)
        .where(and(eq(mdmEntity.tenantId, sql.placeholder('tenantId')), condition, BY_KEY.between(range)))
        .orderBy(...BY_KEY.orderBy(page)),
    limit,
    values: {
      tenantId,
      ...{ afterKey: after?.canonicalKey, afterId: after?.id },
      ...{ beforeKey: before?.canonicalKey, beforeId: before?.id },
    },
  });
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
