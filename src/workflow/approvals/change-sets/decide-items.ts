import {
  type Approval,
  type ApprovalVote,
  type Decision,
  type DecisionRefusal,
  refuseDecision,
} from '../../../domain/approvals/approval.ts';
import type { StepKind } from '../../../domain/approvals/approval-step.ts';
import type { ChangeSet } from '../../../domain/approvals/change-set.ts';
import { creationsAmong, inReferenceOrder, requiredBy } from '../../../domain/approvals/item-references.ts';
import { textOfName } from '../../../domain/entities/entity-name.ts';
import type { Viewer } from '../../../domain/viewer.ts';
import { recordSteps } from '../../../store/approvals/approval-steps.ts';
import { findVotesOf, insertVotes } from '../../../store/approvals/approval-votes.ts';
import { lockItems, recordDecisions, reopenItems } from '../../../store/approvals/change-set-items.ts';
import { lockChangeSet } from '../../../store/approvals/change-sets.ts';
import { findEntitiesByName } from '../../../store/entities/entities.ts';
import type { Transaction } from '../../../store/unit-of-work.ts';
import { conflict, done, forbidden, notFound, type Outcome, type Refusal, type RefusalOf } from '../../outcome.ts';
import { announceDecision, causeOf, type Decided } from '../announce-decision.ts';
import { recordNotices } from './record-notices.ts';

/** A change set and its items by position, all of them locked. */
export interface LockedSet {
  set: ChangeSet;
  items: readonly Approval[];
  /** The votes that count, by the id of the item. */
  votes: ReadonlyMap<string, readonly ApprovalVote[]>;
}

export interface ItemDecision {
  item: Approval;
  status: Decision;
  comment: string | null;
}

export type DecideItemsOutcome = Outcome<{ items: readonly Approval[] }, Refusal['kind']>;

/** Undefined if there is no such set. */
export async function lockSet(tx: Transaction, tenantId: string, id: string): Promise<LockedSet | undefined> {
  const set = await lockChangeSet(tx.db, tenantId, id);
  if (!set) return undefined;
  const items = await lockItems(tx.db, set);
  const cast = await findVotesOf(
    tx.db,
    items.map((item) => item.id),
  );
  const votes = new Map(
    items.map(({ id, round }) => [id, cast.filter((vote) => vote.approvalId === id && vote.round === round)]),
  );
  return { set, items, votes };
}

/** Decides one item by itself, which a set that is atomic does not allow. */
export async function decideAlone(
  tx: Transaction,
  viewer: Viewer,
  { id, tenantId, changeSetId }: Approval,
  { status, comment }: { status: Decision; comment: string | undefined },
  now: Date,
): Promise<Outcome<{ approval: Approval }, Refusal['kind']>> {
  const locked = await lockSet(tx, tenantId, changeSetId ?? '');
  const item = locked?.items.find((one) => one.id === id);
  if (!locked || !item) return notFound('There is no such request.');
  if (locked.set.atomic) {
    return conflict(`The request belongs to the change set ${locked.set.id}, which is decided as a whole.`, item);
  }
  const outcome = await decideItems(tx, viewer, locked, [{ item, status, comment: comment ?? null }], now);
  if (outcome.kind !== 'done') return outcome;
  const [approval = item] = outcome.items;
  return done({ approval });
}

/**
 * Decides items of one set in one transaction, each as `decideApproval` does: all of them, or none if one decision is
 * refused. Approvals are announced in an order in which each comes after those that it refers to. Items that were approved,
 * and refer to what can no longer come about, return to the approvers.
 */
