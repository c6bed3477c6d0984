import type { ApprovalStatus, DecideChangeSetInput, Decision, Role } from '../gql/types.ts';

export interface OfferedSet {
  id: string;
  atomic: boolean;
  requestedBy: { actorId: string };
}

export interface OfferedItem {
  id: string;
  status: ApprovalStatus;
  requiredRole: Role;
  votes: readonly { actor: { actorId: string } }[];
}

export interface Decider {
  actorId: string;
  roles: readonly Role[];
}

/** What somebody can do about a change set, or why nothing. */
export type SetOffer =
  | { kind: 'settled' | 'own' | 'noApprover' | 'voted' }
  | { kind: 'noRole'; roles: readonly Role[] }
  | {
      kind: 'decide';
      /** What one can decide now. */
      itemIds: readonly string[];
      /** Those that others have to decide, for lack of a role. */
      lackingCount: number;
      lackingRoles: readonly Role[];
    };

export function offerOf(set: OfferedSet, items: readonly OfferedItem[], viewer: Decider): SetOffer {
  const pending = items.filter(({ status }) => status === 'PENDING');
  if (pending.length === 0) return { kind: 'settled' };
  if (set.requestedBy.actorId === viewer.actorId) return { kind: 'own' };
  if (!viewer.roles.includes('APPROVER')) return { kind: 'noApprover' };
  const open = pending.filter(({ votes }) => votes.every(({ actor }) => actor.actorId !== viewer.actorId));
  if (open.length === 0) return { kind: 'voted' };
  const lacking = open.filter(({ requiredRole }) => !viewer.roles.includes(requiredRole));
  const roles = [...new Set(lacking.map(({ requiredRole }) => requiredRole))];
  if (lacking.length === open.length || (set.atomic && lacking.length > 0)) return { kind: 'noRole', roles };
  return {
    kind: 'decide',
    itemIds: open.filter((item) => !lacking.includes(item)).map(({ id }) => id),
    lackingCount: lacking.length,
    lackingRoles: roles,
  };
}

/**
 * One decision about all, or about the items that are named.
 *
 * @param chosen ids of items; none: all that one can decide
 */
export function decisionInput(
  set: OfferedSet,
  offer: Extract<SetOffer, { kind: 'decide' }>,
  chosen: readonly string[],
  decision: Decision,
  comment: string,
): DecideChangeSetInput {
  const said = comment.trim() === '' ? {} : { comment: comment.trim() };
  if (set.atomic || (chosen.length === 0 && offer.lackingCount === 0)) {
    return { changeSetId: set.id, decision, ...said };
  }
  const ids = chosen.length === 0 ? offer.itemIds : chosen;
  return { changeSetId: set.id, items: ids.map((approvalId) => ({ approvalId, decision, ...said })) };
}
