import DataLoader from 'dataloader';

import type { Approval, ApprovalVote } from '../../domain/approvals/approval.ts';
import type { Entity } from '../../domain/entities/entity.ts';
import { type EntityName, textOfName } from '../../domain/entities/entity-name.ts';
import type { Profile } from '../../domain/profiling/profile.ts';
import type { ProfileRun } from '../../domain/profiling/profile-run.ts';
import type { LogEntry } from '../../events/live/log.ts';
import { findVotesOf } from '../../store/approvals/approval-votes.ts';
import { findApprovalsById, findPendingApprovals } from '../../store/approvals/approvals.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesById, findEntitiesByName, findTagsOf } from '../../store/entities/entities.ts';
import { findCauses, findEffects, type Link } from '../../store/log/event-chain.ts';
import { producerKey, type StoredEventLog } from '../../store/log/event-log.ts';
import { findFollowed } from '../../store/notifications/follows.ts';
import { type DecidedEvent, findDecidedEvents } from '../../store/profiling/decided-events.ts';
import { findRuns } from '../../store/profiling/profile-runs.ts';
import { findProfilesById, findProfilesByNumber, findProfilesOfRuns } from '../../store/profiling/profiles.ts';
import { createLineageLoader, type LineageLoader } from '../lineage/lineage-loader.ts';
import { createQualityTrendLoader, type QualityTrendLoader } from '../profiling/quality-trend-loader.ts';

/** Most tags that an entity shows. */
export const MAX_TAGS = 100;

/** Each loads what an execution requests at the same time with one statement, within the viewer's tenant. */
export interface Loaders {
  entity: DataLoader<string, Entity | undefined>;
  entityByName: DataLoader<EntityName, Entity | undefined, string>;
  /** The active tags of an entity, at most MAX_TAGS of them. */
  tags: DataLoader<EntityName, Entity[], string>;
  profile: DataLoader<string, Profile | undefined>;
  approval: DataLoader<string, Approval | undefined>;
  pendingApproval: DataLoader<EntityName, Approval | undefined, string>;
  profileByNumber: DataLoader<{ entityId: string; number: number }, Profile | undefined, string>;
  run: DataLoader<string, ProfileRun | undefined>;
  profileOfRun: DataLoader<string, Profile | undefined>;
  /** The votes of the current round. Not cached: a mutation may add one between two reads. */
  votes: DataLoader<Approval, ApprovalVote[]>;
  /** Whether the viewer follows the entity of that id. */
  followed: DataLoader<string, boolean>;
  logEntry: DataLoader<number, LogEntry | undefined>;
  /** The event that directly led to an event. */
  cause: DataLoader<Link, LogEntry | undefined, string>;
  /** What an event directly led to; undefined: too much for one response. */
  effects: DataLoader<Link, LogEntry[] | undefined, string>;
  /** An event with a decision, which is available even after retention has removed it from the log. */
  decidedEvent: DataLoader<number, DecidedEvent | undefined>;
  lineage: LineageLoader;
  qualityTrend: QualityTrendLoader;
}

export function createLoaders(
  parts: { database: Database; log: StoredEventLog },
  tenantId: string,
  actorId: string,
): Loaders {
  const db = drizzleOn(parts.database);
  const linkKeyOf = (link: Link) => producerKey(link);
  const numberKeyOf = (of: { entityId: string; number: number }) => `${of.entityId}:${of.number}`;
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
    profileByNumber: new DataLoader(
      async (keys) => inOrder(keys.map(numberKeyOf), await findProfilesByNumber(db, tenantId, keys), numberKeyOf),
      { cacheKeyFn: numberKeyOf },
    ),
    run: new DataLoader(async (ids) => inOrder(ids, await findRuns(db, tenantId, ids), ({ id }) => id)),
    profileOfRun: new DataLoader(async (runIds) =>
      inOrder(runIds, await findProfilesOfRuns(db, tenantId, runIds), ({ runId }) => runId),
    ),
    approval: new DataLoader(async (ids) => inOrder(ids, await findApprovalsById(db, tenantId, ids), ({ id }) => id)),
    pendingApproval: new DataLoader(
      async (entities) => {
        const keys = entities.map(({ canonicalKey }) => canonicalKey);
        return inOrder(entities.map(textOfName), await findPendingApprovals(db, tenantId, keys), textOfName);
      },
      { cacheKeyFn: textOfName },
    ),
    votes: new DataLoader(
      async (approvals) => {
        const votes = await findVotesOf(
          db,
          approvals.map(({ id }) => id),
        );
        return approvals.map(({ id, round }) => votes.filter((vote) => vote.approvalId === id && vote.round === round));
      },
      { cache: false },
    ),
    followed: new DataLoader(async (ids) => {
      const followed = await findFollowed(db, tenantId, actorId, ids);
      return ids.map((id) => followed.has(id));
    }),
    logEntry: new DataLoader(async (offsets) =>
      inOrder(offsets, await parts.log.at(tenantId, offsets), ({ offset }) => offset),
    ),
    cause: new DataLoader((links) => findCauses(parts, tenantId, links), { cacheKeyFn: linkKeyOf }),
    effects: new DataLoader(
      async (links) => (await findEffects(parts, tenantId, links)) ?? links.map(() => undefined),
      {
        cacheKeyFn: linkKeyOf,
      },
    ),
    decidedEvent: new DataLoader(async (offsets) =>
      inOrder(offsets, await findDecidedEvents(parts, tenantId, offsets), ({ offset }) => offset),
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
