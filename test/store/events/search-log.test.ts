import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newEntity } from '../../../src/domain/entities/entity.ts';
import { idFrom } from '../../../src/domain/ids.ts';
import { type EventFilter, matchesFilter } from '../../../src/events/log/event-filter.ts';
import type { LogEntry } from '../../../src/events/log/log.ts';
import { type Event, EVENT_TYPES } from '../../../src/events/schemas/catalogue.ts';
import { deriveId } from '../../../src/events/schemas/create-event.ts';
import { ENTITY_TYPES, EVENT_SOURCES, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { searchLog } from '../../../src/store/log/search-log.ts';
import { trimStream } from '../../../src/store/log/trim-stream.ts';
import { completed, refreshed, rejected } from '../../support/events/events.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const TENANT = 'long';
const NOW = new Date('2026-03-01T00:00:00Z');
/** More than a search reads as they come. */
const EVENTS = 9_000;
const KEYS = Array.from({ length: 12 }, (_, number) => `entity_${number}`);
const HOURS = Array.from({ length: 5 }, (_, hour) => new Date(NOW.getTime() + hour * 1_800_000));

/** Frequent and rare ones, some of which stand together in one part of the log. */
function eventAt(index: number): Event {
  const canonicalKey = KEYS[index % 11] ?? '';
  const base = { tenantId: TENANT, canonicalKey, tier: TIERS[index % 7] ?? 'tier3' } as const;
  const made =
    index % 97 === 0
      ? rejected(TENANT, 'No.')
      : index % 3 === 0
        ? refreshed({ tenantId: TENANT })
        : completed({
            ...base,
            entityType: index > 8_800 ? 'KPI' : 'METADATA',
            qualityScore: index % 53 === 0 ? 17.5 : 60 + (index % 40),
          });
  const lateMs = index % 50 === 0 ? 900_000 : 0;
  return {
    ...made,
    source: index % 89 === 0 ? 'finance.service' : made.source,
    correlationId: index % 3 === 1 ? 'large' : `trace_${Math.floor(index / 40)}`,
    createdAt: new Date(NOW.getTime() + index * 1_000 - lateMs).toISOString(),
  };
}

const maybe = <T>(value: fc.Arbitrary<T>, weight = 4) =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const some = <T>(values: readonly T[]) => maybe(fc.subarray([...values], { maxLength: 3 }));
const filters = (depth = 0): fc.Arbitrary<EventFilter> =>
  fc.record({
    types: some(EVENT_TYPES),
    sources: some(EVENT_SOURCES),
    entityTypes: some(ENTITY_TYPES),
    canonicalKeys: some([...KEYS, 'none']),
    tiers: some(TIERS),
    owners: some(['anna', 'bert', 'none']),
    tags: some(['pii', 'finance', 'none']),
    correlationId: maybe(fc.constantFrom('trace_7', 'trace_150', 'large', 'none'), 12),
    maxQualityScore: maybe(fc.constantFrom(0, 17.5, 30, 62, 100)),
    from: maybe(fc.constantFrom(...HOURS)),
    to: maybe(fc.constantFrom(...HOURS)),
    not: depth < 2 ? maybe(filters(depth + 1)) : fc.constant(undefined),
  });
const searches = fc.record({
  filter: filters(),
  after: fc.option(fc.integer({ min: 0, max: EVENTS }), { nil: undefined }),
  before: fc.option(fc.integer({ min: 1, max: EVENTS + 1 }), { nil: undefined }),
  limit: fc.constantFrom(1, 7, 100, 1_200),
  newestFirst: fc.boolean(),
});
const offsetsOf = (entries: readonly LogEntry[]) => entries.map(({ offset }) => offset);

describe.each(STORES)('a search of a log that is longer than what is read as it comes, on %s', (_, openStore) => {
  let instance: TestInstance;
  let all: LogEntry[];

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
    const db = drizzleOn(instance.parts.database);
    const entity = (
      entityType: 'METADATA' | 'TAG',
      canonicalKey: string,
      owner: string | null,
      tagged: readonly string[] = [],
    ) =>
      insertEntity(
        db,
        newEntity(
          { tenantId: TENANT, entityType, canonicalKey },
          {
            ...{ name: canonicalKey, description: null, tier: 'tier1', owner, standardPackId: null, dataset: null },
            definition:
              entityType === 'TAG'
                ? { tag: { values: [], marks: tagged.map((key) => ({ entityType: 'METADATA', canonicalKey: key })) } }
                : {},
          },
          { id: idFrom(entityType, deriveId(canonicalKey)), createdAt: NOW },
        ),
      );
    for (const [index, key] of KEYS.entries())
      await entity('METADATA', key, index < 3 ? 'anna' : index < 9 ? 'bert' : null);
    await entity('TAG', 'pii', null, KEYS.slice(0, 4));
    await entity('TAG', 'finance', null, KEYS.slice(3, 5));
    const events = Array.from({ length: EVENTS }, (_, index) => eventAt(index));
    await instance.parts.unitOfWork.transaction((tx) => tx.emitMany(TENANT, events));
    all = await instance.parts.log.page(TENANT, { filter: {}, limit: EVENTS, newestFirst: false });
    expect(all).toHaveLength(EVENTS);
    await instance.parts.database.query('ANALYZE');
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  test('finds what the form of the filter in memory lets through, from either end', async () => {
    let matchedCount = 0;
    await fc.assert(
      fc.asyncProperty(searches, async (search) => {
        const { filter, after = 0, before = Infinity, limit, newestFirst } = search;
        const matched = all.filter(
          ({ offset, facts }) => offset > after && offset < before && matchesFilter(filter, facts),
        );
        const wanted = offsetsOf(newestFirst ? matched.toReversed() : matched).slice(0, limit);
        matchedCount += wanted.length;
        expect(offsetsOf(await instance.parts.log.page(TENANT, search))).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
    expect(matchedCount).toBeGreaterThan(1_000);
  }, 120_000);

  test.each<[EventFilter, boolean]>([
    // No index is of use.
    [{ not: { owners: ['bert'] } }, false],
    [{ not: { owners: ['bert'] } }, true],
    // An index leads to many events of which it knows no owner.
    [{ correlationId: 'large', owners: ['bert'] }, false],
    [{ correlationId: 'large', owners: ['bert'] }, true],
  ])(
    'for %j that is ended early goes on where it ended, and has found the same then (newest first: %s)',
    async (filter, newestFirst) => {
      const db = drizzleOn(instance.parts.database);
      const found: number[] = [];
      const ends: number[] = [];
      for (let bounds = {}; ;) {
        const search = { filter, limit: EVENTS, newestFirst, ...bounds };
        const { entries, through } = await searchLog(db, TENANT, search, 0);
        found.push(...offsetsOf(entries));
        if (through === undefined) break;
        ends.push(through);
        bounds = newestFirst ? { before: through } : { after: through };
      }
      expect(ends.length).toBeGreaterThan(0);
      expect(ends).toEqual(ends.toSorted((one, other) => (newestFirst ? other - one : one - other)));
      const matched = offsetsOf(all.filter(({ facts }) => matchesFilter(filter, facts)));
      expect(matched.length).toBeGreaterThan(500);
      expect(found).toEqual(newestFirst ? matched.toReversed() : matched);
    },
  );

  test('what retention removes is not found by its tags any more', async () => {
    const { database, log } = instance.parts;
    const filter: EventFilter = { tags: ['pii'] };
    const before = offsetsOf(await log.page(TENANT, { filter, limit: EVENTS, newestFirst: false }));
    await database.exec('DELETE FROM pgboss.job');
    expect(
      await trimStream(database, { tenantId: TENANT, before: new Date(Date.now() + 86_400_000), limit: 1_500 }),
    ).toBe(1_500);
    const rest = before.filter((offset) => offset > 1_500);
    expect(offsetsOf(await log.page(TENANT, { filter, limit: EVENTS, newestFirst: false }))).toEqual(rest);
    const { rows } = await database.query('SELECT min(stream_offset)::float8 AS first FROM governance.event_tag');
    expect(rows).toEqual([{ first: expect.any(Number) as number }]);
    expect((rows as { first: number }[])[0]?.first).toBeGreaterThan(1_500);
  });
});
