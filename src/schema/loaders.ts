import DataLoader from 'dataloader';

import type { Approval } from '../domain/approval.ts';
import { textOfName, type EntityName } from '../domain/entity-name.ts';
import type { Entity } from '../domain/entity.ts';
import type { LogEntry } from '../events/log.ts';
import { findApprovalsById, findPendingApprovals } from '../store/approvals.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { findEntitiesById, findEntitiesByName, findTagsOf } from '../store/entities.ts';
import { findFollowed } from '../store/follows.ts';
import { findJudgedEvents, type JudgedEvent } from '../store/judged-events.ts';
import type { StoredEventLog } from '../store/event-log.ts';
import { findProfilesById, type Profile } from '../store/profiles.ts';
import type { Database } from '../store/sql.ts';
import { createLineageLoader, type LineageLoader } from './lineage-loader.ts';
import { createQualityTrendLoader, type QualityTrendLoader } from './quality-trend-loader.ts';

/** Most tags that an entity shows. */
export const MAX_TAGS = 100;

/** One statement for all that an execution asks for at the same time, each within the viewer's tenant. */
export interface Loaders {
  entity: DataLoader<string, Entity | undefined>;
  entityByName: DataLoader<EntityName, Entity | undefined, string>;
  /** The active tags that mark an entity, at most MAX_TAGS of them. */
  tags: DataLoader<EntityName, Entity[], string>;
  profile: DataLoader<string, Profile | undefined>;
  approval: DataLoader<string, Approval | undefined>;
  pendingApproval: DataLoader<EntityName, Approval | undefined, string>;
  /** Whether the viewer follows the entity of that id. */
  followed: DataLoader<string, boolean>;
  logEntry: DataLoader<number, LogEntry | undefined>;
  /** Of an event that there is a decision about: retention does not take it away. */
  judgedEvent: DataLoader<number, JudgedEvent | undefined>;
  lineage: LineageLoader;
  qualityTrend: QualityTrendLoader;
}

export function createLoaders(
  parts: { database: Database; log: StoredEventLog },
  tenantId: string,
  actorId: string,
): Loaders {
  const db = drizzleOn(parts.database);
  return {
    entity: new DataLoader(async (ids) => inOrder(ids, await findEntitiesById(db, tenantId, ids), ({ id }) => id)),
    entityByName: new DataLoader(
      async (names) => inOrder(names.map(textOfName), await findEntitiesByName(db, tenantId, names), textOfName),
      { cacheKeyFn: textOfName },
    ),
    tags: new DataLoader(async (names) => tagsInOrder(names, await findTagsOf(db, tenantId, names)), {
      cacheKeyFn: textOfName,
    }),
    profile: new DataLoader(async (ids) => inOrder(ids, await findProfilesById(db, tenantId, ids), ({ id }) => id)),
    approval: new DataLoader(async (ids) => inOrder(ids, await findApprovalsById(db, tenantId, ids), ({ id }) => id)),
    pendingApproval: new DataLoader(
      async (entities) => {
        const keys = entities.map(({ canonicalKey }) => canonicalKey);
        return inOrder(entities.map(textOfName), await findPendingApprovals(db, tenantId, keys), textOfName);
      },
      { cacheKeyFn: textOfName },
    ),
    followed: new DataLoader(async (ids) => {
      const followed = await findFollowed(db, tenantId, actorId, ids);
      return ids.map((id) => followed.has(id));
    }),
    logEntry: new DataLoader(async (offsets) =>
      inOrder(offsets, await parts.log.at(tenantId, offsets), ({ offset }) => offset),
    ),
    judgedEvent: new DataLoader(async (offsets) =>
      inOrder(offsets, await findJudgedEvents(parts, tenantId, offsets), ({ offset }) => offset),
    ),
    lineage: createLineageLoader(db, tenantId),
    qualityTrend: createQualityTrendLoader(db, tenantId),
  };
}

function inOrder<K, V>(keys: readonly K[], values: readonly V[], keyOf: (value: V) => K): (V | undefined)[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}

function tagsInOrder(names: readonly EntityName[], tags: readonly Entity[]): Entity[][] {
  const marking = new Map<string, Entity[]>(names.map((name) => [textOfName(name), []]));
  for (const tag of tags) {
    for (const mark of tag.definition.tag?.marks ?? []) marking.get(textOfName(mark))?.push(tag);
  }
  return names.map((name) => (marking.get(textOfName(name)) ?? []).slice(0, MAX_TAGS));
}
