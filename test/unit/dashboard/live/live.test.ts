import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createLive, KEPT_EVENTS, type Live } from '../../../../dashboard/live/live.ts';
import type { ResumableClient } from '../../../../packages/client/src/index.ts';
import { quickClient } from '../../../support/client/recorded-subscription.ts';
import {
  bookmark,
  type Operation,
  refusal,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../../../support/client/scripted-server.ts';
import { createFakeScreen, type FakeScreen } from '../../../support/dashboard/fake-screen.ts';
import { until } from '../../../support/until.ts';

let screen: FakeScreen;
let server: ScriptedServer;
let client: ResumableClient;
let live: Live;
let told: string[];

beforeEach(() => {
  screen = createFakeScreen();
  told = [];
});
afterEach(async () => {
  live.stop();
  await client.dispose();
  await server[Symbol.asyncDispose]();
  vi.unstubAllGlobals();
});

async function start(script: Script): Promise<void> {
  server = await startScriptedServer(script);
  client = quickClient({ url: server.url });
  live = createLive(
    client,
    () => told.push('refused'),
    () => told.push('unreadable'),
  );
  live.onReset(() => told.push(`reset with ${live.events.length}`));
  live.start('0');
}

/** The event with this place in the log, about one of the entities. */
function event(place: number, entity?: string): object {
  const about = entity === undefined ? {} : { entity: { id: entity } };
  return { data: { events: { __typename: 'DataRefreshedEvent', cursor: String(place), ...about } } };
}

/** Sends the events up to the last from where the subscription is, and then says that this is all. */
function send({ variables, next }: Operation, last: number, entityOf?: (place: number) => string): void {
  for (let place = Number(variables.after) + 1; place <= last; place++) next(event(place, entityOf?.(place)));
  next(bookmark(String(last)));
}

async function shown(count: number): Promise<string[]> {
  await until(`${count} events`, () => {
    screen.frame();
    return live.eventCount === count;
  });
  return live.events.map(({ cursor }) => cursor);
}

const becomes = (status: string) => until(`the status ${status}`, () => live.connection.status === status);

test('events are listed newest first, told oldest first, and written for the cache once for each entity', async () => {
  const batches: string[][] = [];
  const written: string[] = [];
  await start({
    onSubscribe: (operation) => {
      send(operation, 4, (place) => (place === 2 ? 'b' : 'a'));
    },
  });
  live.onEvents((batch) => batches.push(batch.map(({ cursor }) => cursor)));
  live.results.subscribe({ next: ({ data }) => written.push(data.events.cursor) });
  await becomes('live');
  expect(await shown(4)).toEqual(['4', '3', '2', '1']);
  expect(batches).toEqual([['1', '2', '3', '4']]);
  expect(written).toEqual(['2', '4']);
});

test('a server that is killed and comes back: every event is shown once, and the connection says since when it waits', async () => {
  await start({
    onSubscribe(operation, count) {
      send(operation, count * 100);
      if (count < 5) operation.socket.terminate();
    },
  });
  const states: string[] = [];
  live.onConnection(() => states.push(live.connection.status));
  const cursors = await shown(500);
  expect(cursors).toEqual(Array.from({ length: 500 }, (_, index) => String(500 - index)));
  await becomes('live');
  expect(states.filter((state) => state === 'reconnecting').length).toBeGreaterThanOrEqual(4);
  expect(live.connection.reason).toBeUndefined();
});

test('the list keeps a bounded number, and counts all', async () => {
  await start({
    onSubscribe: (operation) => {
      send(operation, 3_000);
    },
  });
  const cursors = await shown(3_000);
  expect(cursors).toHaveLength(KEPT_EVENTS);
  expect(cursors.at(0)).toBe('3000');
  expect(cursors.at(-1)).toBe(String(3_000 - KEPT_EVENTS + 1));
});

test('after a reset the list begins anew, and what is shown is asked for anew', async () => {
  await start({
    onSubscribe(operation, count) {
      if (count === 1) {
        send(operation, 2);
        operation.socket.close(1012);
      } else if (operation.variables.after !== undefined) operation.error([refusal('CURSOR_EXPIRED')]);
      else for (const message of [bookmark('90'), event(91), bookmark('91')]) operation.next(message);
    },
  });
  const sizes: number[] = [];
  live.onEvents((batch) => sizes.push(batch.length));
  expect(await shown(3)).toEqual(['91']);
  expect(told).toEqual(['reset with 0']);
  // The two before the gap are told before the list begins anew.
  expect(sizes).toEqual([2, 0, 1]);
  await becomes('live');
});

test('a token that is refused is told, and so is one that expires', async () => {
  let connections = 0;
  await start({
    onConnect(socket) {
      connections++;
      if (connections === 1) socket.close(4403, 'Forbidden');
      return connections > 1;
    },
    onSubscribe({ socket }, count) {
      if (count === 1) socket.close(4403, 'The token has expired');
    },
  });
  await until('both', () => told.length === 2);
  expect(told).toEqual(['refused', 'refused']);
});

test('a subscription that the server refuses for good is stopped, with the reason', async () => {
  await start({
    onSubscribe: ({ error }) => {
      error([refusal('FORBIDDEN')]);
    },
  });
  await becomes('stopped');
  expect(live.connection.reason).toBe('refused with FORBIDDEN');
  expect(told).toEqual([]);
});