export async function decideItems(
  tx: Transaction,
  viewer: Viewer,
  locked: LockedSet,
  decisions: readonly ItemDecision[],
  now: Date,
): Promise<DecideItemsOutcome> {
  const { set, items, votes } = locked;
  for (const { item, status } of decisions) {
    const refusal = refuseDecision({ ...item, votes: votes.get(item.id) ?? [] }, status, viewer);
    if (refusal) return refused(refusal, item);
  }
  const decided = new Map<string, Decided>();
  for (const { item, status, comment } of decisions) {
    const given = votes.get(item.id)?.length ?? 0;
    if (status === 'APPROVED' && given + 1 < item.approversNeeded) continue;
    decided.set(item.id, { ...item, status, decidedBy: viewer.actor, decidedAt: now, decisionComment: comment });
  }
  const after = items.map((item) => decided.get(item.id) ?? item);
  const lost = await findLost(tx, set, after);
  const approved = decisions.filter(({ status }) => status === 'APPROVED').map(({ item }) => item);
  for (const item of approved) {
    const missing = lost.get(item.id);
    if (!missing) continue;
    const outcome = missing.status.toLowerCase();
    return conflict(`${nameOf(item)} refers to ${nameOf(missing)}, whose creation was ${outcome}.`, item);
  }

  const approvedNow = inReferenceOrder([...decided.values()].filter(({ status }) => status === 'APPROVED'));
  const others = [...decided.values()].filter(({ status }) => status !== 'APPROVED');
  const inOrder = [...approvedNow, ...others];
  await recordDecisions(tx.db, inOrder);
  const kindOf = ({ id }: Approval): StepKind => decided.get(id)?.status ?? 'VOTED';
  const steps = decisions.map(({ item }) => ({ approvalId: item.id, round: item.round, kind: kindOf(item) }));
  const numbers = await recordSteps(tx, set.tenantId, steps);
  const cast = decisions.map(({ item, status, comment }, index) => {
    const vote = { approvalId: item.id, round: item.round, actor: viewer.actor, comment, votedAt: now };
    return { status, vote: { ...vote, stepNumber: numbers[index] ?? 0 } };
  });
  await insertVotes(
    tx.db,
    cast.filter(({ status }) => status === 'APPROVED').map(({ vote }) => vote),
  );
  const stranded = after.filter(({ id, status, appliedAt }) => status === 'APPROVED' && !appliedAt && lost.has(id));
  const reopened = new Map((await reopenItems(tx, set, stranded)).map((item) => [item.id, item]));
  await announceAll(tx, inOrder);
  const last = after.map((item) => reopened.get(item.id) ?? item);
  await recordNotices(tx, set, last, inOrder);
  const byId = new Map(last.map((item) => [item.id, item]));
  return done({ items: decisions.map(({ item }) => byId.get(item.id) ?? item) });
}

function refused({ kind, message }: DecisionRefusal, item: Approval): RefusalOf<'conflict' | 'forbidden'> {
  const text = `${nameOf(item)}: ${message}`;
  return kind === 'conflict' ? conflict(text, item) : forbidden(text);
}

/** Items that refer to what an item of the set would have created that was not approved, by their ids, with that item. */
async function findLost(tx: Transaction, { tenantId }: ChangeSet, items: readonly Approval[]) {
  const given = items.filter(({ status }) => status === 'REJECTED' || status === 'WITHDRAWN');
  const creations = creationsAmong(given);
  // Somebody may have created it since; a deprecated one that had the name before is not what was meant.
  for (const entity of await findEntitiesByName(tx.db, tenantId, [...creations.values()])) {
    if (entity.status === 'ACTIVE') creations.delete(textOfName(entity));
  }
  return new Map(
    items.flatMap((item) => {
      const [missing] = requiredBy(item, creations);
      return missing ? [[item.id, missing]] : [];
    }),
  );
}

/** All events of a set continue one trace. */
async function announceAll(tx: Transaction, decided: readonly Decided[]): Promise<void> {
  const [first] = decided;
  if (!first) return;
  const cause = await causeOf(tx, first);
  for (const item of decided) announceDecision(tx, item, { ...cause, id: item.createdEventId });
}

function nameOf({ entityType, canonicalKey }: Approval): string {
  return `${entityType} ${canonicalKey}`;
}
