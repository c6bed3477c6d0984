import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { makeDataDir } from '../../support/process/data-dir.ts';
import { type ServerProcess, startProcess } from '../../support/process/server-process.ts';
import { until } from '../../support/until.ts';

const dataDir = makeDataDir();
/** Message ids in the order of their arrival. */
const received: (string | string[] | undefined)[] = [];
let onMessage: (response: ServerResponse) => void = (response) => response.end();
const receiver = createServer((request: IncomingMessage, response) => {
  received.push(request.headers['webhook-id']);
  request.resume();
  request.once('end', () => {
    onMessage(response);
  });
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
  rmSync(dataDir, { recursive: true });
});

async function ask<T>({ url }: ServerProcess, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: T }).data;
}

const start = (env: Record<string, string> = {}) =>
  startProcess({ DATA_DIR: dataDir, WEBHOOK_ALLOW_PRIVATE: 'true', ...env });
const DELIVERIES = '{ webhooks { deliveries { edges { node { id status attempts { responseStatus } } } } } }';
interface Deliveries {
  webhooks: { deliveries: { edges: { node: { id: string; status: string; attempts: object[] } }[] } }[];
}

test(
  'a message whose outcome died with the process is sent again after the next start, under the same id',
  { timeout: 240_000 },
  async () => {
    const { port } = receiver.address() as AddressInfo;
    {
      await using server = await start();
      const create =
        'mutation ($url: String!) { createWebhook(input: { url: $url }) { __typename ... on Error { message } } }';
      expect(await ask(server, create, { url: `http://127.0.0.1:${port}/events` })).toEqual({
        createWebhook: { __typename: 'CreateWebhookSuccess' },
      });
      // It has taken the message, and before it can say so the sender is gone.
      onMessage = () => {
        server.signal('SIGKILL');
      };
      await ask(
        server,
        `mutation { reportDataRefresh(input: {
        entityUrn: "urn:test", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
      }) { __typename } }`,
      );
      await server.ended;
    }
    expect(received).toHaveLength(1);

    onMessage = (response) => response.writeHead(200).end();
    await using server = await start();
    const delivery = await until(
      'the delivery',
      async () => {
        const { webhooks } = await ask<Deliveries>(server, DELIVERIES);
        return webhooks[0]?.deliveries.edges.map(({ node }) => node).find(({ status }) => status === 'SUCCEEDED');
      },
      60_000,
    );
    expect(received).toEqual([delivery.id, delivery.id]);
    expect(delivery.attempts).toEqual([{ responseStatus: 200 }]);
  },
);
