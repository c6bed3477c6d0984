import { v4 as uuid } from 'uuid';

import type { Approval } from '../../domain/approvals/approval.ts';
import { type ApprovalPolicies, approvalPolicyFor } from '../../domain/approvals/approval-policy.ts';
import type { Entity, EntityChange } from '../../domain/entities/entity.ts';
import {
  applyChange,
  diffOf,
  type Issue,
  issuesOfContent,
  type RequestKind,
} from '../../domain/entities/entity-change.ts';
import { referencesOf } from '../../domain/entities/entity-definition.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import { newId } from '../../domain/ids.ts';
import { didYouMean, nearNames } from '../../domain/near-names.ts';
import { DAY_MS } from '../../domain/time-units.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { EntityType } from '../../events/schemas/vocabulary.ts';
import { findSimilarNames } from '../../store/entities/similar-names.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, notFound, type Outcome } from '../outcome.ts';
import { planStatusChange } from './plan-status-change.ts';

export interface ApprovalRequest {
  entityType: EntityType;
  canonicalKey: string;
  kind: RequestKind;
  expectedVersion?: number | undefined;
  /** Not parsed yet. */
  change: unknown;
  comment?: string | undefined;
  /** Of a deprecation: canonical key or id of the entity that takes its place, of the same type; in a set, one that it creates. */
  replacedBy?: string | undefined;
  /** When the decision is due. If left out: according to the policy of the tier. */
  dueAt?: Date | undefined;
}

export type RequestRefusal = 'invalid' | 'not-found' | 'conflict';

export interface Proposal {
  request: ApprovalRequest;
  change: EntityChange;
  /** What was found out before. */
  issues: readonly Issue[];
  warnings: Issue[];
  now: Date;
  policies: ApprovalPolicies;
}

/** What a proposal meets in the store. */
export interface Surroundings {
  /** The entity that it is about; undefined: there is none. */
  entity: Entity | undefined;
  /** The texts of the names to which it can refer. */
  knownNames: ReadonlySet<string>;
  /** Those of them that are created together with it. */
  createdNames: ReadonlySet<string>;
}

/** The request for a proposal, which is not stored yet. */
export async function draftApproval(
  tx: Transaction,
  viewer: Viewer,
  { request, change, issues: found, warnings, now, policies }: Proposal,
  { entity, knownNames, createdNames }: Surroundings,
): Promise<Outcome<{ approval: Approval }, RequestRefusal>> {
  const { entityType, canonicalKey, kind } = request;
  const refusal = refuseKind(request, entity);
  if (refusal) return refusal;

  const setsStatus = kind === 'DEPRECATE' || kind === 'REACTIVATE';
  const status =
    setsStatus && entity ? await planStatusChange(tx, entity, { ...request, kind }, createdNames) : undefined;
  // A creation does not go on from a deprecated entity that had the name before.
  const before = kind === 'CREATE' ? null : (entity ?? null);
  const content = status && entity ? entity : applyChange(before, change);
  const diff = status?.diff ?? diffOf(before, content);
  const issues = [...(status?.issues ?? []), ...issuesOfContent(request, content), ...found];
  issues.push(...(await unknownReferences(tx, viewer, change, knownNames)));
  if (diff.length === 0) issues.push({ path: ['change'], message: 'changes nothing' });
  if (issues.length > 0) return invalid(issues);

  const policy = approvalPolicyFor(policies, entity ? [entity.tier, content.tier] : [content.tier]);
  const dueInPolicy = policy.dueDays === undefined ? null : new Date(now.getTime() + policy.dueDays * DAY_MS);
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

async function unknownReferences(
  tx: Transaction,
  viewer: Viewer,
  change: EntityChange,
  knownNames: ReadonlySet<string>,
): Promise<Issue[]> {
  const unknown = referencesOf(change).filter((reference) => !knownNames.has(textOfName(reference)));
  const similar = await findSimilarNames(tx.db, viewer.tenantId, unknown);
  return unknown.map(({ path, entityType, canonicalKey }) => {
    const keys = similar.filter((name) => name.entityType === entityType).map((name) => name.canonicalKey);
    const message = `there is no ${entityType} ${canonicalKey}${didYouMean(nearNames(canonicalKey, keys))}`;
    return { path: ['change', ...path], message };
  });
}
