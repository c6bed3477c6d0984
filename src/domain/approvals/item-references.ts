import type { ChangeKind } from '../../events/schemas/vocabulary.ts';
import type { EntityChange, FieldChange } from '../entities/entity.ts';
import { replacementIn } from '../entities/entity-change.ts';
import { referencesOf } from '../entities/entity-definition.ts';
import { type EntityName, textOfName } from '../entities/entity-name.ts';

/** What of an item of a change set says how it depends on others. */
export interface ReferringItem extends EntityName {
  kind: ChangeKind;
  change: EntityChange;
  diff: readonly FieldChange[];
  /** Of a deprecation: the entity that takes its place, if that exists already. */
  replacedById: string | null;
}

/** The entities to which an item refers by name. */
export function referencesOfItem(item: ReferringItem): EntityName[] {
  const replacement = newReplacementOf(item);
  return [...referencesOf(item.change), ...(replacement ? [replacement] : [])];
}

/** What takes the place of the entity that an item deprecates, if another item of its set is to create it. */
export function newReplacementOf({ kind, entityType, diff, replacedById }: ReferringItem): EntityName | undefined {
  if (kind !== 'DEPRECATE' || replacedById !== null) return undefined;
  const canonicalKey = replacementIn(diff);
  return canonicalKey === undefined ? undefined : { entityType, canonicalKey };
}

/** The items that create entities, by the text of the name. */
export function creationsAmong<T extends ReferringItem>(items: readonly T[]): Map<string, T> {
  return new Map(items.filter(({ kind }) => kind === 'CREATE').map((item) => [textOfName(item), item]));
}

/** The other items that create what an item refers to, each once. */
export function requiredBy<T extends ReferringItem>(item: T, creations: ReadonlyMap<string, T>): T[] {
  const required = referencesOfItem(item).map((reference) => creations.get(textOfName(reference)));
  return [...new Set(required)].filter((other) => other !== undefined && other !== item) as T[];
}

/**
 * The items in an order in which each comes after those that create what it refers to; otherwise in the given order.
 * Items that refer to one another in a circle follow one another in the given order, all of them after what the circle
 * refers to.
 */
export function inReferenceOrder<T extends ReferringItem>(items: readonly T[]): T[] {
  const creations = creationsAmong(items);
  const ordered: T[] = [];
  // Tarjan's algorithm, which finds the circles in this order: `lowest` is the first seen that an item leads back to.
  const numbers = new Map<T, number>();
  const open = new Set<T>();
  function visit(item: T): number {
    const number = numbers.size;
    numbers.set(item, number);
    open.add(item);
    let lowest = number;
    for (const required of requiredBy(item, creations)) {
      if (!numbers.has(required)) lowest = Math.min(lowest, visit(required));
      else if (open.has(required)) lowest = Math.min(lowest, numbers.get(required) ?? number);
    }
    if (lowest < number) return lowest;
    const circle = new Set([...open].filter((one) => (numbers.get(one) ?? 0) >= number));
    for (const one of circle) open.delete(one);
    ordered.push(...items.filter((one) => circle.has(one)));
    return lowest;
  }
  for (const item of items) if (!numbers.has(item)) visit(item);
  return ordered;
}

/**
 * The most of these items that can take effect together: all that they refer to is known, or one of them creates it.
 * A circle is in or out as a whole.
 * @param isKnown whether the entity with this text of a name exists
 */
export function readyAmong<T extends ReferringItem>(items: readonly T[], isKnown: (name: string) => boolean): T[] {
  let ready = [...items];
  for (;;) {
    const creations = creationsAmong(ready);
    const next = ready.filter((item) =>
      referencesOfItem(item)
        .map(textOfName)
        .every((name) => isKnown(name) || creations.has(name)),
    );
    if (next.length === ready.length) return ready;
    ready = next;
  }
}
