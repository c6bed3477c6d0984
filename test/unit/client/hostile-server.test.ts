import { afterEach, expect, test, vi } from 'vitest';

import { ConnectionLostError, type ResumableClient, SubscriptionError } from '../../../packages/client/src/index.ts';
import { becomes, quickClient, record } from '../../support/client/recorded-subscription.ts';
import {
  bookmark,
  event,
  type Operation,
  refusal,
  type Script,
  startScriptedServer,
} from '../../support/client/scripted-server.ts';
import { until } from '../../support/until.ts';

let cleanUp: (() => PromiseLike<void>)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const clean of cleanUp) await clean();
  cleanUp = [];
});

async function start(script: Script, options: Parameters<typeof quickClient>[0] | object = {}) {
  const server = await startScriptedServer(script);
  const client: ResumableClient = quickClient({ url: server.url, ...options });
  cleanUp.push(
    () => client.dispose(),
    () => server[Symbol.asyncDispose](),
  );
  return { server, client };
}

/** Serves the events 1 to 6, two with each subscription, and then does something bad. */
function twoAtATime(bad: (operation: Operation) => void): Script {
  return {
    onSubscribe(operation) {
      const first = Number(operation.variables.after ?? 0) + 1;
      operation.next(event(String(first)));
      operation.next(event(String(first + 1)));
      if (first < 5) bad(operation);
      else operation.next(bookmark('6'));
    },
  };
}

const CLOSE_CODES = [
  1000, 1001, 1002, 1008, 1009, 1011, 1012, 1013, 3000, 4004, 4400, 4401, 4403, 4406, 4408, 4409, 4429, 4499, 4500,
];

test.each(CLOSE_CODES)('after a close with %i it comes back, and goes on after what it has', async (code) => {
  const { server, client } = await start(
    twoAtATime(({ socket }) => {
      socket.close(code, 'because');
    }),
  );
  const recorded = record(client, { after: '0' });
  await until('all events', () => recorded.subscription.status === 'live');
  expect(recorded.ids).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(server.operations.map(({ variables }) => variables.after)).toEqual(['0', '2', '4']);
  // None by the stock client, which comes back on its own after a 1000.
  expect(server.connectedAt).toHaveLength(3);
  expect(recorded.causes.map((cause) => cause instanceof ConnectionLostError && cause.closeCode)).toEqual([code, code]);
  expect(recorded.causes[0]?.message).toBe(`closed with ${code}: because`);
});

test('a connection that is cut without a word, or speaks nonsense, changes nothing of that', async () => {
  const bad = [
    (socket: Operation['socket']) => {
      socket.terminate();
    },
    (socket: Operation['socket']) => {
      socket.send('no JSON');
    },
  ];
  const { client } = await start(
    twoAtATime(({ socket }) => {
      bad.pop()?.(socket);
    }),
  );
  const recorded = record(client, { after: '0' });
  await until('all events', () => recorded.subscription.status === 'live');
  expect(recorded.ids).toEqual(['1', '2', '3', '4', '5', '6']);
});

test.each(['RATE_LIMITED', 'INTERNAL_SERVER_ERROR'])(
  '%s, as an error or in place of an event, is tried again over the same socket',
  async (code) => {
    const ways = [
      ({ error }: Operation) => {
        error([refusal(code)]);
      },
      ({ next, complete }: Operation) => {
        next({ errors: [refusal(code)] });
        complete();
      },
    ];
    const { server, client } = await start(
      twoAtATime((operation) => {
        ways.pop()?.(operation);
      }),
    );
    const recorded = record(client, { after: '0' });
    await until('all events', () => recorded.subscription.status === 'live');
    expect(recorded.ids).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(server.connectedAt).toHaveLength(1);
    expect(recorded.statuses).toEqual(['replaying', 'reconnecting', 'replaying', 'reconnecting', 'replaying', 'live']);
  },
);

test('an event whose execution failed is asked for again, and not passed over', async () => {
  let hasFailed = false;
  const { client } = await start({
    onSubscribe({ variables, next }) {
      if (variables.after === '0') next(event('1'));
      if (hasFailed) next(event('2'));
      else next({ data: null, errors: [refusal('INTERNAL_SERVER_ERROR')] });
      hasFailed = true;
      next(event('3'));
    },
  });
  const recorded = record(client, { after: '0' });
  await until('the events', () => recorded.ids.length === 3);
  expect(recorded.ids).toEqual(['1', '2', '3']);
});

test('a subscription that the server completes is taken up again', async () => {
  const { client } = await start(
    twoAtATime(({ complete }) => {
      complete();
    }),
  );
  const recorded = record(client, { after: '0' });
  await until('all events', () => recorded.subscription.status === 'live');
  expect(recorded.ids).toEqual(['1', '2', '3', '4', '5', '6']);
});

test.each(['BAD_USER_INPUT', 'FORBIDDEN', 'UNAUTHENTICATED'])(
  '%s ends the one subscription, with that error',
  async (code) => {
    const { client } = await start({
      onSubscribe({ error, next }, count) {
        if (count === 1) error([refusal(code)]);
        else next(event('1'));
      },
    });
    const refused = record(client, { after: '0' });
    await expect(refused.subscription.finished).rejects.toThrow(`refused with ${code}`);
    await expect(refused.subscription.finished).rejects.toBeInstanceOf(SubscriptionError);
    expect(refused.statuses).toEqual(['replaying', 'stopped']);
    const other = record(client, { after: '0' });
    await until('an event of another', () => other.ids.length === 1);
  },
);

