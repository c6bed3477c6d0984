import type { Approval } from '../../domain/approvals/approval.ts';
import { announcedChanges } from '../../domain/entities/announced-changes.ts';
import { contentOf, type Entity, newEntity } from '../../domain/entities/entity.ts';
import { applyChange } from '../../domain/entities/entity-change.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { newId } from '../../domain/ids.ts';
import { type Cause, createEvent, deriveId } from '../../events/schemas/create-event.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { findEntity, lockEntity } from '../../store/entities/entities.ts';
import { insertEntity, lockName, updateEntity } from '../../store/entities/write-entities.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { PermanentError } from '../job-handler.ts';

/** What an approved change makes of its entity. */
export interface PlannedChange {
  entity: Entity;
  write: (db: Db) => Promise<void>;
}

/**
 * What an approved change makes of its entity, which is locked from here on. Nothing is written.
 * @throws PermanentError if the change cannot be applied to the entity as it is
 */
export async function planChange(tx: Transaction, approval: Approval, now: Date): Promise<PlannedChange> {
  const { tenantId, entityType, canonicalKey, kind, change, entityId, expectedVersion } = approval;
  if (kind === 'CREATE') {
    await lockName(tx.db, tenantId, entityType, canonicalKey);
    if (await findEntity(tx.db, tenantId, entityType, canonicalKey)) {
      throw new PermanentError(`${entityType} ${canonicalKey} already exists`);
    }
    const entity = newEntity(approval, applyChange(null, change), { id: newId(entityType), createdAt: now });
    return { entity, write: (db) => insertEntity(db, entity) };
  }
  const entity = entityId === null ? undefined : await lockEntity(tx.db, tenantId, entityId);
  if (!entity) throw new PermanentError(`there is no ${entityType} ${canonicalKey}`);
  if (entity.version !== expectedVersion) {
    throw new PermanentError(`${entityType} ${canonicalKey} is at version ${entity.version}, not ${expectedVersion}`);
  }
  const changed: Entity = {
    ...entity,
    ...(kind === 'UPDATE' ? applyChange(entity, change) : { status: 'DEPRECATED' }),
    version: entity.version + 1,
    updatedAt: now,
  };
  return { entity: changed, write: (db) => updateEntity(db, changed) };
}

/** What the history of the entity says of it. */
export function versionOf(approval: Approval, entity: Entity, changedAt: Date): EntityVersion {
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
  /** The event that approved it. */
  cause: Cause;
  approval: Approval;
  entity: Entity;
  now: Date;
}

/** Emits the events of a change that took effect. */
export function announceApplied(tx: Transaction, { cause, approval, entity, now }: Applied): void {
  const { tenantId, decidedBy, decidedAt } = approval;
  if (!decidedBy || !decidedAt) throw new Error(`${approval.id} was applied without a decision`);
  const { entityType, id: entityId, canonicalKey, tier, version } = entity;
  const init = (effect: string) => ({
    id: deriveId(effect, cause.id),
    tenantId,
    source: 'metadata-studio.approval' as const,
    createdAt: now,
    cause,
  });
  const notes = { causeSource: cause.source };
  const common = { entityId, canonicalKey, tier };
  const changed = {
    ...common,
    changeType: approval.kind,
    ...announcedChanges(approval.diff),
    version,
    changedBy: approval.requestedBy,
  };
  const approved = { ...common, approvalId: approval.id, approvedBy: decidedBy, approvedAt: decidedAt.toISOString() };

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
        deprecatedBy: approval.requestedBy,
        deprecatedAt: now.toISOString(),
      },
    }),
    notes,
  );
}
