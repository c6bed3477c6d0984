import DataLoader from 'dataloader';

import type { Approval, ApprovalVote } from '../../domain/approvals/approval.ts';
import type { ChangeSet, ChangeSetCounts } from '../../domain/approvals/change-set.ts';
import { type EntityName, textOfName } from '../../domain/entities/entity-name.ts';
import { findVotesOf } from '../../store/approvals/approval-votes.ts';
import { findApprovalsById, findPendingApprovals } from '../../store/approvals/approvals.ts';
import { findStretches, type ItemStretch } from '../../store/approvals/change-set-items.ts';
import { countItems, findChangeSets } from '../../store/approvals/change-sets.ts';
import { inOrder, type LoaderScope } from '../kit/loading.ts';
import type { PropertiesRead } from '../kit/properties-read.ts';

export type ApprovalLoader = DataLoader<string, Approval | undefined>;
export type PendingApprovalLoader = DataLoader<EntityName, Approval | undefined, string>;
export type VotesLoader = DataLoader<Approval, ApprovalVote[]>;
export type ChangeSetLoader = DataLoader<string, ChangeSet | undefined>;
export type ItemCountsLoader = DataLoader<string, ChangeSetCounts>;
export type ItemsLoader = DataLoader<ItemStretch, Approval[]>;

/** Approvals by id, with these properties only. */
export function createApprovalLoader({ db, tenantId }: LoaderScope, properties: PropertiesRead): ApprovalLoader {
  return new DataLoader(async (ids) =>
    inOrder(ids, await findApprovalsById(db, tenantId, ids, properties), ({ id }) => id),
  );
}

/** The pending approval of an entity, with these properties only. */
export function createPendingApprovalLoader(
  { db, tenantId }: LoaderScope,
  properties: PropertiesRead,
): PendingApprovalLoader {
  return new DataLoader(
    async (names) =>
      inOrder(names.map(textOfName), await findPendingApprovals(db, tenantId, names, properties), textOfName),
    { cacheKeyFn: textOfName },
  );
}

/** The votes of the current round. Not cached: a mutation may add one between two reads. */
export function createVotesLoader({ db }: LoaderScope): VotesLoader {
  return new DataLoader(
    async (approvals) => {
      const votes = await findVotesOf(
        db,
        approvals.map(({ id }) => id),
      );
      return approvals.map(({ id, round }) => votes.filter((vote) => vote.approvalId === id && vote.round === round));
    },
    { cache: false },
  );
}

/** Change sets by id. */
export function createChangeSetLoader({ db, tenantId }: LoaderScope): ChangeSetLoader {
  return new DataLoader(async (ids) => inOrder(ids, await findChangeSets(db, tenantId, ids), ({ id }) => id));
}

/** How many items of a change set have which status. Not cached: a mutation may decide some between two reads. */
export function createItemCountsLoader({ db }: LoaderScope): ItemCountsLoader {
  return new DataLoader(
    async (ids) => {
      const counts = await countItems(db, [...new Set(ids)]);
      return ids.map((id) => counts.get(id) ?? new Error(`there is no count of ${id}`));
    },
    { cache: false },
  );
}

/** Stretches of the items of change sets. Not cached, as their counts. */
export function createItemsLoader({ db, tenantId }: LoaderScope): ItemsLoader {
  return new DataLoader((stretches) => findStretches(db, tenantId, stretches), { cache: false });
}
