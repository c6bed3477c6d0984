import DataLoader from 'dataloader';

import type { Approval, ApprovalVote } from '../domain/approval.ts';
import type { Entity } from '../domain/entity.ts';
import type { LogEntry } from '../events/log.ts';
import type { EntityType } from '../events/vocabulary.ts';
import { findPendingApprovals } from '../store/approvals.ts';
import { findVotesOf } from '../store/approval-votes.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { existingKeys, findEntitiesById } from '../store/entities.ts';
import { findJudgedEvents, type JudgedEvent } from '../store/judged-events.ts';
import type { StoredEventLog } from '../store/event-log.ts';
import { findProfilesById, type Profile } from '../store/profiles.ts';
import type { Database } from '../store/sql.ts';

interface EntityName {
  entityType: EntityType;
  canonicalKey: string;
}

/** One statement for all that an execution asks for at the same time, each within the viewer's tenant. */
export interface Loaders {
  entity: DataLoader<string, Entity | undefined>;
  profile: DataLoader<string, Profile | undefined>;
  pendingApproval: DataLoader<EntityName, Approval | undefined, string>;
  isNameTaken: DataLoader<EntityName, boolean, string>;
  /** The votes of the current round. Not remembered: a mutation may give one between two looks. */
  votes: DataLoader<Approval, ApprovalVote[]>;
  logEntry: DataLoader<number, LogEntry | undefined>;
  /** Of an event that there is a decision about: retention does not take it away. */
  judgedEvent: DataLoader<number, JudgedEvent | undefined>;
}

export function createLoaders(parts: { database: Database; log: StoredEventLog }, tenantId: string): Loaders {
  const db = drizzleOn(parts.database);
  const keyOf = (of: EntityName) => `${of.entityType}:${of.canonicalKey}`;
  return {
    entity: new DataLoader(async (ids) => inOrder(ids, await findEntitiesById(db, tenantId, ids), ({ id }) => id)),
    profile: new DataLoader(async (ids) => inOrder(ids, await findProfilesById(db, tenantId, ids), ({ id }) => id)),
    pendingApproval: new DataLoader(
      async (entities) => {
        const keys = entities.map(({ canonicalKey }) => canonicalKey);
        return inOrder(entities.map(keyOf), await findPendingApprovals(db, tenantId, keys), keyOf);
      },
      { cacheKeyFn: keyOf },
    ),
    isNameTaken: new DataLoader(
      async (names) => {
        const taken = new Set<string>();
        for (const entityType of new Set(names.map((name) => name.entityType))) {
          const keys = names.filter((name) => name.entityType === entityType).map(({ canonicalKey }) => canonicalKey);
          for (const canonicalKey of await existingKeys(db, tenantId, entityType, keys)) {
            taken.add(keyOf({ entityType, canonicalKey }));
          }
        }
        return names.map((name) => taken.has(keyOf(name)));
      },
      { cacheKeyFn: keyOf },
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
    logEntry: new DataLoader(async (offsets) =>
      inOrder(offsets, await parts.log.at(tenantId, offsets), ({ offset }) => offset),
    ),
    judgedEvent: new DataLoader(async (offsets) =>
      inOrder(offsets, await findJudgedEvents(parts, tenantId, offsets), ({ offset }) => offset),
    ),
  };
}

function inOrder<K, V>(keys: readonly K[], values: readonly V[], keyOf: (value: V) => K): (V | undefined)[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}
