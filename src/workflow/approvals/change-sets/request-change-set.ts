import { setTimeout as pause } from 'node:timers/promises';

import { MAX_COMMENT_LENGTH } from '../../../domain/approvals/approval.ts';
import { type ChangeSet, MAX_CHANGE_SET_ITEMS } from '../../../domain/approvals/change-set.ts';
import type { EntityChange } from '../../../domain/entities/entity.ts';
import { type Issue, withOwnerNormalized } from '../../../domain/entities/entity-change.ts';
import { textOfName } from '../../../domain/entities/entity-name.ts';
import type { Viewer } from '../../../domain/viewer.ts';
import { createPatternCheck } from '../../../store/profiling/pattern-check.ts';
import { checkAgainstWarehouse } from '../../datasets/check-against-warehouse.ts';
import { conflict, invalid, type Outcome } from '../../outcome.ts';
import type { ApprovalRequest, Proposal } from '../draft-approval.ts';
import { parseRequest, type RequestApprovalParts, withOwner } from '../request-approval.ts';
import { warningsOfFormula } from '../warn-of-formula.ts';
import { warningsOfOwners } from '../warn-of-owner.ts';
import { atItem } from './item-path.ts';
import { submitChangeSet } from './submit-change-set.ts';

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
  const proposals = await checkItems(parts, viewer, parsed);
  for (let attempt = 1; ; attempt++) {
    const outcome = await parts.unitOfWork.transaction((tx) => submitChangeSet(tx, viewer, request, proposals));
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

/** An item whose form is right, and the owner that it names. */
interface Parsed {
  request: ApprovalRequest;
  change: EntityChange;
  owner: string | null | undefined;
}

/** Every check that needs neither the entities nor the warehouse. */
async function parseItems(
  { database, clock, actorIdCase }: RequestApprovalParts,
  viewer: Viewer,
  { items, dueAt }: ChangeSetRequest,
): Promise<Parsed[] | { issues: Issue[] }> {
  const now = clock();
  const problemOfPattern = createPatternCheck(database);
  const issues: Issue[] = [];
  const result: Parsed[] = [];
  for (const [position, item] of items.entries()) {
    const request = { ...item, dueAt: item.dueAt ?? dueAt };
    const parsed = await parseRequest(problemOfPattern, request, now);
    if ('issues' in parsed) {
      issues.push(...atItem(position, parsed.issues));
      continue;
    }
    const named = withOwnerNormalized(parsed.change, actorIdCase);
    result.push({ request, change: withOwner(named, item.kind, viewer), owner: named.owner });
  }
  return issues.length > 0 ? { issues } : result;
}

/** What owners, formulas and the warehouse have to do with it. Before the transaction, as the warehouse may take its time. */
async function checkItems(parts: RequestApprovalParts, viewer: Viewer, parsed: readonly Parsed[]): Promise<Proposal[]> {
  const now = parts.clock();
  const { approvalPolicies: policies, database } = parts;
  const found = await checkAgainstWarehouse(
    parts,
    viewer,
    parsed.map(({ request, change }) => ({ ...request, change })),
  );
  const ofOwners = await warningsOfOwners(
    parts,
    viewer,
    parsed.map(({ owner }) => owner),
  );
  const ofFormulas = await Promise.all(parsed.map(({ change }) => warningsOfFormula(database, viewer, change.kpi)));
  return parsed.map(({ request, change }, index) => {
    const warnings = [ofOwners, ofFormulas, found.map((one) => one.warnings)].flatMap((all) => all[index] ?? []);
    return { request, change, issues: found[index]?.issues ?? [], warnings, now, policies };
  });
}
