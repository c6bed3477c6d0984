import { afterAll, beforeAll, expect, test } from 'vitest';

import { quickClient, record } from '../../support/client/recorded-subscription.ts';
import { refreshed } from '../../support/events/events.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, makeToken, secondsOf } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
});
afterAll(() => server[Symbol.asyncDispose]());

test('a token that expires, or is refused, is replaced by a fresh one, and nothing is missed or repeated', async () => {
  let asked = 0;
  const client = quickClient({
    url: `${server.url}/graphql`,
    async connectionParams() {
      asked++;
      // The second one is refused: it has expired already.
      const seconds = asked === 1 ? 2 : asked === 2 ? -10 : 3_600;
      const exp = secondsOf(new Date(Date.now() + seconds * 1_000));
      return { authorization: `Bearer ${await makeToken({ exp })}` };
    },
  });
  const written: string[] = [];
  const recorded = record(client);
  await until('the subscription', () => recorded.subscription.status === 'live');
  while (asked < 3) {
    const event = refreshed({ tenantId: 'acme' });
    await server.bus.emitEvent(event);
    written.push(event.id);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until('the last event', () => recorded.ids.at(-1) === written.at(-1));
  expect(recorded.ids).toEqual(written);
  expect(recorded.causes.map((cause) => cause.message)).toEqual([
    'closed with 4403: The token has expired',
    'closed with 4403: Forbidden',
  ]);
  await client.dispose();
});

test('a role that may not subscribe is told so, and does not ask again', async () => {
  const client = quickClient({
    url: `${server.url}/graphql`,
    connectionParams: async () => ({ authorization: `Bearer ${await makeToken({ roles: ['PRODUCER'] })}` }),
  });
  const { subscription } = record(client);
  await expect(subscription.finished).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
});
