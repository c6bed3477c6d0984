import type { Approval } from '../../domain/approvals/approval.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import { findEntitiesById, findEntitiesByName, lockFreeEntities } from '../../store/entities/entities.ts';
import { lockNames } from '../../store/entities/write/write-entities.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { PermanentError } from '../job-handler.ts';
import { changedIdOf, planFound, type PlannedChange } from './apply-approved.ts';

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
  const naming = items.filter(({ kind, reactivatesId }) => kind === 'CREATE' || reactivatesId !== null);
  await lockNames(tx.db, tenantId, naming);
  const ids = items.flatMap((item) => changedIdOf(item) ?? []);
  const existing = await findEntitiesById(tx.db, tenantId, ids, new Set(['id']));
  const locked = await lockFreeEntities(
    tx.db,
    tenantId,
    existing.map(({ id }) => id),
  );
  if (locked.length < existing.length) return { isBusy: true, planned, problems };
  const entities = new Map(locked.map((entity) => [entity.id, entity]));
  const found = await findEntitiesByName(tx.db, tenantId, naming);
  const named = new Map(found.map((entity) => [textOfName(entity), entity]));
  for (const item of items) {
    const entity = entities.get(changedIdOf(item) ?? '');
    try {
      planned.set(item.id, planFound(item, { entity, named: named.get(textOfName(item)) }, now));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      problems.set(item.id, error.message);
    }
  }
  return { isBusy: false, planned, problems };
}
