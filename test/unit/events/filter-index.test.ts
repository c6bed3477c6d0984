import { expect, test } from 'vitest';

import { createFilterIndex } from '../../../src/events/live/filter-index.ts';
import { type EventFacts, type EventFilter, matchesFilter } from '../../../src/events/log/event-filter.ts';
import { EVENT_TYPES } from '../../../src/events/schemas/catalogue.ts';
import { ENTITY_TYPES, EVENT_SOURCES, TIERS } from '../../../src/events/schemas/vocabulary.ts';

/** A generator of numbers below 1, the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const random = createRandom(20_261_127);
const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const maybe = <T>(value: () => T): T | undefined => (random() < 0.3 ? value() : undefined);
const some = <T>(values: readonly T[]): T[] => values.filter(() => random() < 0.4);
const KEYS = ['a', 'b', 'c', 'd'];

const HOURS = [1, 2, 3, 4].map((hour) => new Date(`2026-01-01T0${hour}:00:00Z`));

const randomFilter = (depth = 0): EventFilter => ({
  types: maybe(() => some(EVENT_TYPES)),
  entityTypes: maybe(() => some(ENTITY_TYPES)),
  canonicalKeys: maybe(() => some(KEYS)),
  tiers: maybe(() => some(TIERS)),
  correlationId: maybe(() => oneOf(KEYS)),
  maxQualityScore: maybe(() => Math.round(random() * 100)),
  sources: maybe(() => some(EVENT_SOURCES)),
  owners: maybe(() => some(KEYS)),
  tags: maybe(() => some(KEYS)),
  from: maybe(() => oneOf(HOURS)),
  to: maybe(() => oneOf(HOURS)),
  not: depth < 3 ? maybe(() => randomFilter(depth + 1)) : undefined,
});
const randomFacts = (): EventFacts => ({
  type: oneOf(EVENT_TYPES),
  correlationId: oneOf(KEYS),
  entityType: oneOf([null, ...ENTITY_TYPES]),
  canonicalKey: oneOf([null, ...KEYS]),
  tier: oneOf([null, ...TIERS]),
  qualityScore: oneOf([null, Math.round(random() * 100)]),
  source: oneOf(EVENT_SOURCES),
  createdAt: oneOf(HOURS),
  owner: oneOf([null, ...KEYS]),
  tags: some(KEYS),
});

test('it finds each filter that matches, once, and no other, as filters come and go', () => {
  const index = createFilterIndex<{ filter: EventFilter }>();
  const filed = new Set<{ filter: EventFilter }>();
  let found = 0;
  for (let round = 0; round < 2_000; round++) {
    const item = { filter: randomFilter() };
    index.add(item);
    filed.add(item);
    if (round % 3 === 0) {
      const gone = oneOf([...filed]);
      index.delete(gone);
      filed.delete(gone);
    }
    const facts = randomFacts();
    const matching = index.matching(facts);
    expect(new Set(matching)).toEqual(new Set([...filed].filter(({ filter }) => matchesFilter(filter, facts))));
    expect(new Set(matching).size).toBe(matching.length);
    found += matching.length;
  }
  expect(found).toBeGreaterThan(1_000);
  expect(index.size).toBe(filed.size);
});
