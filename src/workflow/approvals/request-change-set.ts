import { setTimeout as pause } from 'node:timers/promises';

import { MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import { type ChangeSet, MAX_CHANGE_SET_ITEMS } from '../../domain/approvals/change-set.ts';
import type { EntityChange } from '../../domain/entities/entity.ts';
import { type Issue, withOwnerNormalized } from '../../domain/entities/entity-change.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { createPatternCheck } from '../../store/profiling/pattern-check.ts';
import { conflict, invalid, type Outcome } from '../outcome.ts';
import { atItem } from './item-path.ts';
import {
  type ApprovalRequest,
  parseRequest,
  type Proposal,
  type RequestApprovalParts,
  withOwner,
} from './request-approval.ts';
import { submitChangeSet } from './submit-change-set.ts';
import { warningsOfOwners } from './warn-of-owner.ts';

export interface ChangeSetRequest {
  items: readonly ApprovalRequest[];
  comment?: string | undefined;
  /** Whether the items are decided and take effect together or not at all. */
  atomic: boolean;
  /** When the decision is due, for items that do not say. */
  dueAt?: Date | undefined;
}

/** `warnings`: what the requester may not have meant; nothing was refused for it. */
export type RequestChangeSetOutcome = Outcome<
  { changeSet: ChangeSet; warnings: Issue[] },
  'invalid' | 'not-found' | 'conflict'
>;

/** How often a set is tried whose entities are changed at the moment by others. */
const ATTEMPTS = 5;
const PAUSE_MS = 200;

/**
 * Submits changes for approval together: all of them, or none if one is refused. They may refer to one another in any
 * order, and in circles.
 */
export async function requestChangeSet(
  parts: RequestApprovalParts,
  viewer: Viewer,
  request: ChangeSetRequest,
): Promise<RequestChangeSetOutcome> {
  const issues = issuesOfSet(request);
  if (issues.length > 0) return invalid(issues);
  const parsed = await parseItems(parts, viewer, request);
  if ('issues' in parsed) return invalid(parsed.issues);
  const warnings = await warningsOfOwners(parts, viewer, parsed.owners);
  for (let attempt = 1; ; attempt++) {
    const outcome = await parts.unitOfWork.transaction((tx) => submitChangeSet(tx, viewer, request, parsed.proposals));
    if (outcome.kind === 'done') return { ...outcome, warnings };
    if (outcome.kind !== 'busy') return outcome;
    if (attempt === ATTEMPTS) {
      const { entityType, canonicalKey } = outcome.entity;
      return conflict(`${entityType} ${canonicalKey} is being changed at this moment: try again.`);
    }
    await pause(PAUSE_MS);
  }
}

function issuesOfSet({ items, comment }: ChangeSetRequest): Issue[] {
  const issues: Issue[] = [];
  if (items.length === 0 || items.length > MAX_CHANGE_SET_ITEMS) {
    return [{ path: ['items'], message: `must have 1 to ${MAX_CHANGE_SET_ITEMS} items` }];
  }
  if (comment !== undefined && comment.length > MAX_COMMENT_LENGTH) {
    issues.push({ path: ['comment'], message: `must have at most ${MAX_COMMENT_LENGTH} characters` });
  }
  const positions = new Map<string, number>();
  for (const [position, item] of items.entries()) {
    const first = positions.get(textOfName(item));
    if (first === undefined) positions.set(textOfName(item), position);
    else
      issues.push(
        ...atItem(position, [{ path: ['canonicalKey'], message: `is the entity of items.${first} as well` }]),
      );
  }
  return issues;
}

interface Parsed {
  proposals: Proposal[];
  /** As they are named, with the place. */
  owners: { owner: string | null | undefined; path: string[] }[];
}

/** Every check that does not need the entities. */
async function parseItems(
  { database, clock, approvalPolicies: policies, actorIdCase }: RequestApprovalParts,
  viewer: Viewer,
  { items, dueAt }: ChangeSetRequest,
): Promise<Parsed | { issues: Issue[] }> {
  const now = clock();
  const problemOfPattern = createPatternCheck(database);
  const issues: Issue[] = [];
  const result: Parsed = { proposals: [], owners: [] };
  for (const [position, item] of items.entries()) {
    const request = { ...item, dueAt: item.dueAt ?? dueAt };
    const parsed = await parseRequest(problemOfPattern, request, now);
    if ('issues' in parsed) {
      issues.push(...atItem(position, parsed.issues));
      continue;
    }
    const named = withOwnerNormalized(parsed.change, actorIdCase);
    const change: EntityChange = withOwner(named, item.kind, viewer);
    result.owners.push({ owner: named.owner, path: ['items', String(position), 'change', 'owner'] });
    result.proposals.push({ request, change, now, policies });
  }
  return issues.length > 0 ? { issues } : result;
}
