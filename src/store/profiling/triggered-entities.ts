import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';

import type { Entity } from '../../domain/entities/entity.ts';
import { kindOfId } from '../../domain/ids.ts';
import type { LastProfile } from '../../domain/profiling/profiling-rules.ts';
import type { Db } from '../database/drizzle.ts';
import { toEntity } from '../entities/entity-row.ts';
import { mdmEntity } from '../entities/tables.ts';
import { mdmProfile } from './tables.ts';

/** What a trigger names: one entity, or a dataset with all active entities that are bound to it, or that have its URN. */
export type TriggerTarget = { tenantId: string } & (
  { entityId: string } | { urn: string | null; schema: string; table: string }
);

export interface TriggeredEntity {
  entity: Entity;
  lastProfile: LastProfile | null;
}

/** The entities that each of the targets names, of any tenants, in order. */
export async function findTriggeredEntities(db: Db, targets: readonly TriggerTarget[]): Promise<TriggeredEntity[][]> {
  // Many triggers name the same.
  const keys = targets.map((target) => JSON.stringify(target));
  const distinct = [...new Map(targets.map((target, index) => [keys[index] ?? '', target]))];
  const found = new Map<string, TriggeredEntity[]>();
  const entities = distinct.flatMap(([key, target]) => ('entityId' in target ? { key, ...target } : []));
  const datasets = distinct.flatMap(([key, target]) => ('urn' in target ? { key, ...target } : []));
  const ofTenant = eq(mdmEntity.tenantId, sql`wanted."tenantId"`);
  if (entities.length > 0) {
    const wanted = entities.map((one) => ({ ...one, entityType: kindOfId(one.entityId) }));
    const isNamed = and(
      ofTenant,
      eq(mdmEntity.entityType, sql`wanted."entityType"`),
      eq(mdmEntity.id, sql`wanted."entityId"`),
    );
    for (const [key, one] of await select(db, wanted, isNamed)) found.set(key, [one]);
  }
  if (datasets.length > 0) {
    const ofTable = and(
      eq(mdmEntity.datasetSchema, sql`wanted."schema"`),
      eq(mdmEntity.datasetTable, sql`wanted."table"`),
    );
    const isBound = and(ofTenant, eq(mdmEntity.status, 'ACTIVE'), or(ofTable, eq(mdmEntity.urn, sql`wanted.urn`)));
    for (const [key, one] of await select(db, datasets, isBound)) found.set(key, [...(found.get(key) ?? []), one]);
  }
  return keys.map((key) => found.get(key) ?? []);
}

async function select(
  db: Db,
  wanted: readonly object[],
  where: SQL | undefined,
): Promise<[key: string, TriggeredEntity][]> {
  // Looked up one by one: many conditions at once could make the planner read all entities.
  const found = db.select().from(mdmEntity).where(where).as('found');
  const rows = await db
    .select({
      key: sql<string>`wanted.key`,
      entity: found._.selectedFields,
      profile: { createdAt: mdmProfile.createdAt, rowCount: mdmProfile.rowCount },
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted
        (key text, "tenantId" text, "entityId" text, "entityType" text, urn text, "schema" text, "table" text)`,
    )
    .innerJoinLateral(found, sql`true`)
    .leftJoin(mdmProfile, eq(mdmProfile.id, found.lastProfileId))
    .orderBy(asc(found.id));
  return rows.map(({ key, entity, profile }) => [key, { entity: toEntity(entity), lastProfile: profile }]);
}

/**
 * Locks entities against changes until the transaction ends, always in the same order, and returns the last profile of
 * each that is locked. Unless it waits, those that another transaction has locked are left out.
 */
export async function lockTriggeredEntities(
  tx: Db,
  entities: readonly Pick<Entity, 'id' | 'entityType'>[],
  { waits }: { waits: boolean },
): Promise<Map<string, string | null>> {
  if (entities.length === 0) return new Map();
  const { id, lastProfileId } = mdmEntity;
  const locked = await tx
    .select({ id, lastProfileId })
    .from(mdmEntity)
    .where(amongEntities(entities))
    .orderBy(asc(id))
    .for('update', waits ? {} : { skipLocked: true });
  return new Map(locked.map((entity) => [entity.id, entity.lastProfileId]));
}

/** The due events of these entities have been evaluated. They must be locked. */
export async function clearDueOf(tx: Db, entities: readonly Pick<Entity, 'id' | 'entityType'>[]): Promise<void> {
  if (entities.length > 0) await tx.update(mdmEntity).set({ dueSince: null }).where(amongEntities(entities));
}

/** The type is part of the key: without it, every partition would be read. */
function amongEntities(entities: readonly Pick<Entity, 'id' | 'entityType'>[]): SQL | undefined {
  const types = [...new Set(entities.map(({ entityType }) => entityType))];
  const ids = [...new Set(entities.map(({ id }) => id))];
  return and(inArray(mdmEntity.entityType, types), sql`${mdmEntity.id} = ANY(${sql.param(ids)}::text[])`);
}
