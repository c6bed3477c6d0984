import type { Entity, EntityStatus } from '../../src/domain/entities/entity.ts';
import { newId } from '../../src/domain/ids.ts';
import { ENTITY_TYPES, TIERS } from '../../src/events/schemas/vocabulary.ts';
import { drizzleOn } from '../../src/store/database/drizzle.ts';
import type { Database } from '../../src/store/database/sql.ts';
import { findEntitiesById } from '../../src/store/entities/entities.ts';
import { insertEntity, recordLastProfiles } from '../../src/store/entities/write/write-entities.ts';
import { entityOf } from './lineage.ts';

export const TENANT = 'demo';
export const NOW = new Date('2026-03-01T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const WORDS = ['order', 'orders', 'border', 'revenue', 'net', 'churn', 'customer', 'kunde', 'straße'];
const OWNERS = ['anna', 'bert', 'Carla', null];
const PACKS = ['ifrs', 'gdpr', null, null];
const STATUSES: readonly EntityStatus[] = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'DRAFT', 'DEPRECATED'];

/** What is known of an entity besides itself, for references. */
export interface EntityFacts {
  entity: Entity;
  tags: string[];
  isFollowed: boolean;
  hasPendingApproval: boolean;
}

/** A random choice of numbers and items; the same for the same seed. */
export function createDice(seed: number) {
  let state = seed >>> 0 || 1;
  function below(count: number): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  }
  return { below, oneOf: <T>(items: readonly T[]): T => items[below(items.length)] as T };
}

/** Fills a store with random entities, with ties and gaps in everything that they can be sorted by. */
export async function fillEntities(database: Database, count: number, seed: number): Promise<EntityFacts[]> {
  const { below, oneOf } = createDice(seed);
  const db = drizzleOn(database);
  const hoursAgo = (most: number) => new Date(NOW.getTime() - below(most) * HOUR_MS);
  const made: Omit<EntityFacts, 'entity'>[] = [];
  const ids: string[] = [];
  const tags = ['pii', 'gold'].map((key) =>
    entityOf(key, { entityType: 'TAG', tenantId: TENANT, definition: { tag: { values: [], marks: [] } } }),
  );
  for (let number = 0; number < count; number++) {
    const entityType = oneOf(ENTITY_TYPES.filter((type) => type !== 'TAG'));
    const isMeasured = below(4) > 0;
    const createdAt = hoursAgo(2_000);
    const entity = entityOf(`key${String(below(count)).padStart(4, '0')}x${number}`, {
      entityType,
      tenantId: TENANT,
      name: `${oneOf(WORDS)} ${oneOf(WORDS)}`,
      description: below(2) === 0 ? null : `${oneOf(WORDS).toUpperCase()} of ${oneOf(WORDS)} 100%`,
      tier: oneOf(TIERS),
      owner: oneOf(OWNERS),
      ...(entityType === 'GLOSSARY' && {
        definition: { glossary: { definition: `What ${oneOf(WORDS)} is`, synonyms: [oneOf(WORDS)], relatedTerms: [] } },
      }),
      standardPackId: oneOf(PACKS),
      status: oneOf(STATUSES),
      dataset: isMeasured ? { schema: oneOf(['sales', 'crm']), table: oneOf(['a', 'b']), keyColumns: [] } : null,
      createdAt,
      updatedAt: hoursAgo(30),
    });
    await insertEntity(db, entity);
    const { id, canonicalKey } = entity;
    ids.push(id);
    if (below(3) > 0) {
      const qualityScore = oneOf([0, 59.9, 60, 75.5, 90, 90, 100]);
      const profile = { profileId: newId('PROFILE'), createdAt: hoursAgo(100 * 24), number: 1, qualityScore };
      await recordLastProfiles(db, entity.tenantId, [{ ...profile, entityType: entity.entityType, entityId: id }]);
    }
    const attempt = oneOf([null, null, 'completed', 'failed', 'failed', 'running', 'waiting'] as const);
    if (attempt !== null) {
      const isOver = attempt === 'completed' || attempt === 'failed';
      await database.query(
        `INSERT INTO governance.profile_run (id, tenant_id, entity_type, entity_id, status, trigger_offset, triggered_by,
           created_at, finished_at, error_code, error_message)
         VALUES ($1, $2, $3, $4, $5, 1, '{"actorId": "anna", "actorType": "HUMAN"}', $6, $7, $8, $9)`,
        [newId('RUN'), TENANT, entityType, id, attempt, createdAt, isOver ? NOW : null, 'TABLE_MISSING', 'Gone.'],
      );
    }
    const of = { tags: below(4) === 0 ? ['pii'] : [], isFollowed: below(4) === 0, hasPendingApproval: below(5) === 0 };
    if (below(8) === 0) of.tags.push('gold');
    for (const tag of tags) {
      if (!of.tags.includes(tag.canonicalKey)) continue;
      tag.definition = {
        tag: { values: [], marks: [...(tag.definition.tag?.marks ?? []), { entityType, canonicalKey }] },
      };
    }
    if (of.isFollowed) {
      await database.query(`INSERT INTO governance.entity_follow VALUES ($1, 'anna', $2, $3)`, [TENANT, id, NOW]);
    }
    if (of.hasPendingApproval) {
      await database.query(
        `INSERT INTO governance.approval (id, tenant_id, status, kind, entity_type, canonical_key, tier, change, diff,
           requested_by, requested_at, created_event_id)
         VALUES ($1, $2, 'PENDING', 'UPDATE', $3, $4, 'tier1', '{}', '[]', '{}', $5, gen_random_uuid())`,
        [newId('APPROVAL'), TENANT, entityType, canonicalKey, NOW],
      );
    }
    made.push(of);
  }
  for (const tag of tags) await insertEntity(db, tag);
  // As the store has them.
  const all = new Map(
    (await findEntitiesById(db, TENANT, [...ids, ...tags.map(({ id }) => id)])).map((e) => [e.id, e]),
  );
  const untagged = { tags: [], isFollowed: false, hasPendingApproval: false };
  return [...all.values()].map((entity) => ({ ...(made[ids.indexOf(entity.id)] ?? untagged), entity }));
}
