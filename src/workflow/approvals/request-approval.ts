import { v4 as uuid } from 'uuid';

import type { ActorIdCase } from '../../domain/actor-id.ts';
import { type Approval, MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import { type ApprovalPolicies, approvalPolicyFor } from '../../domain/approvals/approval-policy.ts';
import type { Clock } from '../../domain/clock.ts';
import { type Entity, type EntityChange, entityChangeSchema } from '../../domain/entities/entity.ts';
import {
  applyChange,
  DEPRECATION_DIFF,
  diffOf,
  type Issue,
  issuesOfChange,
  issuesOfContent,
  withOwnerNormalized,
} from '../../domain/entities/entity-change.ts';
import { referencesOf } from '../../domain/entities/entity-definition.ts';
import { canonicalKeySchema, textOfName } from '../../domain/entities/entity-name.ts';
import { newId } from '../../domain/ids.ts';
import { DAY_MS } from '../../domain/time-units.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { ChangeKind, EntityType } from '../../events/schemas/vocabulary.ts';
import { recordStep } from '../../store/approvals/approval-steps.ts';
import { findOpenApproval, insertApproval } from '../../store/approvals/approvals.ts';
import type { Database } from '../../store/database/sql.ts';
import { joinCreations } from '../../store/entities/creation-lock.ts';
import { findEntitiesByName, holdEntity } from '../../store/entities/entities.ts';
import { lockName } from '../../store/entities/write-entities.ts';
import { createPatternCheck, type PatternCheck } from '../../store/profiling/pattern-check.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, issuesOf, notFound, type Outcome } from '../outcome.ts';
import { createdEventOf } from './announce-request.ts';
import { warningsOfOwner } from './warn-of-owner.ts';

export interface ApprovalRequest {
  entityType: EntityType;
  canonicalKey: string;
  kind: ChangeKind;
  expectedVersion?: number | undefined;
  /** Not parsed yet. */
  change: unknown;
  comment?: string | undefined;
  /** When the decision is due. If left out: according to the policy of the tier. */
  dueAt?: Date | undefined;
}

type RequestRefusal = 'invalid' | 'not-found' | 'conflict';
/** `warnings`: what the requester may not have meant; nothing was refused for it. */
export type RequestApprovalOutcome = Outcome<{ approval: Approval; warnings: Issue[] }, RequestRefusal>;

export interface RequestApprovalParts {
  database: Database;
  unitOfWork: UnitOfWork;
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
  const warnings = await warningsOfOwner(parts, viewer, named.owner);
  const outcome = await unitOfWork.transaction((tx) => propose(tx, viewer, { request, change, now, policies }));
  return outcome.kind === 'done' ? { ...outcome, warnings } : outcome;
}

/** Who requests an entity owns it, unless the request names somebody else, or nobody. */
export function withOwner(change: EntityChange, kind: ChangeKind, { actor }: Viewer): EntityChange {
  const { owner = kind === 'CREATE' ? actor.actorId : undefined } = change;
  return { ...change, ...(owner !== undefined && { owner }) };
}

/** Every check that does not need the entity. */
export async function parseRequest(
  problemOfPattern: PatternCheck,
  { entityType, canonicalKey, kind, expectedVersion, change, comment, dueAt }: ApprovalRequest,
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

export interface Proposal {
  request: ApprovalRequest;
  change: EntityChange;
  now: Date;
  policies: ApprovalPolicies;
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
  const drafted = draftApproval(viewer, proposal, { entity, knownNames: new Set(known.map(textOfName)) });
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

/** What a proposal meets in the store. */
export interface Surroundings {
  /** The entity that it is about; undefined: there is none. */
  entity: Entity | undefined;
  /** The texts of the names to which it can refer. */
  knownNames: ReadonlySet<string>;
}

/** The request for a proposal, which is not stored yet. */
export function draftApproval(
  viewer: Viewer,
  { request, change, now, policies }: Proposal,
  { entity, knownNames }: Surroundings,
): Outcome<{ approval: Approval }, RequestRefusal> {
  const { entityType, canonicalKey, kind } = request;
  const refusal = refuseKind(request, entity);
  if (refusal) return refusal;

  const content = kind === 'DEPRECATE' && entity ? entity : applyChange(entity ?? null, change);
  const diff = kind === 'DEPRECATE' ? [...DEPRECATION_DIFF] : diffOf(entity ?? null, content);
  const issues = [...issuesOfContent(request, content), ...unknownReferences(change, knownNames)];
  if (diff.length === 0) issues.push({ path: ['change'], message: 'changes nothing' });
  if (issues.length > 0) return invalid(issues);

  const policy = approvalPolicyFor(policies, entity ? [entity.tier, content.tier] : [content.tier]);
  const dueInPolicy = policy.dueDays === undefined ? null : new Date(now.getTime() + policy.dueDays * DAY_MS);
  const approval: Approval = {
    id: newId('APPROVAL'),
    tenantId: viewer.tenantId,
    status: 'PENDING',
    kind,
    entityType,
    canonicalKey,
    tier: content.tier,
    entityId: entity?.id ?? null,
    expectedVersion: kind === 'CREATE' ? null : (request.expectedVersion ?? null),
    change,
    diff,
    requestComment: request.comment ?? null,
    requestedBy: viewer.actor,
    requestedAt: now,
    dueAt: request.dueAt ?? dueInPolicy,
    approversNeeded: policy.approvers,
    requiredRole: policy.role,
    round: 1,
    decisionComment: null,
    decidedBy: null,
    decidedAt: null,
    createdEventId: uuid(),
    correlationId: null,
    appliedAt: null,
    changeSetId: null,
    changeSetPosition: null,
    changeSetHold: null,
  };
  return done({ approval });
}

function refuseKind({ entityType, canonicalKey, kind, expectedVersion }: ApprovalRequest, entity: Entity | undefined) {
  if (kind === 'CREATE') return entity ? conflict(`${entityType} ${canonicalKey} already exists.`) : null;
  if (!entity) return notFound(`There is no ${entityType} ${canonicalKey}.`);
  if (entity.status !== 'ACTIVE') return conflict(`${entityType} ${canonicalKey} is ${entity.status}.`);
  if (entity.version !== expectedVersion) {
    return conflict(`${entityType} ${canonicalKey} is at version ${entity.version}, not ${expectedVersion}.`);
  }
  return null;
}

function unknownReferences(change: EntityChange, knownNames: ReadonlySet<string>): Issue[] {
  return referencesOf(change)
    .filter((reference) => !knownNames.has(textOfName(reference)))
    .map(({ path, entityType, canonicalKey }) => ({
      path: ['change', ...path],
      message: `there is no ${entityType} ${canonicalKey}`,
    }));
}
