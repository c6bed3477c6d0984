import { type ActorIdCase, normalizeActorId } from '../domain/actor-id.ts';
import type { Approval } from '../domain/approvals/approval.ts';
import type { Clock } from '../domain/clock.ts';
import { announcedChanges } from '../domain/entities/announced-changes.ts';
import { contentOf, type Entity, newEntity } from '../domain/entities/entity.ts';
import { applyChange } from '../domain/entities/entity-change.ts';
import type { EntityVersion } from '../domain/entities/entity-version.ts';
import { newId } from '../domain/ids.ts';
import type { Event, EventOf } from '../events/schemas/catalogue.ts';
import { createEvent, deriveId } from '../events/schemas/create-event.ts';
import { findOpenApproval, lockApproval, recordApplied, reopenApproval } from '../store/approvals/approvals.ts';
import { findEntitiesById, findEntity, lockEntity } from '../store/entities/entities.ts';
import { insertVersions } from '../store/entities/entity-versions.ts';
import { insertEntity, lockName, releaseName, updateEntity } from '../store/entities/write-entities.ts';
import { insertFollow } from '../store/notifications/follows.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import { defineSubscriber } from './event-subscriber.ts';
import { PermanentError } from './job-handler.ts';

export interface ApprovalSubscriberParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
  actorIdCase: ActorIdCase;
}

/** Applies an approved change to its entity, exactly once, and announces it. */
export const approvalSubscriber = defineSubscriber(
  { name: 'approval', types: ['approval.approved'], boundMs: 30_000, retryLimit: 5, concurrency: 2 },
  ({ unitOfWork, clock, actorIdCase }: ApprovalSubscriberParts) => ({
    async handle({ event }) {
      await unitOfWork.transaction(async (tx) => {
        const approval = await lockApproval(tx.db, event.tenantId, event.payload.approvalId);
        if (!approval) throw new PermanentError(`there is no approval ${event.payload.approvalId}`);
        if (approval.appliedAt) return;
        // The request may have returned to the approvers and been decided again: this event is not that decision.
        if (approval.status !== 'APPROVED' || approval.decidedAt?.toISOString() !== event.payload.approvedAt) {
          throw new PermanentError(
            `approval ${approval.id} is no longer approved by this event; check the status of the request`,
          );
        }
        const now = clock();
        const entity = await apply(tx, approval, now);
        await recordApplied(tx.db, approval.id, { entityId: entity.id, appliedAt: now });
        await insertVersions(tx.db, [versionOf(approval, entity, now)]);
        // Requesters follow the entity, to learn what becomes of it, until they unfollow it.
        const actorId = normalizeActorId(approval.requestedBy.actorId, actorIdCase);
        await insertFollow(tx.db, { tenantId: event.tenantId, actorId, entityId: entity.id, followedAt: now });
        announce(tx, { event, approval, entity, now, replacedBy: await keyOf(tx, approval.replacedById, entity) });
      });
    },
    async onDeadLetter(tx, { tenantId, offset }) {
      // The change did not take effect and blocks others: it returns to the approvers, who can decide again.
      const [entry] = await tx.log.at(tenantId, [offset]);
      const { entityType, canonicalKey } = entry?.facts ?? {};
      if (!entityType || !canonicalKey) return;
      const open = await findOpenApproval(tx.db, tenantId, entityType, canonicalKey);
      if (open?.status !== 'APPROVED' || isOtherDecision(open, entry?.event)) return;
      if (!(await reopenApproval(tx, open))) return;
      return {
        instead: `The request ${open.id} returned to the approvers. The change takes effect when it is approved again.`,
      };
    },
  }),
);

/** Whether it was not this event that approved the request. An event that cannot be read is assumed to be the one. */
function isOtherDecision({ id, decidedAt }: Approval, event: Event | null | undefined): boolean {
  if (event?.type !== 'approval.approved') return false;
  return event.payload.approvalId !== id || event.payload.approvedAt !== decidedAt?.toISOString();
}

