import type { Approval } from '../../domain/approvals/approval.ts';
import { findEntitiesById, lockFreeEntities } from '../../store/entities/entities.ts';
import { lockNames } from '../../store/entities/write-entities.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { PermanentError } from '../job-handler.ts';
import { planChange, type PlannedChange } from './apply-approved.ts';

/** What approved items would do, each by the id of its request. */
export interface ItemPlans {
  /** Whether others change some of the entities at the moment; nothing is planned then. */
  isBusy: boolean;
  planned: ReadonlyMap<string, PlannedChange>;
  /** Why items cannot be applied. */
  problems: ReadonlyMap<string, string>;
}

/**
 * Plans items of one set. Names and entities are locked from here on, in one fixed order; an entity that is locked by others is
 * not waited for, because an import locks entities in its own order.
 */
export async function planItems(
  tx: Transaction,
  tenantId: string,
  items: readonly Approval[],
  now: Date,
): Promise<ItemPlans> {
  const planned = new Map<string, PlannedChange>();
  const problems = new Map<string, string>();
  await lockNames(
    tx.db,
    tenantId,
    items.filter(({ kind }) => kind === 'CREATE'),
  );
  const ids = items.flatMap(({ entityId }) => entityId ?? []);
  const existing = await findEntitiesById(tx.db, tenantId, ids, new Set(['id']));
  const locked = await lockFreeEntities(
    tx.db,
    tenantId,
    existing.map(({ id }) => id),
  );
  if (locked.length < existing.length) return { isBusy: true, planned, problems };
  for (const item of items) {
    try {
      planned.set(item.id, await planChange(tx, item, now));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      problems.set(item.id, error.message);
    }
  }
  return { isBusy: false, planned, problems };
}
