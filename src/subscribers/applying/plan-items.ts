import type { Approval } from '../../domain/approvals/approval.ts';
import { newReplacementOf } from '../../domain/approvals/item-references.ts';
import type { Entity } from '../../domain/entities/entity.ts';
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
 * Plans items of one set, of which `toCome` create what does not exist yet. Names and entities are locked from here on, in one fixed order; an entity that is locked by others is
 * not waited for, because an import locks entities in its own order.
 */
export async function planItems(
  tx: Transaction,
  tenantId: string,
  { items, toCome }: { items: readonly Approval[]; toCome: ReadonlyMap<string, Approval> },
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
  const replacements = items.flatMap((item) => newReplacementOf(item) ?? []);
  const found = await findEntitiesByName(tx.db, tenantId, [...naming, ...replacements]);
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
  const created = items.flatMap((item) => (item.kind === 'CREATE' ? (planned.get(item.id)?.entity ?? []) : []));
  for (const entity of created) named.set(textOfName(entity), entity);
  for (const item of items) replace(item, { named, toCome, planned, problems });
  return { isBusy: false, planned, problems };
}

/** Says in the plan of a deprecation what takes its place, if that is created by the set or was by now. */
function replace(
  item: Approval,
  plans: {
    named: ReadonlyMap<string, Entity>;
    toCome: ReadonlyMap<string, Approval>;
    planned: Map<string, PlannedChange>;
    problems: Map<string, string>;
  },
): void {
  const { named, toCome, planned, problems } = plans;
  const name = newReplacementOf(item);
  const plan = planned.get(item.id);
  const replacement = name && named.get(textOfName(name));
  if (!plan || !replacement) return;
  const { entityType, canonicalKey, status, id } = replacement;
  if (status === 'ACTIVE') planned.set(item.id, { ...plan, entity: { ...plan.entity, replacedById: id } });
  // Unless the set is yet to create another one of the name.
  else if (!toCome.has(textOfName(name))) problems.set(item.id, `${entityType} ${canonicalKey} is ${status}`);
}
