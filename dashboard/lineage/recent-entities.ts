import { readEntityType } from '../entities/entity-type.ts';
import type { EntityType } from '../gql/types.ts';

export interface RecentEntity {
  entityType: EntityType;
  canonicalKey: string;
  name: string;
}

const KEY = 'metadata-governance.lineage.recent';
const KEPT = 8;

/** The entities whose lineage was looked at in this browser, the last one first. */
export function recentEntities(storage: Pick<Storage, 'getItem'> = localStorage): readonly RecentEntity[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap(readRecent) : [];
  } catch {
    return [];
  }
}

export function rememberEntity(
  entity: RecentEntity,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): void {
  const { entityType, canonicalKey, name } = entity;
  const others = recentEntities(storage).filter(
    (each) => each.entityType !== entityType || each.canonicalKey !== canonicalKey,
  );
  storage.setItem(KEY, JSON.stringify([{ entityType, canonicalKey, name }, ...others].slice(0, KEPT)));
}

function readRecent(kept: unknown): RecentEntity[] {
  if (typeof kept !== 'object' || kept === null) return [];
  const { entityType, canonicalKey, name } = kept as Partial<Record<keyof RecentEntity, unknown>>;
  const type = readEntityType(entityType);
  if (!type || typeof canonicalKey !== 'string' || typeof name !== 'string') return [];
  return [{ entityType: type, canonicalKey, name }];
}
