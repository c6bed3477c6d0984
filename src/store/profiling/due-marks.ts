import { and, asc, eq, inArray, isNotNull, isNull, lte, or, type SQL } from 'drizzle-orm';

import type { Entity } from '../../domain/entities/entity.ts';
import { dueBefore, type ProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import { TIERS } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { ofId, toEntity } from '../entities/entity-row.ts';
import { mdmEntity } from '../entities/tables.ts';

/**
 * Every entity of every tenant that is due now and not reported yet, in one statement. An entity without a dataset is
 * never due, because there is nothing to measure.
 */
export async function findDueEntities(db: Db, policy: ProfilingPolicy, now: Date): Promise<Entity[]> {
  const where = and(
    eq(mdmEntity.status, 'ACTIVE'),
    isNotNull(mdmEntity.datasetTable),
    isNull(mdmEntity.dueSince),
    isStale(policy, now),
  );
  return (await db.select().from(mdmEntity).where(where).orderBy(asc(mdmEntity.tenantId), asc(mdmEntity.id))).map(
    toEntity,
  );
}

/**
 * Marks entities as reported due, and returns the ids of those that this call marked: not those that another
 * transaction has reported, that were profiled meanwhile, or that are locked at the moment. It waits for nobody,
 * because an import locks what it changes until it ends, and in its own order.
 */
export async function markDue(
  tx: Db,
  entities: readonly Entity[],
  now: Date,
  policy: ProfilingPolicy,
): Promise<Set<string>> {
  // The type is part of the key: without it, every partition would be read in full.
  const isAmong = (some: readonly Pick<Entity, 'id' | 'entityType'>[]) =>
    and(
      inArray(mdmEntity.entityType, [...new Set(some.map(({ entityType }) => entityType))]),
      inArray(
        mdmEntity.id,
        some.map(({ id }) => id),
      ),
    );
  const held = await tx
    .select({ id: mdmEntity.id, entityType: mdmEntity.entityType })
    .from(mdmEntity)
    .where(and(isAmong(entities), isNull(mdmEntity.dueSince), isStale(policy, now)))
    .orderBy(asc(mdmEntity.id))
    .for('update', { skipLocked: true });
  if (held.length === 0) return new Set();
  await tx.update(mdmEntity).set({ dueSince: now }).where(isAmong(held));
  return new Set(held.map(({ id }) => id));
}

/** The due event of the entity has been evaluated, or never will be. */
export async function clearDue(db: Db, tenantId: string, id: string): Promise<void> {
  await db.update(mdmEntity).set({ dueSince: null }).where(ofId(tenantId, id));
}

/** Never profiled, or long enough ago for the threshold of the tier. */
function isStale(policy: ProfilingPolicy, now: Date): SQL | undefined {
  const isOld = TIERS.map((tier) =>
    and(eq(mdmEntity.tier, tier), lte(mdmEntity.lastProfiledAt, dueBefore(policy, tier, now))),
  );
  return or(isNull(mdmEntity.lastProfiledAt), ...isOld);
}
