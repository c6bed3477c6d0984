import type { Approval, Decision } from '../../../domain/approvals/approval.ts';
import { type ChangeSet, MAX_CHANGE_SET_ITEMS } from '../../../domain/approvals/change-set.ts';
import type { Issue } from '../../../domain/entities/entity-change.ts';
import { kindOfId } from '../../../domain/ids.ts';
import { isViewer, type Viewer } from '../../../domain/viewer.ts';
import { conflict, done, forbidden, invalid, notFound, type Outcome, type Refusal } from '../../outcome.ts';
import type { DecideParts } from '../decide-approval.ts';
import type { BulkDecision } from '../decide-approvals.ts';
import { issuesOfComment } from '../decision-comment.ts';
import { decideItems, type ItemDecision, type LockedSet, lockSet } from './decide-items.ts';
import { atItem } from './item-path.ts';

export interface ChangeSetDecision {
  changeSetId: string;
  /** About every item that is pending, unless it is about the items that are named. */
  status?: 'APPROVED' | 'REJECTED' | undefined;
  comment?: string | undefined;
  items?: readonly BulkDecision[] | undefined;
}

export type DecideChangeSetOutcome = Outcome<{ changeSet: ChangeSet }, Refusal['kind']>;

/**
 * Decides items of a change set in one transaction: all that are pending, or those that are named. Nothing is decided if
 * one of the decisions is refused. What the viewer has voted for already is left as it is.
 */
export async function decideChangeSet(
  { unitOfWork, clock }: DecideParts,
  viewer: Viewer,
  decision: ChangeSetDecision,
): Promise<DecideChangeSetOutcome> {
  const issues = issuesOf(decision);
  if (issues.length > 0) return invalid(issues);
  const { changeSetId, status, comment = null, items } = decision;
  return unitOfWork.transaction<DecideChangeSetOutcome>(async (tx) => {
    const isId = kindOfId(changeSetId) === 'CHANGE_SET';
    const locked = isId ? await lockSet(tx, viewer.tenantId, changeSetId) : undefined;
    if (!locked) return notFound('There is no such change set.');
    const chosen = status ? pendingOf(locked, viewer, { status, comment }) : namedOf(locked, items ?? []);
    if ('kind' in chosen) return chosen;
    const outcome = await decideItems(tx, viewer, locked, chosen, clock());
    return outcome.kind === 'done' ? done({ changeSet: locked.set }) : outcome;
  });
}

/** Withdraws every item of the viewer's own change set that is pending. */
export async function withdrawChangeSet(
  { unitOfWork, clock }: DecideParts,
  viewer: Viewer,
  changeSetId: string,
): Promise<DecideChangeSetOutcome> {
  return unitOfWork.transaction<DecideChangeSetOutcome>(async (tx) => {
    const isId = kindOfId(changeSetId) === 'CHANGE_SET';
    const locked = isId ? await lockSet(tx, viewer.tenantId, changeSetId) : undefined;
    if (!locked) return notFound('There is no such change set.');
    if (!isViewer(locked.set.requestedBy.actorId, viewer)) {
      return forbidden('Only the requester can withdraw a change set.');
    }
    const chosen = pendingOf(locked, viewer, { status: 'WITHDRAWN', comment: null });
    if ('kind' in chosen) return chosen;
    const outcome = await decideItems(tx, viewer, locked, chosen, clock());
    return outcome.kind === 'done' ? done({ changeSet: locked.set }) : outcome;
  });
}

function issuesOf({ status, comment, items }: ChangeSetDecision): Issue[] {
  if (status && items) return [{ path: ['items'], message: 'must be left out with a decision for the whole set' }];
  if (status) return issuesOfComment(status, comment);
  if (!items) return [{ path: ['decision'], message: 'is required without decisions about items' }];
  if (items.length === 0 || items.length > MAX_CHANGE_SET_ITEMS) {
    return [{ path: ['items'], message: `must have 1 to ${MAX_CHANGE_SET_ITEMS} decisions` }];
  }
  if (comment !== undefined) {
    return [{ path: ['comment'], message: 'must be left out with decisions about items, which have their own' }];
  }
  const seen = new Set<string>();
  return items.flatMap((item, position) => {
    const issues = issuesOfComment(item.status, item.comment);
    if (seen.has(item.approvalId)) issues.push({ path: ['approvalId'], message: 'is named twice' });
    seen.add(item.approvalId);
    return atItem(position, issues);
  });
}

type Chosen = ItemDecision[] | Extract<DecideChangeSetOutcome, { kind: Refusal['kind'] }>;

/** A decision about every item that is pending and that the viewer has not voted for. */
function pendingOf(
  { set, items, votes }: LockedSet,
  viewer: Viewer,
  { status, comment }: { status: Decision; comment: string | null },
): Chosen {
  const pending = items.filter((item) => item.status === 'PENDING');
  if (pending.length === 0) {
    const [first] = items;
    return conflict(`No item of the change set ${set.id} is pending any more.`, first);
  }
  const hasVoted = ({ id }: Approval) => (votes.get(id) ?? []).some(({ actor }) => isViewer(actor.actorId, viewer));
  const open = status === 'WITHDRAWN' ? pending : pending.filter((item) => !hasVoted(item));
  if (open.length === 0) {
    return conflict(`${viewer.actor.actorId} has voted for all items that are pending already.`, pending[0]);
  }
  return open.map((item) => ({ item, status, comment }));
}

function namedOf({ set, items }: LockedSet, named: readonly BulkDecision[]): Chosen {
  if (set.atomic) return conflict(`The change set ${set.id} is decided as a whole.`, items[0]);
  const byId = new Map(items.map((item) => [item.id, item]));
  const unknown = named.flatMap(({ approvalId }, position) =>
    byId.has(approvalId) ? [] : atItem(position, [{ path: ['approvalId'], message: 'is no item of this change set' }]),
  );
  if (unknown.length > 0) return invalid(unknown);
  return named.flatMap(({ approvalId, status, comment = null }) => {
    const item = byId.get(approvalId);
    return item ? [{ item, status, comment }] : [];
  });
}
