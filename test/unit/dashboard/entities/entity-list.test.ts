import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { EntitiesQuery } from '../../../../dashboard/entities/entities-query.ts';
import type { EntityLiveFragment } from '../../../../dashboard/entities/entity-live.generated.ts';
import { createEntityList } from '../../../../dashboard/entities/list/entity-list.ts';
import type { EntityList } from '../../../../dashboard/entities/list/entity-list-state.ts';
import type { EntityPages, Stretch } from '../../../../dashboard/entities/list/entity-pages.ts';
import { MOST_ROWS } from '../../../../dashboard/entities/list/entity-window.ts';
import type { ConnectionState, LiveEvent } from '../../../../dashboard/live/live.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the list of entities', () => {
  it('holds three pages more than are seen, and the number of all', async () => {
    const { list } = await open();
    expect(list.state).toMatchObject({ total: 5_000, isLoading: false, window: { first: 0 } });
    expect(list.state.window?.rows.length).toBe(200);
  });

  it('follows the view through the whole list without holding all of it', async () => {
    const { list } = await open();
    for (let start = 0; start < 2_000; start += 50) {
      list.show({ start, end: start + 20 });
      await settle();
    }
    const { window } = list.state;
    expect(window?.rows.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(rowAt(list, 1_950)?.id).toBe('e1950');
    for (let start = 1_950; start >= 0; start -= 50) {
      list.show({ start, end: start + 20 });
      await settle();
    }
    expect(list.state.window).toMatchObject({ first: 0, isEnd: false });
    expect(list.state.window?.rows[0]?.id).toBe('e0');
  });

  it('comes to the end and to the middle by cursors alone', async () => {
    const { list, asked } = await open();
    asked.length = 0;
    list.show({ start: 4_980, end: 5_000 });
    await settle();
    expect(list.state.window?.rows.at(-1)?.id).toBe('e4999');
    expect(list.state.window?.isEnd).toBe(true);
    expect(asked.filter((kind) => kind === 'cursors')).toHaveLength(1);
    list.show({ start: 2_500, end: 2_520 });
    await settle();
    expect(rowAt(list, 2_500)?.id).toBe('e2500');
    expect(asked.filter((kind) => kind === 'page').length).toBeLessThan(15);
  });

  it('begins at the top for another query, and keeps the rows until the new ones are there', async () => {
    const { list } = await open();
    list.show({ start: 900, end: 920 });
    await settle();
    const { beginning, window } = list.state;
    list.ask({ filter: { tiers: ['TIER1'] } });
    expect(list.state).toMatchObject({ isLoading: true, window });
    await settle();
    expect(list.state).toMatchObject({ isLoading: false, beginning: beginning + 1, window: { first: 0 } });
  });

  it('asks once for a query that is asked for again', async () => {
    const { list, asked } = await open();
    asked.length = 0;
    list.ask({ filter: {} });
    await settle();
    expect(asked).toEqual([]);
  });

  it('says what failed, keeps the rows, and goes on when told to', async () => {
    const { list, server } = await open();
    server.isDown = true;
    list.show({ start: 190, end: 210 });
    await settle();
    expect(list.state.error).toBeDefined();
    expect(list.state.window?.rows.length).toBe(200);
    server.isDown = false;
    list.retry();
    await settle();
    expect(list.state.error).toBeUndefined();
    expect(list.state.window?.rows.length).toBeGreaterThan(300);
  });
});

describe('a connection that is there again', () => {
  it('lets the list ask again for what could not be loaded', async () => {
    const { list, server, connect } = await open();
    server.isDown = true;
    list.ask({ filter: { tiers: ['TIER1'] } });
    await settle();
    expect(list.state).toMatchObject({ isLoading: false, query: { filter: {} } });
    expect(list.state.error).toBeDefined();
    server.isDown = false;
    connect();
    await settle();
    expect(list.state).toMatchObject({ error: undefined, query: { filter: { tiers: ['TIER1'] } } });
  });
});

