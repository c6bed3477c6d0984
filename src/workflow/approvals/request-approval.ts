import type { ActorIdCase } from '../../domain/actor-id.ts';
import { type Approval, MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import type { ApprovalPolicies } from '../../domain/approvals/approval-policy.ts';
import type { Clock } from '../../domain/clock.ts';
import { type EntityChange, entityChangeSchema } from '../../domain/entities/entity.ts';
import {
  type Issue,
  issuesOfChange,
  type RequestKind,
  withOwnerNormalized,
} from '../../domain/entities/entity-change.ts';
import { referencesOf } from '../../domain/entities/entity-definition.ts';
import { canonicalKeySchema, textOfName } from '../../domain/entities/entity-name.ts';
import { DAY_MS } from '../../domain/time-units.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { recordStep } from '../../store/approvals/approval-steps.ts';
import { findOpenApproval, insertApproval } from '../../store/approvals/approvals.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesByName, holdEntity } from '../../store/entities/entities.ts';
import { joinCreations } from '../../store/entities/write/creation-lock.ts';
import { lockName } from '../../store/entities/write/write-entities.ts';
import { createPatternCheck, type PatternCheck } from '../../store/profiling/pattern-check.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { checkAgainstWarehouse } from '../datasets/check-against-warehouse.ts';
import type { WarehouseCatalogue } from '../datasets/warehouse-catalogue.ts';
import { conflict, done, invalid, issuesOf, type Outcome } from '../outcome.ts';
import { createdEventOf } from './announce-request.ts';
import { type ApprovalRequest, draftApproval, type Proposal, type RequestRefusal } from './draft-approval.ts';
import { warningsOfFormula } from './warn-of-formula.ts';
import { warningsOfOwner } from './warn-of-owner.ts';

/** `warnings`: what the requester may not have meant; nothing was refused for it. */
export type RequestApprovalOutcome = Outcome<{ approval: Approval; warnings: Issue[] }, RequestRefusal>;

export interface RequestApprovalParts {
  database: Database;
  unitOfWork: UnitOfWork;
  catalogue: WarehouseCatalogue;
  clock: Clock;
  approvalPolicies: ApprovalPolicies;
  actorIdCase: ActorIdCase;
}

/** How far ahead a due date can be. */
const MAX_DUE_DAYS = 3_650;

/** Submits a change for approval. The entity keeps its approved value until the request is decided. */
export async function requestApproval(
  parts: RequestApprovalParts,
  viewer: Viewer,
  request: ApprovalRequest,
): Promise<RequestApprovalOutcome> {
  const { database, unitOfWork, approvalPolicies: policies, actorIdCase } = parts;
  const now = parts.clock();
  const parsed = await parseRequest(createPatternCheck(database), request, now);
  if ('issues' in parsed) return invalid(parsed.issues);
  const named = withOwnerNormalized(parsed.change, actorIdCase);
  const change = withOwner(named, request.kind, viewer);
  // Before the transaction: the warehouse may take its time, and locks must not wait for it.
  const [found] = await checkAgainstWarehouse(parts, viewer, [{ ...request, change }]);
  const warnings = [
    ...(await warningsOfOwner(parts, viewer, named.owner)),
    ...(await warningsOfFormula(database, viewer, change.kpi)),
    ...(found?.warnings ?? []),
  ];
  const proposal = { request, change, issues: found?.issues ?? [], warnings, now, policies };
  const outcome = await unitOfWork.transaction((tx) => propose(tx, viewer, proposal));
  return outcome.kind === 'done' ? { ...outcome, warnings: outcome.approval.warnings } : outcome;
}

/** Who requests an entity owns it, unless the request names somebody else, or nobody. */
export function withOwner(change: EntityChange, kind: RequestKind, { actor }: Viewer): EntityChange {
  const { owner = kind === 'CREATE' ? actor.actorId : undefined } = change;
  return { ...change, ...(owner !== undefined && { owner }) };
}

/** Every check that does not need the entity. */
export async function parseRequest(
  problemOfPattern: PatternCheck,
  { entityType, canonicalKey, kind, expectedVersion, change, comment, replacedBy, dueAt }: ApprovalRequest,
  now: Date,
): Promise<{ change: EntityChange } | { issues: Issue[] }> {
  const key = canonicalKeySchema.safeParse(canonicalKey);
  const parsed = entityChangeSchema.safeParse(change);
  const issues = [
    ...(key.success ? [] : issuesOf(key.error, ['canonicalKey'])),
    ...(parsed.success ? issuesOfChange(entityType, kind, parsed.data) : issuesOf(parsed.error, ['change'])),
  ];
  if (kind !== 'CREATE' && expectedVersion === undefined) {
    issues.push({ path: ['expectedVersion'], message: `is required to ${kind.toLowerCase()}` });
  }
  if (kind !== 'DEPRECATE' && replacedBy !== undefined) {
    issues.push({ path: ['replacedBy'], message: 'can be given in a deprecation only' });
  }
  if (comment !== undefined && comment.length > MAX_COMMENT_LENGTH) {
    issues.push({ path: ['comment'], message: `must have at most ${MAX_COMMENT_LENGTH} characters` });
  }
  const dueInMs = dueAt && dueAt.getTime() - now.getTime();
  if (dueInMs !== undefined && !(dueInMs > 0 && dueInMs <= MAX_DUE_DAYS * DAY_MS)) {
    issues.push({ path: ['dueAt'], message: `must be in the future, by at most ${MAX_DUE_DAYS} days` });
  }
  const check = parsed.data?.businessRule?.check;
  if (check?.kind === 'pattern') {
    const problem = await problemOfPattern(check.pattern);
    if (problem) issues.push({ path: ['change', 'businessRule', 'check', 'pattern'], message: problem });
  }
  return parsed.success && issues.length === 0 ? { change: parsed.data } : { issues };
}

async function propose(
  tx: Transaction,
  viewer: Viewer,
  proposal: Proposal,
): Promise<Outcome<{ approval: Approval }, RequestRefusal>> {
  const { entityType, canonicalKey, kind } = proposal.request;
  await lockName(tx.db, viewer.tenantId, entityType, canonicalKey);
  if (kind === 'CREATE') await joinCreations(tx.db, viewer.tenantId);
  const entity = await holdEntity(tx.db, viewer.tenantId, entityType, canonicalKey);
  const known = await findEntitiesByName(tx.db, viewer.tenantId, referencesOf(proposal.change));
  const drafted = await draftApproval(tx, viewer, proposal, { entity, knownNames: new Set(known.map(textOfName)) });
  if (drafted.kind !== 'done') return drafted;
  const { approval } = drafted;
  if (!(await insertApproval(tx.db, approval))) {
    const open = await findOpenApproval(tx.db, viewer.tenantId, entityType, canonicalKey);
    const by = open ? ` by ${open.requestedBy.actorId}` : '';
    return conflict(`${entityType} ${canonicalKey} already has an open request${by}.`, open);
  }
  await recordStep(tx, viewer.tenantId, { approvalId: approval.id, round: approval.round, kind: 'OPENED' });
  tx.emit(createdEventOf(approval));
  return done({ approval });
}
