import type { Approval } from '../../domain/approvals/approval.ts';
import { announcedChanges } from '../../domain/entities/announced-changes.ts';
import { contentOf, type Entity, newEntity } from '../../domain/entities/entity.ts';
import { applyChange } from '../../domain/entities/entity-change.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { newId } from '../../domain/ids.ts';
import { type Cause, createEvent, deriveId } from '../../events/schemas/create-event.ts';
import { findEntitiesById, findEntity, lockEntity } from '../../store/entities/entities.ts';
import {
  insertEntity,
  lockName,
  releaseName,
  updateEntity,
  writeEntities,
} from '../../store/entities/write/write-entities.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { PermanentError } from '../job-handler.ts';

/** What an approved change makes of its entity. */
export interface PlannedChange {
  entity: Entity;
  /** A deprecated entity whose name it takes. */
  released: Entity | undefined;
}

/** What is in the store for an approved change, all of it locked. */
export interface Found {
  /** The entity that it is about; undefined for a creation. */
  entity: Entity | undefined;
  /** The entity to which its name leads. */
  named: Entity | undefined;
}

/** As `planFound`, of what it finds and locks. Nothing is written. */
export async function planChange(tx: Transaction, approval: Approval, now: Date): Promise<PlannedChange> {
  const { tenantId, entityType, canonicalKey, kind, reactivatesId } = approval;
  const needsName = kind === 'CREATE' || reactivatesId !== null;
  if (needsName) await lockName(tx.db, tenantId, entityType, canonicalKey);
  const id = changedIdOf(approval);
  const entity = id === null ? undefined : await lockEntity(tx.db, tenantId, id);
  const named = needsName ? await findEntity(tx.db, tenantId, entityType, canonicalKey) : undefined;
  return planFound(approval, { entity, named }, now);
}

/** The id of the entity that a change is about; null: it creates one. */
export function changedIdOf({ reactivatesId, entityId }: Approval): string | null {
  return reactivatesId ?? entityId;
}

/** @throws PermanentError if the change cannot be applied to the entity as it is */
export function planFound(approval: Approval, { entity, named }: Found, now: Date): PlannedChange {
  const { entityType, canonicalKey, kind, change, reactivatesId, expectedVersion } = approval;
  if (kind === 'CREATE') {
    if (named && named.status !== 'DEPRECATED')
      throw new PermanentError(`${entityType} ${canonicalKey} already exists`);
    const id = newId(entityType);
    return { entity: newEntity(approval, applyChange(null, change), { id, createdAt: now }), released: named };
  }
  if (!entity) throw new PermanentError(`there is no ${entityType} ${canonicalKey}`);
  if (entity.version !== expectedVersion) {
    throw new PermanentError(`${entityType} ${canonicalKey} is at version ${entity.version}, not ${expectedVersion}`);
  }
  if (reactivatesId !== null && named?.id !== reactivatesId) {
    throw new PermanentError(`${entityType} ${canonicalKey} is the name of another entity by now`);
  }
  const version = entity.version + 1;
  return { entity: { ...entity, ...whatChanges(approval, entity), version, updatedAt: now }, released: undefined };
}

function whatChanges({ kind, change, reactivatesId, replacedById }: Approval, entity: Entity): Partial<Entity> {
  if (reactivatesId !== null) return { status: 'ACTIVE', replacedById: null };
  return kind === 'UPDATE' ? applyChange(entity, change) : { status: 'DEPRECATED', replacedById };
}

export async function writeChange(tx: Transaction, { entity, released }: PlannedChange): Promise<void> {
  if (released) await releaseName(tx.db, released);
  await (entity.version === 1 ? insertEntity(tx.db, entity) : updateEntity(tx.db, entity));
}

/** As `writeChange`, for many in one statement. */
export async function writeChanges(tx: Transaction, planned: readonly PlannedChange[]): Promise<void> {
  for (const { released } of planned) if (released) await releaseName(tx.db, released);
  await writeEntities(
    tx.db,
    planned.map(({ entity }) => entity),
  );
}

/** Canonical keys of the entities that take the place of deprecated ones, by the id of the request. */
export async function replacementsOf(tx: Transaction, approvals: readonly Approval[]): Promise<Map<string, string>> {
  const [first] = approvals;
  const ids = approvals.flatMap(({ replacedById }) => replacedById ?? []);
  const found = first && ids.length > 0 ? await findEntitiesById(tx.db, first.tenantId, ids) : [];
  const keys = new Map(found.map(({ id, canonicalKey }) => [id, canonicalKey]));
  return new Map(
    approvals.flatMap(({ id, replacedById }) => {
      const key = keys.get(replacedById ?? '');
      return key === undefined ? [] : [[id, key]];
    }),
  );
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
  /** Canonical key of what takes the place of a deprecated entity. */
  replacedBy: string | undefined;
}

/** Emits the events of a change that took effect. */
export function announceApplied(tx: Transaction, { cause, approval, entity, now, replacedBy }: Applied): void {
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
        ...(replacedBy !== undefined && { replacedBy }),
        deprecatedBy: approval.requestedBy,
        deprecatedAt: now.toISOString(),
      },
    }),
    notes,
  );
}