describe('an event', () => {
  it('changes its row where it is, adds to its scores, and says that the order has changed', async () => {
    const { list, emit, asked } = await open({ filter: {}, orderBy: { field: 'QUALITY_SCORE', direction: 'ASC' } });
    expect(list.state.window?.rows[3]?.scores).toHaveLength(1);
    asked.length = 0;
    emit({ ...entityOf(3), latestProfile: profileOf('new', 99) });
    expect(list.state.window?.rows[3]).toMatchObject({
      id: 'e3',
      entity: { latestProfile: { qualityScore: 99 } },
      scores: [{ id: 'p3' }, { id: 'new', score: 99 }],
    });
    expect(list.state.drift).toBe('order');
    expect(asked).toEqual([]);
    list.reload();
    await settle();
    expect(list.state.drift).toBeUndefined();
  });

  it('lets the total be counted anew, at most every ten seconds, and only while somebody looks', async () => {
    const { list, emit, asked } = await open();
    const counted = () => asked.filter((kind) => kind === 'total').length;
    const before = counted();
    for (let second = 0; second < 30; second += 1) {
      emit({ ...entityOf(3), version: second + 2 });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(counted() - before).toBe(0);
    const leave = list.onChange(() => undefined);
    for (let second = 0; second < 30; second += 1) {
      emit({ ...entityOf(3), version: second + 100 });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(counted() - before).toBeGreaterThanOrEqual(3);
    expect(counted() - before).toBeLessThanOrEqual(4);
    leave();
  });

  it('is made good after a gap: what is seen is asked for again, where it is', async () => {
    const { list, server, reset } = await open();
    list.show({ start: 900, end: 920 });
    await settle();
    const { beginning } = list.state;
    server.name = 'renamed';
    reset();
    await settle();
    expect(rowAt(list, 905)).toMatchObject({ id: 'e905', entity: { name: 'renamed' } });
    expect(list.state.beginning).toBe(beginning);
  });

  it('is not forgotten after a gap when that fails: to try again closes it', async () => {
    const { list, server, reset } = await open();
    server.name = 'renamed';
    server.isDown = true;
    reset();
    await settle();
    expect(list.state.error).toBeDefined();
    list.show({ start: 5, end: 25 });
    server.isDown = false;
    list.retry();
    await settle();
    expect(list.state.error).toBeUndefined();
    expect(rowAt(list, 10)).toMatchObject({ id: 'e10', entity: { name: 'renamed' } });
  });
});

function rowAt({ state: { window } }: EntityList, index: number) {
  return window?.rows[index - window.first];
}

function settle(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(2_000);
}

async function open(query: EntitiesQuery = { filter: {} }) {
  const server = { isDown: false, name: 'as it was' };
  const asked: string[] = [];
  const listeners = new Set<(events: readonly LiveEvent[]) => void>();
  const resetListeners = new Set<() => void>();
  const connectionListeners = new Set<() => void>();
  const connection: ConnectionState = { status: 'live', since: new Date() };
  const list = createEntityList({
    pages: pagesOf(5_000, server, asked),
    live: {
      onEvents: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onReset: (listener) => {
        resetListeners.add(listener);
        return () => resetListeners.delete(listener);
      },
      connection,
      onConnection: (listener) => {
        connectionListeners.add(listener);
        return () => connectionListeners.delete(listener);
      },
    },
    isSeen: () => true,
  });
  list.ask(query);
  list.show({ start: 0, end: 20 });
  await settle();
  return {
    list,
    server,
    asked,
    emit: (entity: EntityLiveFragment) => {
      const event = { __typename: 'MetadataChangedEvent', entity } as LiveEvent;
      for (const listener of listeners) listener([event]);
    },
    connect: () => {
      for (const listener of connectionListeners) listener();
    },
    reset: () => {
      for (const listener of resetListeners) listener();
    },
  };
}

/** A server with entities e0, e1, ... whose cursors are c0, c1, ... */
function pagesOf(count: number, server: { isDown: boolean; name: string }, asked: string[]): EntityPages {
  const indicesOf = ({ first, after, last, before }: Stretch) => {
    const from = after == null ? 0 : Number(after.slice(1)) + 1;
    const to = before == null ? count : Number(before.slice(1));
    const [start, end] = last == null ? [from, Math.min(from + (first ?? 20), to)] : [Math.max(to - last, from), to];
    return Array.from({ length: Math.max(end - start, 0) }, (_, index) => start + index);
  };
  const answer = <T>(kind: string, value: T): Promise<T> => {
    asked.push(kind);
    return server.isDown ? Promise.reject(new Error('down')) : Promise.resolve(value);
  };
  return {
    page(_, stretch) {
      const indices = indicesOf(stretch);
      return answer('page', {
        rows: indices.map((index) => ({
          id: `e${index}`,
          cursor: `c${index}`,
          entity: { ...entityOf(index), name: server.name },
        })),
        hasNextPage: (indices.at(-1) ?? -1) < count - 1,
        hasPreviousPage: (indices[0] ?? 0) > 0,
      });
    },
    cursors: (_, stretch) =>
      answer(
        'cursors',
        indicesOf(stretch).map((index) => `c${index}`),
      ),
    total: () => answer('total', count),
    scores: (ids) =>
      answer('scores', new Map(ids.map((id) => [id, [{ id: `p${id.slice(1)}`, score: Number(id.slice(1)) }]]))),
  };
}

function profileOf(id: string, qualityScore: number) {
  return { id, createdAt: '2026-01-02T00:00:00Z', qualityScore, qualityGrade: 'A' as const, rowCount: 1 };
}

function entityOf(index: number): EntityLiveFragment {
  return {
    __typename: 'Metadata',
    id: `e${index}`,
    canonicalKey: `key_${index}`,
    entityType: 'METADATA',
    name: 'as it was',
    tier: 'TIER2',
    status: 'ACTIVE',
    owner: null,
    version: 1,
    updatedAt: '2026-01-01T00:00:00Z',
    profileState: 'FRESH',
    lastProfiledAt: '2026-01-02T00:00:00Z',
    nextProfileDueAt: null,
    latestProfile: profileOf(`p${index}`, index / 100),
    lastFailure: null,
    pendingApproval: null,
  };
}
