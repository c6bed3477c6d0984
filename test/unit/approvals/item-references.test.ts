import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  creationsAmong,
  inReferenceOrder,
  readyAmong,
  type ReferringItem,
  requiredBy,
} from '../../../src/domain/approvals/item-references.ts';
import { referencesOf } from '../../../src/domain/entities/entity-definition.ts';
import { textOfName } from '../../../src/domain/entities/entity-name.ts';

/** Creates a term that is related to others. */
const term = (canonicalKey: string, ...relatedTerms: string[]): ReferringItem => ({
  entityType: 'GLOSSARY',
  canonicalKey,
  kind: 'CREATE',
  change: { glossary: { definition: 'What it is.', synonyms: [], relatedTerms } },
  diff: [],
  replacedById: null,
});
const keysOf = (items: readonly ReferringItem[]) => items.map(({ canonicalKey }) => canonicalKey);

/** Items that relate to one another, and to terms outside, at random: with circles, and often without. */
const graphs = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 30 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.uniqueArray(fc.integer({ min: 0, max: 33 }), { maxLength: 3 }).map((to) => [key, to] as const),
      ),
    ),
  )
  .map((nodes) =>
    nodes.map(([key, to]) => term(`t${key}`, ...to.filter((one) => one !== key).map((one) => `t${one}`))),
  );

/** Everything that an item needs, directly or not. */
function needs(item: ReferringItem, creations: ReadonlyMap<string, ReferringItem>): Set<ReferringItem> {
  const found = new Set<ReferringItem>();
  const open = [item];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const required of requiredBy(next, creations)) {
      if (found.has(required)) continue;
      found.add(required);
      open.push(required);
    }
  }
  return found;
}

describe('the order of references', () => {
  test('is the given one where nothing refers to anything', () => {
    expect(keysOf(inReferenceOrder([term('b'), term('c'), term('a')]))).toEqual(['b', 'c', 'a']);
  });

  test('begins a chain with what refers to nothing', () => {
    expect(keysOf(inReferenceOrder([term('a', 'b'), term('b', 'c'), term('c')]))).toEqual(['c', 'b', 'a']);
  });

  test('has all of a circle after what the circle refers to, and before what refers to it', () => {
    const items = [term('user', 'left'), term('left', 'right'), term('right', 'left', 'base'), term('base')];
    expect(keysOf(inReferenceOrder(items))).toEqual(['base', 'left', 'right', 'user']);
  });

  test('contains each item once, each after what it needs unless that needs it as well', () => {
    fc.assert(
      fc.property(graphs, (items) => {
        const creations = creationsAmong(items);
        const ordered = inReferenceOrder(items);
        expect(new Set(ordered)).toEqual(new Set(items));
        expect(ordered).toHaveLength(items.length);
        const place = new Map(ordered.map((item, index) => [item, index]));
        for (const item of items) {
          for (const needed of needs(item, creations)) {
            const isCircle = needs(needed, creations).has(item);
            if (!isCircle) expect(place.get(needed)).toBeLessThan(place.get(item) ?? -1);
          }
        }
      }),
    );
  });
});

describe('a deprecation', () => {
  const replaced = (replacedById: string | null): ReferringItem => ({
    ...{ entityType: 'GLOSSARY', canonicalKey: 'old', kind: 'DEPRECATE', change: {}, replacedById },
    diff: [
      { field: 'status', before: '"ACTIVE"', after: '"DEPRECATED"' },
      { field: 'replacedBy', before: null, after: '"new"' },
    ],
  });

  test('comes after what is to take the place of its entity, and is ready with it', () => {
    const items = [replaced(null), term('new', 'base'), term('base')];
    expect(keysOf(inReferenceOrder(items))).toEqual(['base', 'new', 'old']);
    expect(keysOf(readyAmong(items, () => false))).toEqual(['old', 'new', 'base']);
    expect(readyAmong([replaced(null)], () => false)).toEqual([]);
  });

  test('waits for nothing if what takes the place exists', () => {
    expect(keysOf(readyAmong([replaced('gls_1')], () => false))).toEqual(['old']);
  });
});

describe('the items that are ready', () => {
  const NOTHING = () => false;

  test('are all of a circle, or none where one of it lacks something', () => {
    const circle = [term('a', 'b'), term('b', 'a')];
    expect(keysOf(readyAmong(circle, NOTHING))).toEqual(['a', 'b']);
    expect(readyAmong([term('a', 'b'), term('b', 'a', 'missing')], NOTHING)).toEqual([]);
    expect(keysOf(readyAmong([term('a', 'b'), term('b', 'a', 'there')], (name) => name === 'GLOSSARY there'))).toEqual([
      'a',
      'b',
    ]);
  });

  test('lack nothing, and nothing could be added to them', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.integer({ min: 0, max: 33 })), (items, known) => {
        const names = new Set(known.map((key) => `GLOSSARY t${key}`));
        const ready = readyAmong(items, (name) => names.has(name));
        const creations = creationsAmong(items);
        const lacks = (item: ReferringItem) =>
          referencesOf(item.change)
            .map(textOfName)
            .some((name) => !names.has(name) && !creations.has(name));
        /** By hand: whatever needs something that lacks something is not ready, unless that exists already. */
        const stuck = new Set(items.filter(lacks));
        for (let before = -1; before !== stuck.size;) {
          before = stuck.size;
          for (const item of items) {
            const needed = requiredBy(item, creations).filter((one) => !names.has(textOfName(one)));
            if (needed.some((one) => stuck.has(one))) stuck.add(item);
          }
        }
        expect(new Set(ready)).toEqual(new Set(items.filter((item) => !stuck.has(item))));
      }),
    );
  });
});