async function apply(tx: Transaction, approval: Approval, now: Date): Promise<Entity> {
  const { tenantId, entityType, canonicalKey, kind, change, reactivatesId, expectedVersion } = approval;
  if (kind === 'CREATE' || reactivatesId !== null) await lockName(tx.db, tenantId, entityType, canonicalKey);
  if (kind === 'CREATE') {
    const before = await findEntity(tx.db, tenantId, entityType, canonicalKey);
    if (before && before.status !== 'DEPRECATED') {
      throw new PermanentError(`${entityType} ${canonicalKey} already exists`);
    }
    if (before) await releaseName(tx.db, before);
    const entity = newEntity(approval, applyChange(null, change), { id: newId(entityType), createdAt: now });
    await insertEntity(tx.db, entity);
    return entity;
  }
  const entityId = reactivatesId ?? approval.entityId;
  const entity = entityId === null ? undefined : await lockEntity(tx.db, tenantId, entityId);
  if (!entity) throw new PermanentError(`there is no ${entityType} ${canonicalKey}`);
  if (entity.version !== expectedVersion) {
    throw new PermanentError(`${entityType} ${canonicalKey} is at version ${entity.version}, not ${expectedVersion}`);
  }
  if (reactivatesId !== null && (await findEntity(tx.db, tenantId, entityType, canonicalKey))?.id !== reactivatesId) {
    throw new PermanentError(`${entityType} ${canonicalKey} is the name of another entity by now`);
  }
  const changed: Entity = {
    ...entity,
    ...whatChanges(approval, entity),
    version: entity.version + 1,
    updatedAt: now,
  };
  await updateEntity(tx.db, changed);
  return changed;
}

function whatChanges({ kind, change, reactivatesId, replacedById }: Approval, entity: Entity): Partial<Entity> {
  if (reactivatesId !== null) return { status: 'ACTIVE', replacedById: null };
  return kind === 'UPDATE' ? applyChange(entity, change) : { status: 'DEPRECATED', replacedById };
}

/** The canonical key of the entity with an id. */
async function keyOf(tx: Transaction, id: string | null, { tenantId }: Entity): Promise<string | undefined> {
  return id === null ? undefined : (await findEntitiesById(tx.db, tenantId, [id]))[0]?.canonicalKey;
}

function versionOf(approval: Approval, entity: Entity, changedAt: Date): EntityVersion {
  const { tenantId, entityType, canonicalKey, kind, diff, requestedBy, decidedBy } = approval;
  return {
    tenantId,
    entityType,
    canonicalKey,
    entityId: entity.id,
    version: entity.version,
    kind,
    origin: 'APPROVAL',
    diff,
    content: contentOf(entity),
    approvalId: approval.id,
    requestedBy,
    decidedBy,
    changedAt,
  };
}

interface Applied {
  event: EventOf<'approval.approved'>;
  approval: Approval;
  entity: Entity;
  now: Date;
  /** Canonical key of what takes the place of a deprecated entity. */
  replacedBy: string | undefined;
}

function announce(tx: Transaction, { event, approval, entity, now, replacedBy }: Applied): void {
  const { entityType, id: entityId, canonicalKey, tier, version } = entity;
  const init = (effect: string) => ({
    id: deriveId(effect, event.id),
    tenantId: event.tenantId,
    source: 'metadata-studio.approval' as const,
    createdAt: now,
    cause: event,
  });
  const notes = { causeSource: event.source };
  const common = { entityId, canonicalKey, tier };
  const changed = {
    ...common,
    changeType: approval.kind,
    ...announcedChanges(approval.diff),
    version,
    changedBy: approval.requestedBy,
  };
  const { approvedBy, approvedAt } = event.payload;
  const approved = { ...common, approvalId: approval.id, approvedBy, approvedAt };

  if (entityType === 'KPI') {
    tx.emit(createEvent({ ...init('changed'), type: 'kpi.changed', payload: changed }), notes);
    tx.emit(createEvent({ ...init('approved'), type: 'kpi.approved', payload: approved }), notes);
    return;
  }
  tx.emit(createEvent({ ...init('changed'), type: 'metadata.changed', payload: { entityType, ...changed } }), notes);
  tx.emit(createEvent({ ...init('approved'), type: 'metadata.approved', payload: { entityType, ...approved } }), notes);
  if (approval.kind !== 'DEPRECATE') return;
  const reason = approval.requestComment;
  tx.emit(
    createEvent({
      ...init('deprecated'),
      type: 'metadata.deprecated',
      payload: {
        entityType,
        ...common,
        ...(reason !== null && { reason }),
        ...(replacedBy !== undefined && { replacedBy }),
        deprecatedBy: approval.requestedBy,
        deprecatedAt: now.toISOString(),
      },
    }),
    notes,
  );
}