test('fifty subscriptions of one socket come back together, and Node has nothing to warn of', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const { server, client } = await start({
    onSubscribe({ next, socket }, count) {
      if (count === 50) socket.close(1011);
      else if (count > 50) next(bookmark('1'));
    },
  });
  const subscriptions = Array.from({ length: 50 }, () => record(client).subscription);
  await until('all to be live', () => subscriptions.every(({ status }) => status === 'live'));
  expect(server.connectedAt).toHaveLength(2);
  process.off('warning', warn);
  expect(warnings).toEqual([]);
});

test('an event without its cursor ends the subscription with an error that says so', async () => {
  const { client } = await start({
    onSubscribe({ next }) {
      next(event('1'));
      next({ data: { events: { id: '2' } } });
      next(event('3'));
    },
  });
  const recorded = record(client, { after: '0' });
  await expect(recorded.subscription.finished).rejects.toThrow(/must select `cursor`/);
  expect(recorded.ids).toEqual(['1']);
  expect(recorded.subscription.cursor).toBe('1');
});

test('a server that accepts and drops at once is asked less and less often', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.99);
  const { server, client } = await start(
    {
      onSubscribe: ({ socket }) => {
        socket.terminate();
      },
    },
    { firstRetryMs: 20, maxRetryMs: 160 },
  );
  record(client, { after: '0' });
  const times = await until('some connections', () => server.connectedAt.length > 5 && server.connectedAt);
  const pausesMs = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  for (const [index, bound] of [20, 40, 80, 160, 160].entries()) expect(pausesMs[index]).toBeGreaterThan(bound * 0.9);
});

test('the connection’s parameters are asked for anew each time, and their failure is no end', async () => {
  const seen: unknown[] = [];
  let asked = 0;
  const { client } = await start(
    {
      onConnect(socket, params) {
        seen.push(params);
        if (seen.length < 3) socket.close(4403, 'Forbidden');
        return seen.length >= 3;
      },
      onSubscribe: ({ next }) => {
        next(event('1'));
      },
    },
    {
      connectionParams: () => {
        asked++;
        if (asked === 2) throw new Error('no token just now');
        return Promise.resolve({ authorization: `token ${asked}` });
      },
    },
  );
  const recorded = record(client, { after: '0' });
  await until('the event', () => recorded.ids.length === 1);
  expect(seen).toEqual([1, 3, 4].map((count) => ({ authorization: `token ${count}` })));
});

test('an expired cursor: the state is loaded at the position that the server names, and what happens since comes after', async () => {
  const order: string[] = [];
  const { server, client } = await start({
    onSubscribe({ variables, error, next }) {
      order.push(`subscribe after ${String(variables.after)}`);
      if (variables.after !== undefined) error([refusal('CURSOR_EXPIRED')]);
      else for (const message of [bookmark('p0'), event('p1')]) next(message);
    },
  });
  let failures = 2;
  const recorded = record(client, {
    after: 'old',
    reset: async (position) => {
      order.push(`reset to ${position}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (failures-- > 0) throw new Error('the state cannot be loaded just now');
      order.push('loaded');
    },
  });
  await until('the event', () => recorded.ids.length === 1);
  expect(order).toEqual([
    'subscribe after old',
    'subscribe after undefined',
    'reset to p0',
    'reset to p0',
    'reset to p0',
    'loaded',
  ]);
  await becomes(recorded, 'live');
  expect(recorded.statuses).toEqual(['replaying', 'reset', 'reset', 'reset', 'replaying', 'live']);
  expect(server.connectedAt).toHaveLength(1);
});

test('an expired cursor, and an event before the position is named: the state that is loaded has it already', async () => {
  const { client } = await start({
    onSubscribe({ variables, error, next }) {
      if (variables.after !== undefined) error([refusal('CURSOR_EXPIRED')]);
      else for (const message of [event('p1'), bookmark('p1'), event('p2')]) next(message);
    },
  });
  const positions: string[] = [];
  const recorded = record(client, { after: 'old', reset: (position) => void positions.push(position) });
  await until('the event', () => recorded.ids.length === 1);
  expect(positions).toEqual(['p1']);
  expect(recorded.ids).toEqual(['p2']);
});

test('a late bookmark of a connection that is lost does not say live', async () => {
  let release: (() => void) | undefined;
  const { server, client } = await start({
    onSubscribe({ next, socket }, count) {
      if (count > 1) return;
      next(event('1'));
      next(bookmark('1'));
      socket.close(1001);
    },
  });
  const recorded = record(client, { after: '0', next: () => new Promise<void>((resolve) => (release = resolve)) });
  await until('the second subscription', () => server.operations.length === 2);
  release?.();
  await until('the event to be handled', () => recorded.subscription.cursor === '1');
  expect(recorded.statuses).toEqual(['replaying', 'reconnecting', 'replaying']);
  expect(server.operations[1]?.variables.after).toBe('1');
});

test('it asks for bookmarks, and a subscription that matches nothing moves on with them', async () => {
  const { server, client } = await start({
    onSubscribe({ next, socket }, count) {
      for (const cursor of ['1', '2', '3']) next(bookmark(cursor));
      if (count === 1) socket.close(1001);
    },
  });
  const recorded = record(client);
  await until('the second subscription', () => server.operations.length === 2);
  expect(server.operations.map(({ variables }) => variables.after)).toEqual([undefined, '3']);
  expect(server.operations[0]?.extensions).toEqual({ bookmarks: true });
  expect(recorded.subscription.cursor).toBe('3');
});
