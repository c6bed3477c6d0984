import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import { refreshed } from '../../support/events/events.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';
import { answerStatus, leadTo, type Receiver, startReceiver } from '../../support/webhooks/receiver.ts';
import { deliveriesOf, makeWebhook, mutate, readWebhook } from '../../support/webhooks/webhooks.ts';

/** PGlite does one transaction at a time: there is nobody to wait for. */
describe('webhooks and who waits for whom', { timeout: 60_000 }, () => {
  let postgres: TestDatabase;
  let server: TestServer;
  let receiver: Receiver;
  let other: pg.Client;

  beforeAll(async () => {
    postgres = await openTestDatabase();
    receiver = await startReceiver();
    server = await startTestServer({
      database: openPostgres({
        connectionString: postgres.connectionString,
        poolSize: 10,
        onIdleError: () => undefined,
      }),
      webhooks: leadTo(receiver),
    });
    other = new pg.Client({ connectionString: postgres.connectionString });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await server[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    receiver.answerWith(answerStatus(204));
    receiver.received.length = 0;
  });
  afterEach(async () => {
    await other.query('ROLLBACK');
  });

  /** Until somebody waits for what the other connection has locked. */
  const somebodyWaits = () =>
    until('somebody to wait', async () => {
      const { rows } = await other.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rows.length > 0;
    });

  test.each([
    [429, { 'retry-after': '60' }],
    [410, {}],
  ])('an answer %i waits for the webhook before it holds its delivery', async (status, headers) => {
    const webhook = await makeWebhook(server, receiver.url);
    const answered = new Promise<() => void>((resolve) => {
      receiver.answerWith((message, response, request) => {
        resolve(() => {
          answerStatus(status, headers)(message, response, request);
        });
      });
    });
    await server.bus.emitEvent(refreshed());
    const answer = await answered;
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM governance.webhook WHERE id = $1 FOR UPDATE', [webhook.id]);
    answer();
    await somebodyWaits();
    // As a redelivery does, and a removal: whoever has the webhook gets its deliveries without waiting.
    const deliveries = other.query(
      'SELECT 1 FROM governance.webhook_delivery WHERE webhook_id = $1 FOR UPDATE NOWAIT',
      [webhook.id],
    );
    await expect(deliveries).resolves.toMatchObject({ rowCount: 1 });
    await other.query('COMMIT');
    await until('the outcome', async () => (await deliveriesOf(server, webhook.id))[0]?.attempts.length === 1);
    await mutate(server, 'deleteWebhook', { webhookId: webhook.id });
  });

  test('events are recorded while the deliveries of a webhook are removed', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    await server.bus.emitEvent(refreshed());
    const isSent = async () => (await deliveriesOf(server, webhook.id))[0]?.status === 'SUCCEEDED';
    await until('the delivery', isSent);
    await server.parts.database.query(
      `INSERT INTO governance.webhook_delivery (id, tenant_id, webhook_id, event_offset, event_type, status, give_up_at, created_at)
       SELECT gen_random_uuid(), tenant_id, webhook_id, event_offset, event_type, status, give_up_at, created_at
       FROM governance.webhook_delivery, generate_series(1, 2500) WHERE webhook_id = $1`,
      [webhook.id],
    );
    await other.query('BEGIN');
    await other.query(
      `SELECT 1 FROM governance.webhook_delivery WHERE webhook_id = $1 ORDER BY ctid DESC LIMIT 1 FOR UPDATE`,
      [webhook.id],
    );
    const removal = mutate(server, 'deleteWebhook', { webhookId: webhook.id });
    await somebodyWaits();
    expect(await readWebhook(server, webhook.id)).toMatchObject({
      status: 'STOPPED',
      statusReason: 'It is being deleted.',
    });
    await server.bus.emitEvent(refreshed());
    await other.query('COMMIT');
    expect(await removal).toMatchObject({ webhookId: webhook.id });
    expect(await readWebhook(server, webhook.id)).toBeNull();
  });
});
