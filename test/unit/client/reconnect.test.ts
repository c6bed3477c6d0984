import { afterEach, expect, test } from 'vitest';

import { quickClient, record } from '../../support/client/recorded-subscription.ts';
import { bookmark, event, type Script, startScriptedServer } from '../../support/client/scripted-server.ts';
import { until } from '../../support/until.ts';

let cleanUp: (() => PromiseLike<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp) await clean();
  cleanUp = [];
});

/** Each connection has another token. */
async function start(script: Script, options: object = {}) {
  let tokens = 0;
  const server = await startScriptedServer(script);
  const client = quickClient({ url: server.url, connectionParams: () => ({ token: ++tokens }), ...options });
  cleanUp.push(
    () => client.dispose(),
    () => server[Symbol.asyncDispose](),
  );
  return { server, client };
}

/** Sends one event more than the subscription has, and then says that this is all. */
const ONE_MORE: Script['onSubscribe'] = ({ variables, next }) => {
  const cursor = String(Number(variables.after ?? 0) + 1);
  next(event(cursor));
  next(bookmark(cursor));
};

test('another connection takes over: the events go on, each once, and it is live all the time', async () => {
  const seen: unknown[] = [];
  const { server, client } = await start({
    onConnect: (_, params) => seen.push(params) > 0,
    onSubscribe: ONE_MORE,
  });
  const all = [record(client, { after: '0' }), record(client, { after: '10' })];
  await until('both to be live', () => all.every(({ subscription }) => subscription.status === 'live'));
  client.reconnect();
  await until('both to go on', () => all.every(({ ids }) => ids.length === 2));
  expect(all.map(({ ids }) => ids)).toEqual([
    ['1', '2'],
    ['11', '12'],
  ]);
  expect(all.map(({ statuses }) => statuses)).toEqual([
    ['replaying', 'live'],
    ['replaying', 'live'],
  ]);
  expect(seen).toEqual([{ token: 1 }, { token: 2 }]);
  await until('the first one to be closed', () => server.operations[0]?.socket.readyState === 3);
  expect(server.operations[2]?.socket.readyState).toBe(1);
});

test('the old connection delivers until the new one is acknowledged, and stays if it never is', async () => {
  let connections = 0;
  const { server, client } = await start({
    onConnect(socket) {
      connections++;
      if (connections === 2) socket.close(4403, 'Forbidden');
      return connections !== 2;
    },
    onSubscribe: ONE_MORE,
  });
  const recorded = record(client, { after: '0' });
  await until('the first event', () => recorded.subscription.status === 'live');
  client.reconnect();
  await until('the refusal', () => connections === 2);
  server.operations[0]?.next(event('2'));
  await until('the second event', () => recorded.ids.length === 2);
  expect(recorded.statuses).toEqual(['replaying', 'live']);

  client.reconnect();
  await until('the third connection', () => recorded.ids.length === 3);
  expect(recorded.ids).toEqual(['1', '2', '3']);
  expect(recorded.causes).toEqual([]);
});

test('a replacement that is lost later is a lost connection like any other', async () => {
  const { server, client } = await start({ onSubscribe: ONE_MORE });
  const recorded = record(client, { after: '0' });
  await until('the first event', () => recorded.subscription.status === 'live');
  client.reconnect();
  await until('the second event', () => recorded.ids.length === 2);
  server.operations[1]?.socket.close(1012);
  await until('the third event', () => recorded.ids.length === 3 && recorded.subscription.status === 'live');
  expect(recorded.ids).toEqual(['1', '2', '3']);
  expect(recorded.statuses).toEqual(['replaying', 'live', 'reconnecting', 'replaying', 'live']);
});

test('without a subscription there is nothing to replace', async () => {
  const { server, client } = await start({ onSubscribe: ONE_MORE });
  client.reconnect();
  const recorded = record(client, { after: '0' });
  await until('the event', () => recorded.ids.length === 1);
  expect(server.connectedAt).toHaveLength(1);
});
