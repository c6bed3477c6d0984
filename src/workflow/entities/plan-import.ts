import type { Approval } from '../../domain/approvals/approval.ts';
import { announcedChanges } from '../../domain/entities/announced-changes.ts';
import { contentOf, type Entity, type FieldChange, newEntity } from '../../domain/entities/entity.ts';
import { applyChange, diffOf, type Issue } from '../../domain/entities/entity-change.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { newId } from '../../domain/ids.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { createEvent } from '../../events/schemas/create-event.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import { findOpenApprovals } from '../../store/approvals/approvals.ts';
import { findEntitiesByName, lockEntities } from '../../store/entities/entities.ts';
import type { StagedRow } from '../../store/entities/write/import-staging.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import type { EntityImport } from './entity-import.ts';

/** Reports that a row, by its number, cannot be imported. */
export type RefuseRow = (number: number, issues: Issue[]) => void;

/** What a row changes: the new state of the entity, and the difference. */
export interface PlannedChange {
  number: number;
  entity: Entity;
  diff: FieldChange[];
}

/** What the rows change; rows without a difference are left out. The entities to be changed are locked from here on. */
export async function planBatch(
  tx: Transaction,
  rows: readonly StagedRow[],
  { tenantId, refuse, now }: { tenantId: string; refuse: RefuseRow; now: Date },
): Promise<PlannedChange[]> {
  const found = await findEntitiesByName(tx.db, tenantId, rows);
  const before = new Map(found.map((entity) => [textOfName(entity), entity]));
  const planOf = (row: StagedRow) => planRow(row, before.get(textOfName(row)), { tenantId, now });

  const changing = rows.filter((row) => planOf(row).diff.length > 0);
  const changed = changing.map((row) => before.get(textOfName(row))).filter((entity) => entity !== undefined);
  const ids = changed.map(({ id }) => id);
  for (const entity of await lockEntities(tx.db, tenantId, ids)) before.set(textOfName(entity), entity);
  const open = await findOpenApprovals(tx.db, tenantId, changed);
  const requested = new Map(open.map((approval) => [textOfName(approval), approval]));

  return changing.map(planOf).filter(({ number, entity, diff }) => {
    if (diff.length === 0) return false;
    const issue = issueOf(entity, requested.get(textOfName(entity)));
    if (issue) refuse(number, [issue]);
    return issue === undefined;
  });
}

/**
 * What an open request wants to change must not change until it is decided: the request names the version on which it
 * is based.
 */
export function openRequestIssue({ requestedBy }: Approval): Issue {
  return { path: ['canonicalKey'], message: `has an open request by ${requestedBy.actorId}` };
}

function issueOf({ status }: Entity, request: Approval | undefined): Issue | undefined {
  if (status === 'ACTIVE') return request && openRequestIssue(request);
  return { path: ['canonicalKey'], message: `is ${status}, and an import cannot change it` };
}

function planRow(
  row: StagedRow,
  before: Entity | undefined,
  { tenantId, now }: { tenantId: string; now: Date },
): PlannedChange {
  const { number, entityType, canonicalKey } = row;
  const content = applyChange(null, { owner: before?.owner ?? null, ...row.content });
  const entity = before
    ? { ...before, ...content, version: before.version + 1, updatedAt: now }
    : newEntity({ tenantId, entityType, canonicalKey }, content, { id: newId(entityType), createdAt: now });
  return { number, entity, diff: diffOf(before ?? null, content) };
}

export function versionOf({ entity, diff }: PlannedChange, actor: Actor): EntityVersion {
  const { tenantId, entityType, canonicalKey, id, version, updatedAt } = entity;
  return {
    tenantId,
    entityType,
    canonicalKey,
    entityId: id,
    version,
    kind: version === 1 ? 'CREATE' : 'UPDATE',
    origin: 'IMPORT',
    diff,
    content: contentOf(entity),
    approvalId: null,
    requestedBy: actor,
    decidedBy: null,
    changedAt: updatedAt,
  };
}

/** The event of each change. */
export function eventsOf(
  changes: readonly PlannedChange[],
  { tenantId, actor }: Pick<EntityImport, 'tenantId' | 'actor'>,
  { now, correlationId }: { now: Date; correlationId: string },
): Event[] {
  const init = { tenantId, source: 'system.migration' as const, createdAt: now, correlationId };
  return changes.map(({ entity: { entityType, canonicalKey, id: entityId, tier, version }, diff }) => {
    const payload = {
      entityId,
      canonicalKey,
      tier,
      changeType: version === 1 ? ('CREATE' as const) : ('UPDATE' as const),
      ...announcedChanges(diff),
      version,
      changedBy: actor,
    };
    if (entityType === 'KPI') return createEvent({ ...init, type: 'kpi.changed', payload });
    return createEvent({ ...init, type: 'metadata.changed', payload: { entityType, ...payload } });
  });
}
