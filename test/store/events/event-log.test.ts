import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type EventFilter, matchesFilter } from '../../../src/events/log/event-filter.ts';
import type { EventLog } from '../../../src/events/log/log.ts';
import { type Event, EVENT_TYPES } from '../../../src/events/schemas/catalogue.ts';
import { ENTITY_TYPES, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { DuplicateEventError } from '../../../src/store/log/append/append-events.ts';
import { trimStream } from '../../../src/store/log/trim-stream.ts';
import { completed, refreshed } from '../../support/events/events.ts';
import { createMemoryLog } from '../../support/events/memory-log.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';
import { openTestStore } from '../../support/store/test-store.ts';

describe.each(STORES)('the log on %s', (_, openStore) => {
  let instance: TestInstance;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const emit = (...events: Event[]) =>
    instance.parts.unitOfWork.transaction((tx) => {
      for (const event of events) tx.emit(event);
      return Promise.resolve();
    });

  test('offsets follow one another without a hole, rolled back transactions in between or not', async () => {
    const { log, unitOfWork } = instance.parts;
    const attempts = Array.from({ length: 60 }, async (_, index) =>
      unitOfWork.transaction((tx) => {
        tx.emit(refreshed({ tenantId: 'holes', rowsAffected: index }));
        if (index % 3 === 0) throw new Error('rolled back on purpose');
        return Promise.resolve();
      }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
    const { entries } = await log.readAfter('holes', 0, { limit: 1_000 });
    expect(entries.map(({ offset }) => offset)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  test('a source and id that are in the log already are refused, and nothing of the transaction stays', async () => {
    const event = refreshed({ tenantId: 'twice' });
    await emit(event);
    await expect(emit(refreshed({ tenantId: 'twice' }), event)).rejects.toThrow(DuplicateEventError);
    expect((await instance.parts.log.head('twice')).offset).toBe(1);
  });

  test('the same source and id in another tenant is another event', async () => {
    const id = '0e5d5c1e-7f0c-4f4e-9f61-0b8c2f3a4d55';
    await emit(refreshed({ tenantId: 'one', id }), refreshed({ tenantId: 'two', id }));
    expect((await instance.parts.log.head('one')).offset).toBe(1);
    expect((await instance.parts.log.head('two')).offset).toBe(1);
  });

  test('an event that breaks its schema is refused before anything is written', async () => {
    await expect(emit(refreshed({ tenantId: 'broken', rowsAffected: -1 }))).rejects.toThrow();
    expect((await instance.parts.log.head('broken')).offset).toBe(0);
  });

  test('each stream has an epoch of its own that stays', async () => {
    const { log } = instance.parts;
    const first = await log.head('epoch-a');
    expect((await log.head('epoch-b')).epoch).not.toBe(first.epoch);
    await emit(refreshed({ tenantId: 'epoch-a' }));
    expect(await log.head('epoch-a')).toEqual({ ...first, offset: 1 });
  });

  test('the heads of many tenants are those of each, and a tenant without a stream has none', async () => {
    const { log } = instance.parts;
    await emit(
      refreshed({ tenantId: 'heads-a' }),
      refreshed({ tenantId: 'heads-b' }),
      refreshed({ tenantId: 'heads-b' }),
    );
    const heads = await log.heads(['heads-b', 'heads-none', 'heads-a']);
    expect([...heads.keys()].sort()).toEqual(['heads-a', 'heads-b']);
    expect(heads.get('heads-a')).toEqual(await log.head('heads-a'));
    expect(heads.get('heads-b')).toEqual(await log.head('heads-b'));
    expect(await log.heads([])).toEqual(new Map());
  });

  test('a page ends at the newest event or at its limit, and says how far it looked', async () => {
    const { log } = instance.parts;
    const tenantId = 'pages';
    expect(await log.readAfter(tenantId, 0, { limit: 2 })).toMatchObject({ entries: [], through: 0 });
    await emit(...Array.from({ length: 5 }, () => refreshed({ tenantId })));
    const look = async (...[after, options]: [number, { limit: number; filter?: EventFilter }]) => {
      const { entries, through } = await log.readAfter(tenantId, after, options);
      return { offsets: entries.map(({ offset }) => offset), through };
    };
    expect(await look(0, { limit: 2 })).toEqual({ offsets: [1, 2], through: 2 });
    expect(await look(3, { limit: 5 })).toEqual({ offsets: [4, 5], through: 5 });
    expect(await look(5, { limit: 5 })).toEqual({ offsets: [], through: 5 });
    expect(await look(7, { limit: 5 })).toEqual({ offsets: [], through: 7 });
    const filter = { types: ['metadata.profile.completed'] } as const;
    expect(await look(1, { limit: 2, filter })).toEqual({ offsets: [], through: 5 });
  });

  test('the filter of the log and that of the feed let the same events through', async () => {
    const tenantId = 'filters';
    await emit(
      refreshed({ tenantId }),
      completed({ tenantId }),
      completed({ tenantId, tier: 'tier3', qualityScore: 50, qualityGrade: 'F', canonicalKey: 'b' }),
      completed({ tenantId, entityType: 'KPI', canonicalKey: 'b', qualityScore: 0 }),
    );
    const { log } = instance.parts;
    const all = await log.page(tenantId, { filter: {}, limit: 100, newestFirst: false });
    const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: undefined });
    const filters: fc.Arbitrary<EventFilter> = fc.record({
      types: some(EVENT_TYPES),
      entityTypes: some(ENTITY_TYPES),
      canonicalKeys: some(['revenue_gross', 'b', 'c']),
      tiers: some(TIERS),
      correlationId: fc.option(fc.constantFrom(...all.map(({ facts }) => facts.correlationId), 'x'), {
        nil: undefined,
      }),
      maxQualityScore: fc.option(fc.constantFrom(0, 49.9, 50, 96.8, 100), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const read = await log.page(tenantId, { filter, limit: 100, newestFirst: false });
        const matched = all.filter(({ facts }) => matchesFilter(filter, facts));
        expect(read.map(({ offset }) => offset)).toEqual(matched.map(({ offset }) => offset));
      }),
      { numRuns: 150 },
    );
  });
});

test('the log of the unit tests answers as the stored ones do', async () => {
  await using instance = await openTestInstance(await openTestStore());
  const { log: stored, unitOfWork } = instance.parts;
  const memory = createMemoryLog();
  const [tenantId, other] = ['a', 'b'];
  const shape = (value: object) => {
    const epoch = 'epoch' in value ? typeof value.epoch : undefined;
    const entries = 'entries' in value ? (value.entries as { offset: number; event: Event }[]) : [];
    return { ...value, epoch, entries: entries.map(({ offset, event }) => [offset, event.id]) };
  };
  async function agree(): Promise<void> {
    for (const filter of [undefined, {}, { types: ['metadata.profile.completed'] as const }]) {
      for (let after = 0; after <= 8; after++) {
        for (const limit of [1, 3, 100]) {
          const [fromMemory, fromStore] = await Promise.all(
            [memory, stored].map((log) =>
              log.readAfter(tenantId, after, { limit, ...(filter && { filter }) }).then(shape, (error: unknown) => ({
                code: (error as { code?: string }).code,
              })),
            ),
          );
          expect(fromMemory).toEqual(fromStore);
        }
      }
    }
    for (const tenant of [tenantId, other]) {
      expect(shape(await memory.head(tenant))).toEqual(shape(await stored.head(tenant)));
    }
    const heads = async (log: EventLog) => [...(await log.heads([tenantId, 'none', other])).keys()].sort();
    expect(await heads(memory)).toEqual(await heads(stored));
  }
  await agree();
  const events = [refreshed, completed, refreshed, completed, completed, refreshed].map((make) => make({ tenantId }));
  memory.append(...events);
  await unitOfWork.transaction((tx) => {
    for (const event of events) tx.emit(event);
    return Promise.resolve();
  });
  await agree();
  const before = new Date(Date.now() + 86_400_000);
  await instance.parts.database.exec('DELETE FROM pgboss.job');
  expect(await trimStream(instance.parts.database, { tenantId, before, limit: 3 })).toBe(3);
  memory.trim(tenantId, 3);
  await agree();
});
