import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type EntityContent, newEntity } from '../../../src/domain/entities/entity.ts';
import { idFrom } from '../../../src/domain/ids.ts';
import { type EventFilter, matchesFilter } from '../../../src/events/log/event-filter.ts';
import type { LoggedEvent } from '../../../src/events/log/log.ts';
import { type Event, EVENT_TYPES } from '../../../src/events/schemas/catalogue.ts';
import { deriveId } from '../../../src/events/schemas/create-event.ts';
import { ENTITY_TYPES, type EntityType, EVENT_SOURCES, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { parseRedisMessage, toEntryMessage, toLoggedEvent } from '../../../src/events/transport/redis-message.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity, updateEntity } from '../../../src/store/entities/write/write-entities.ts';
import { trimStream } from '../../../src/store/log/trim-stream.ts';
import { completed, refreshed } from '../../support/events/events.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const CONTENT: EntityContent = {
  name: 'An entity',
  description: null,
  tier: 'tier1',
  owner: null,
  standardPackId: null,
  dataset: null,
  definition: {},
};
const KEYS = ['a', 'b', 'c'];
const PEOPLE = ['anna', 'bert'];
const TAGS = ['pii', 'finance', 'gone'];
const HOURS = Array.from({ length: 8 }, (_, hour) => new Date(NOW.getTime() + hour * 3_600_000));

const entity = (tenantId: string, entityType: EntityType, canonicalKey: string, content: Partial<EntityContent> = {}) =>
  newEntity(
    { tenantId, entityType, canonicalKey },
    { ...CONTENT, ...content },
    {
      id: idFrom(entityType, deriveId(tenantId, entityType, canonicalKey)),
      createdAt: NOW,
    },
  );
const tag = (tenantId: string, canonicalKey: string, ...marks: [EntityType, string][]) =>
  entity(tenantId, 'TAG', canonicalKey, {
    definition: { tag: { values: [], marks: marks.map(([entityType, key]) => ({ entityType, canonicalKey: key })) } },
  });

const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const some = <T>(values: readonly T[]) => maybe(fc.subarray([...values]));
const filters = (depth = 0): fc.Arbitrary<EventFilter> =>
  fc.record({
    types: some(EVENT_TYPES),
    sources: some(EVENT_SOURCES),
    entityTypes: some(ENTITY_TYPES),
    canonicalKeys: some([...KEYS, 'none']),
    tiers: some(TIERS),
    owners: some([...PEOPLE, 'none']),
    tags: some([...TAGS, 'none']),
    correlationId: maybe(fc.constantFrom('one', 'two')),
    maxQualityScore: maybe(fc.constantFrom(0, 49.9, 50, 100)),
    from: maybe(fc.constantFrom(...HOURS)),
    to: maybe(fc.constantFrom(...HOURS)),
    not: depth < 3 ? maybe(filters(depth + 1)) : fc.constant(undefined),
  });
const events = (tenantId: string): fc.Arbitrary<Event> =>
  fc
    .record({
      isRefresh: fc.boolean(),
      source: fc.constantFrom(...EVENT_SOURCES),
      correlationId: fc.constantFrom('one', 'two'),
      createdAt: fc.constantFrom(...HOURS),
      entityType: fc.constantFrom(...(['METADATA', 'KPI'] as const)),
      canonicalKey: fc.constantFrom(...KEYS, 'unknown'),
      tier: fc.constantFrom(...TIERS),
      qualityScore: fc.constantFrom(0, 50, 100),
    })
    .map(({ isRefresh, source, correlationId, createdAt, ...payload }) => {
      const made = isRefresh ? refreshed({ tenantId }) : completed({ tenantId, ...payload });
      return { ...made, source, correlationId, createdAt: createdAt.toISOString() };
    });

