import { expect, test, vi } from 'vitest';

import { createBus } from '../../../src/events/live/bus.ts';
import { factsOf, NO_TRAITS } from '../../../src/events/log/event-filter.ts';
import type { Event } from '../../../src/events/schemas/catalogue.ts';
import { createMemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { completed, refreshed } from '../../support/events/events.ts';

function setUp() {
  const failures: unknown[] = [];
  const transport = createMemoryTransport((error) => failures.push(error));
  let offset = 0;
  const emit = (event: Event) => {
    const place = { tenantId: event.tenantId, epoch: 'e', offset: ++offset, cursor: String(offset), bytes: 1 };
    transport.publish([{ ...place, event, facts: factsOf(event, NO_TRAITS), appendedAt: new Date() }]);
    return Promise.resolve();
  };
  const bus = createBus({ emit, transport, onHandlerError: (error) => failures.push(error) });
  return { bus, transport, failures };
}

test('a handler gets the events of its type, narrowed to it', async () => {
  const { bus } = setUp();
  const rows: number[] = [];
  bus.subscribe('data.refreshed', (event) => rows.push(event.payload.rowsAffected ?? -1));
  await bus.emitEvent(refreshed({ rowsAffected: 3 }));
  await bus.emitEvent(completed());
  await vi.waitFor(() => {
    expect(rows).toEqual([3]);
  });
});

test('a handler of * gets every event, and one that is gone gets none', async () => {
  const { bus } = setUp();
  const types: string[] = [];
  const handler = (event: Event) => types.push(event.type);
  bus.subscribe('*', handler);
  await bus.emitEvent(refreshed());
  await bus.emitEvent(completed());
  await vi.waitFor(() => {
    expect(types).toEqual(['data.refreshed', 'metadata.profile.completed']);
  });
  bus.unsubscribe('*', handler);
  await bus.emitEvent(refreshed());
  await new Promise((resolve) => setImmediate(resolve));
  expect(types).toHaveLength(2);
});

test('subscribeOnce hands over the first event of its type only', async () => {
  const { bus } = setUp();
  const handler = vi.fn();
  bus.subscribeOnce('data.refreshed', handler);
  await bus.emitEvent(completed());
  await bus.emitEvent(refreshed());
  await bus.emitEvent(refreshed());
  await new Promise((resolve) => setImmediate(resolve));
  expect(handler).toHaveBeenCalledTimes(1);
});

test('a handler that throws, rejects or never returns harms no other, and the first two are reported', async () => {
  const { bus, failures } = setUp();
  const handler = vi.fn();
  bus.subscribe('*', () => {
    throw new Error('thrown');
  });
  bus.subscribe('*', () => Promise.reject(new Error('rejected')));
  bus.subscribe('*', () => new Promise(() => undefined));
  bus.subscribe('*', handler);
  await bus.emitEvent(refreshed());
  await bus.emitEvent(refreshed());
  await vi.waitFor(() => {
    expect(handler).toHaveBeenCalledTimes(2);
    expect(failures.map(String).sort()).toEqual([
      'Error: rejected',
      'Error: rejected',
      'Error: thrown',
      'Error: thrown',
    ]);
  });
});

test('a bus that is disposed of leaves no listener behind', () => {
  const { bus, transport } = setUp();
  bus.subscribe('*', () => undefined);
  expect(transport.listenerCount()).toBe(1);
  bus[Symbol.dispose]();
  expect(transport.listenerCount()).toBe(0);
});
