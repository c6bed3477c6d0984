import { v4 as uuid } from 'uuid';

import type { ActorIdCase } from '../../domain/actor-id.ts';
import { type Approval, MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import { type ApprovalPolicies, approvalPolicyFor } from '../../domain/approvals/approval-policy.ts';
import type { Clock } from '../../domain/clock.ts';
import { type Entity, type EntityChange, entityChangeSchema } from '../../domain/entities/entity.ts';
import {
  applyChange,
  diffOf,
  type Issue,
  issuesOfChange,
  issuesOfContent,
  type RequestKind,
  withOwnerNormalized,
} from '../../domain/entities/entity-change.ts';
import { referencesOf } from '../../domain/entities/entity-definition.ts';
import { canonicalKeySchema, textOfName } from '../../domain/entities/entity-name.ts';
import { newId } from '../../domain/ids.ts';
import { didYouMean, nearNames } from '../../domain/near-names.ts';
import { DAY_MS } from '../../domain/time-units.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { createEvent } from '../../events/schemas/create-event.ts';
import type { EntityType } from '../../events/schemas/vocabulary.ts';
import { recordStep } from '../../store/approvals/approval-steps.ts';
import { findOpenApproval, insertApproval } from '../../store/approvals/approvals.ts';
import type { Database } from '../../store/database/sql.ts';
import { joinCreations } from '../../store/entities/creation-lock.ts';
import { findEntitiesByName, holdEntity } from '../../store/entities/entities.ts';
import { findSimilarNames } from '../../store/entities/similar-names.ts';
import { lockName } from '../../store/entities/write-entities.ts';
import { createPatternCheck } from '../../store/profiling/pattern-check.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { checkAgainstWarehouse } from '../datasets/check-against-warehouse.ts';
import type { WarehouseCatalogue } from '../datasets/warehouse-catalogue.ts';
import { conflict, done, invalid, issuesOf, notFound, type Outcome } from '../outcome.ts';
import { planStatusChange } from './plan-status-change.ts';
import { warningsOfFormula } from './warn-of-formula.ts';
import { warningsOfOwner } from './warn-of-owner.ts';

export interface ApprovalRequest {
  entityType: EntityType;
  canonicalKey: string;
  kind: RequestKind;
  expectedVersion?: number | undefined;
  /** Not parsed yet. */
  change: unknown;
  comment?: string | undefined;
  /** Of a deprecation: canonical key or id of the entity that takes its place, of the same type. */
  replacedBy?: string | undefined;
  /** When the decision is due. If left out: according to the policy of the tier. */
  dueAt?: Date | undefined;
}

type RequestRefusal = 'invalid' | 'not-found' | 'conflict';
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
  const parsed = await parseRequest(database, request, now);
  if ('issues' in parsed) return invalid(parsed.issues);
  const named = withOwnerNormalized(parsed.change, actorIdCase);
  const { owner = request.kind === 'CREATE' ? viewer.actor.actorId : undefined } = named;
  const change = { ...named, ...(owner !== undefined && { owner }) };
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

/** Every check that does not need the entity. */
async function parseRequest(
  database: Database,
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
    const problem = await createPatternCheck(database)(check.pattern);
    if (problem) issues.push({ path: ['change', 'businessRule', 'check', 'pattern'], message: problem });
  }
  return parsed.success && issues.length === 0 ? { change: parsed.data } : { issues };
}

interface Proposal {
  request: ApprovalRequest;
  change: EntityChange;
  /** What was found out before. */
  issues: readonly Issue[];
  warnings: Issue[];
  now: Date;
  policies: ApprovalPolicies;
}

