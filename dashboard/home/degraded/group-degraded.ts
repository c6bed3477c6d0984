import { byBadness, type Degraded } from './find-degraded.ts';

/** Entities that fell together: by the same load, or on the same table. Most likely they have one cause. */
export interface DegradedGroup {
  /** The same while others join or leave it. */
  key: string;
  /** What the group is named for: a business rule only where nothing else fell. */
  first: Degraded;
  /** Worst first. */
  others: readonly Degraded[];
}

/** @param degraded worst first */
export function groupDegraded(degraded: readonly Degraded[]): readonly DegradedGroup[] {
  let groups: (readonly Degraded[])[] = [];
  for (const each of degraded) {
    const related = groups.filter((group) => group.some((other) => areRelated(each, other)));
    groups = [...groups.filter((group) => !related.includes(group)), [...related.flat(), each]];
  }
  return groups.flatMap(asGroup).sort((a, b) => byBadness(a.first, b.first));
}

function areRelated(one: Degraded, other: Degraded): boolean {
  if (one.drop.correlationId === other.drop.correlationId) return true;
  const table = tableOf(one);
  return table !== undefined && table === tableOf(other);
}

/** Such as `sales.orders`. */
export function tableOf({ entity: { dataset } }: Degraded): string | undefined {
  return dataset ? `${dataset.schema}.${dataset.table}` : undefined;
}

function asGroup(members: readonly Degraded[]): DegradedGroup[] {
  const [first, ...others] = members.toSorted((a, b) => Number(isRule(a)) - Number(isRule(b)) || byBadness(a, b));
  if (!first) return [];
  return [{ key: tableOf(first) ?? first.entity.id, first, others: others.sort(byBadness) }];
}

function isRule({ entity }: Degraded): boolean {
  return entity.entityType === 'BUSINESS_RULE';
}