describe.each(STORES)('filters of the log on %s', (_, openStore) => {
  let instance: TestInstance;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const db = () => drizzleOn(instance.parts.database);
  const emit = async (...emitted: readonly Event[]): Promise<readonly LoggedEvent[]> =>
    (
      await instance.parts.unitOfWork.commit((tx) => {
        for (const event of emitted) tx.emit(event);
        return Promise.resolve();
      })
    ).entries;
  const logged = (tenantId: string, filter: EventFilter = {}) =>
    instance.parts.log.page(tenantId, { filter, limit: 1_000, newestFirst: false });

  async function createEntities(tenantId: string): Promise<void> {
    await insertEntity(db(), entity(tenantId, 'METADATA', 'a', { owner: 'anna' }));
    await insertEntity(db(), entity(tenantId, 'METADATA', 'b', { owner: 'bert' }));
    await insertEntity(db(), entity(tenantId, 'KPI', 'a', { owner: 'bert' }));
    await insertEntity(db(), entity(tenantId, 'KPI', 'c'));
    await insertEntity(db(), tag(tenantId, 'pii', ['METADATA', 'a'], ['KPI', 'c']));
    await insertEntity(db(), tag(tenantId, 'finance', ['METADATA', 'a'], ['METADATA', 'b']));
    await insertEntity(db(), { ...tag(tenantId, 'gone', ['METADATA', 'b']), status: 'DEPRECATED' });
  }

  test('the form in memory and the form in SQL let the same events through', async () => {
    const tenantId = 'filters';
    await createEntities(tenantId);
    const [sample = []] = fc.sample(fc.array(events(tenantId), { minLength: 60, maxLength: 60 }), {
      numRuns: 1,
      seed: 7,
    });
    for (let start = 0; start < sample.length; start += 7) await emit(...sample.slice(start, start + 7));
    const all = await logged(tenantId);
    expect(all).toHaveLength(60);
    let matchedCount = 0;
    await fc.assert(
      fc.asyncProperty(filters(), async (filter) => {
        const matched = all.filter(({ facts }) => matchesFilter(filter, facts)).map(({ offset }) => offset);
        matchedCount += matched.length;
        expect((await logged(tenantId, filter)).map(({ offset }) => offset)).toEqual(matched);
        const { entries } = await instance.parts.log.readAfter(tenantId, 20, { limit: 1_000, filter });
        expect(entries.map(({ offset }) => offset)).toEqual(matched.filter((offset) => offset > 20));
      }),
      { numRuns: 100 },
    );
    expect(matchedCount).toBeGreaterThan(400);
  }, 60_000);

  test('what is announced has the same facts as what is in the log, through Redis as well', async () => {
    const tenantId = 'facts';
    await createEntities(tenantId);
    const announced = await emit(
      completed({ tenantId, canonicalKey: 'a' }),
      refreshed({ tenantId }),
      completed({ tenantId, canonicalKey: 'b' }),
      completed({ tenantId, canonicalKey: 'c', entityType: 'KPI' }),
      completed({ tenantId, canonicalKey: 'unknown' }),
    );
    const facts = (await logged(tenantId)).map((entry) => entry.facts);
    expect(facts.map(({ owner, tags }) => [owner, tags])).toEqual([
      ['anna', ['finance', 'pii']],
      [null, []],
      ['bert', ['finance']],
      [null, ['pii']],
      [null, []],
    ]);
    expect(announced.map((entry) => entry.facts)).toEqual(facts);
    const message = { origin: '6f1d3f0e-6b0c-4a44-9d5e-3c5a2f1e8b70', entries: announced.map(toEntryMessage) };
    const parsed = parseRedisMessage(JSON.stringify(message));
    expect('entries' in parsed && parsed.entries.map(toLoggedEvent)).toEqual(announced);
  });

  test('an event has the owner that its transaction leaves the entity with, and keeps it', async () => {
    const tenantId = 'traits';
    await createEntities(tenantId);
    const bound = entity(tenantId, 'METADATA', 'a', { owner: 'carl' });
    await instance.parts.unitOfWork.transaction(async (tx) => {
      tx.emit(completed({ tenantId, canonicalKey: 'a' }));
      await updateEntity(tx.db, bound);
      await tx.emitMany(tenantId, [completed({ tenantId, canonicalKey: 'a' }), refreshed({ tenantId })]);
    });
    await updateEntity(db(), { ...bound, owner: 'dora' });
    const facts = (await logged(tenantId)).map((entry) => [entry.facts.owner, entry.facts.tags]);
    expect(facts).toEqual([
      ['carl', ['finance', 'pii']],
      ['carl', ['finance', 'pii']],
      [null, []],
    ]);
  });

  test('an event has the tags that are active and mark its entity then', async () => {
    const tenantId = 'marks';
    await createEntities(tenantId);
    const event = () => completed({ tenantId, canonicalKey: 'a' });
    const tagsAfter = async (...tags: Parameters<typeof updateEntity>[1][]) => {
      for (const changed of tags) await updateEntity(db(), changed);
      return (await emit(event()))[0]?.facts.tags;
    };
    expect(await tagsAfter()).toEqual(['finance', 'pii']);
    expect(await tagsAfter(tag(tenantId, 'pii', ['KPI', 'a']))).toEqual(['finance']);
    expect(await tagsAfter(tag(tenantId, 'pii', ['KPI', 'a'], ['METADATA', 'a'], ['METADATA', 'a']))).toEqual([
      'finance',
      'pii',
    ]);
    expect(await tagsAfter({ ...tag(tenantId, 'finance', ['METADATA', 'a']), status: 'DEPRECATED' })).toEqual(['pii']);
    expect((await logged(tenantId)).map(({ facts }) => facts.tags.length)).toEqual([2, 1, 2, 1]);
  });

  test('the position at a time is the last one before which no event of that time or later lies', async () => {
    const tenantId = 'times';
    const sample = fc.sample(events(tenantId), { numRuns: 40, seed: 3 });
    const position = async (time: Date) => (await instance.parts.log.positionAt(tenantId, time)).offset;
    const at = (time: Date, all: readonly { offset: number; facts: { createdAt: Date } }[]) => {
      const first = all.find(({ facts }) => facts.createdAt >= time);
      return first ? first.offset - 1 : all.length;
    };
    expect(await position(NOW)).toBe(0);
    for (let start = 0; start < sample.length; start += 10) {
      await emit(...sample.slice(start, start + 5));
      await instance.parts.unitOfWork.transaction((tx) => tx.emitMany(tenantId, sample.slice(start + 5, start + 10)));
      const all = await logged(tenantId);
      for (const hour of HOURS) {
        for (const time of [new Date(hour.getTime() - 1), hour, new Date(hour.getTime() + 1)]) {
          expect(await position(time)).toBe(at(time, all));
        }
      }
      expect(await position(new Date('2027-01-01T00:00:00Z'))).toBe(all.length);
    }
  });

  test('an event of an instance of the previous version is found by its time as well', async () => {
    const tenantId = 'rolling';
    await emit(
      ...[3, 5].map((hour) => ({ ...refreshed({ tenantId }), createdAt: String(HOURS[hour]?.toISOString()) })),
    );
    await instance.parts.database.query(
      `UPDATE governance.event_log SET latest_at = NULL WHERE tenant_id = $1 AND stream_offset = 2`,
      [tenantId],
    );
    await emit({ ...refreshed({ tenantId }), createdAt: String(HOURS[4]?.toISOString()) });
    const offsets = await Promise.all(HOURS.map((time) => instance.parts.log.positionAt(tenantId, time)));
    expect(offsets.map(({ offset }) => offset)).toEqual([0, 0, 0, 0, 1, 1, 3, 3]);
  });

  test('a time of which retention may have removed an event is refused', async () => {
    const tenantId = 'horizon';
    await emit(
      ...[1, 3, 2, 5].map((hour) => ({ ...refreshed({ tenantId }), createdAt: String(HOURS[hour]?.toISOString()) })),
    );
    await instance.parts.database.exec('DELETE FROM pgboss.job');
    const before = new Date(Date.now() + 86_400_000);
    const position = (hour: number) =>
      instance.parts.log.positionAt(tenantId, HOURS[hour] ?? NOW).then(
        ({ offset }) => offset,
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(await trimStream(instance.parts.database, { tenantId, before, limit: 3 })).toBe(3);
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map(position))).toEqual([
      ...['CURSOR_EXPIRED', 'CURSOR_EXPIRED', 'CURSOR_EXPIRED'],
      ...[3, 3, 4],
    ]);
    expect(await trimStream(instance.parts.database, { tenantId, before, limit: 3 })).toBe(1);
    expect(await Promise.all([3, 5, 6].map(position))).toEqual(['CURSOR_EXPIRED', 'CURSOR_EXPIRED', 4]);
  });
});