async function propose(
  tx: Transaction,
  viewer: Viewer,
  { request, change, issues: found, warnings, now, policies }: Proposal,
): Promise<Outcome<{ approval: Approval }, RequestRefusal>> {
  const { entityType, canonicalKey, kind } = request;
  await lockName(tx.db, viewer.tenantId, entityType, canonicalKey);
  if (kind === 'CREATE') await joinCreations(tx.db, viewer.tenantId);
  const entity = await holdEntity(tx.db, viewer.tenantId, entityType, canonicalKey);
  const refusal = refuseKind(request, entity);
  if (refusal) return refusal;

  const setsStatus = kind === 'DEPRECATE' || kind === 'REACTIVATE';
  const status = setsStatus && entity ? await planStatusChange(tx, entity, { ...request, kind }) : undefined;
  // A creation does not go on from a deprecated entity that had the name before.
  const before = kind === 'CREATE' ? null : (entity ?? null);
  const content = status && entity ? entity : applyChange(before, change);
  const diff = status?.diff ?? diffOf(before, content);
  const issues = [...(status?.issues ?? []), ...issuesOfContent(request, content), ...found];
  issues.push(...(await unknownReferences(tx, viewer, change)));
  if (diff.length === 0) issues.push({ path: ['change'], message: 'changes nothing' });
  if (issues.length > 0) return invalid(issues);

  const policy = approvalPolicyFor(policies, entity ? [entity.tier, content.tier] : [content.tier]);
  const dueInPolicy = policy.dueDays === undefined ? null : new Date(now.getTime() + policy.dueDays * DAY_MS);
  const createdEventId = uuid();
  const approval: Approval = {
    id: newId('APPROVAL'),
    tenantId: viewer.tenantId,
    status: 'PENDING',
    kind: kind === 'REACTIVATE' ? 'UPDATE' : kind,
    entityType,
    canonicalKey,
    tier: content.tier,
    entityId: status?.reactivatesId != null ? null : (before?.id ?? null),
    reactivatesId: status?.reactivatesId ?? null,
    replacedById: status?.replacedById ?? null,
    expectedVersion: kind === 'CREATE' ? null : (request.expectedVersion ?? null),
    change,
    diff,
    warnings: [...warnings, ...(kind === 'CREATE' && entity ? [warningOfReuse(entity)] : [])],
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
    createdEventId,
    appliedAt: null,
  };
  if (!(await insertApproval(tx.db, approval))) {
    const open = await findOpenApproval(tx.db, viewer.tenantId, entityType, canonicalKey);
    const by = open ? ` by ${open.requestedBy.actorId}` : '';
    return conflict(`${entityType} ${canonicalKey} already has an open request${by}.`, open);
  }
  await recordStep(tx, viewer.tenantId, { approvalId: approval.id, round: approval.round, kind: 'OPENED' });
  tx.emit(
    createEvent({
      type: 'approval.created',
      id: createdEventId,
      tenantId: viewer.tenantId,
      source: 'metadata-studio.approval',
      createdAt: now,
      payload: {
        approvalId: approval.id,
        entityType,
        canonicalKey,
        tier: approval.tier,
        changeType: approval.kind,
        requestedBy: viewer.actor,
        requestedAt: now.toISOString(),
      },
    }),
  );
  return done({ approval });
}

function refuseKind({ entityType, canonicalKey, kind, expectedVersion }: ApprovalRequest, entity: Entity | undefined) {
  if (kind === 'CREATE') {
    if (!entity || entity.status === 'DEPRECATED') return null;
    return conflict(`${entityType} ${canonicalKey} already exists.`);
  }
  if (!entity) return notFound(`There is no ${entityType} ${canonicalKey}.`);
  const needed = kind === 'REACTIVATE' ? 'DEPRECATED' : 'ACTIVE';
  if (entity.status !== needed) return conflict(`${entityType} ${canonicalKey} is ${entity.status}.`);
  if (entity.version !== expectedVersion) {
    return conflict(`${entityType} ${canonicalKey} is at version ${entity.version}, not ${expectedVersion}.`);
  }
  return null;
}

function warningOfReuse({ entityType, canonicalKey }: Entity): Issue {
  const message = `belongs to a deprecated ${entityType}: this creates another one, which takes the name; kind REACTIVATE takes the old one into use again`;
  return { path: ['canonicalKey'], message: `${canonicalKey} ${message}` };
}

async function unknownReferences(tx: Transaction, viewer: Viewer, change: EntityChange): Promise<Issue[]> {
  const references = referencesOf(change);
  const known = new Set((await findEntitiesByName(tx.db, viewer.tenantId, references)).map(textOfName));
  const unknown = references.filter((reference) => !known.has(textOfName(reference)));
  const similar = await findSimilarNames(tx.db, viewer.tenantId, unknown);
  return unknown.map(({ path, entityType, canonicalKey }) => {
    const keys = similar.filter((name) => name.entityType === entityType).map((name) => name.canonicalKey);
    const message = `there is no ${entityType} ${canonicalKey}${didYouMean(nearNames(canonicalKey, keys))}`;
    return { path: ['change', ...path], message };
  });
}
