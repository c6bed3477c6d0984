import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { expect, test } from 'vitest';

import { refreshed } from '../../support/events/events.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';
import { startTestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';
import { deliveriesOf, makeWebhook, mutate } from '../../support/webhooks/webhooks.ts';

/** The example as whoever reads it starts it. Its lines, as they come. */
async function startExample(secret: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/receive-webhook.ts', '0'], {
    env: { ...outerEnvironment(), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const url = await until('the receiver', () => /http:\S+/.exec(lines[0] ?? '')?.[0]);
  return {
    url,
    lines,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

test(
  'the receiver of the documentation takes what is signed, knows what it has seen, and refuses the rest',
  { timeout: 120_000 },
  async () => {
    await using server = await startTestServer({ env: { WEBHOOK_ALLOW_PRIVATE: 'true' } });
    const webhook = await makeWebhook(server, 'http://localhost:1/');
    await using receiver = await startExample(webhook.secret);
    await mutate(server, 'updateWebhook', { webhookId: webhook.id, url: receiver.url });

    const event = refreshed();
    await server.bus.emitEvent(event);
    const delivery = await until('the delivery', async () =>
      (await deliveriesOf(server, webhook.id)).find(({ status }) => status === 'SUCCEEDED'),
    );
    const line = `data.refreshed urn:test 0000000000000001 ${JSON.stringify(event.payload)}`;
    expect(receiver.lines.slice(1)).toEqual([line]);

    await mutate(server, 'redeliverWebhookDelivery', { deliveryId: delivery.id });
    await until('the second message', () => receiver.lines.length === 3);
    expect(receiver.lines[2]).toBe(`seen before: data.refreshed ${event.id}`);

    // Both secrets sign; after another change the receiver's one is out.
    const test = async () => (await mutate(server, 'testWebhook', { webhookId: webhook.id })).attempt?.responseStatus;
    await mutate(server, 'rotateWebhookSecret', { webhookId: webhook.id });
    expect(await test()).toBe(204);
    await mutate(server, 'rotateWebhookSecret', { webhookId: webhook.id });
    expect(await test()).toBe(401);
  },
);
