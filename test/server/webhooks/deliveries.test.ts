import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { completed, refreshed, rejected } from '../../support/events/events.ts';
import { reportedEvent } from '../../support/events/reported-event.ts';
import { approve, DECIDER, requestChange, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { hasten } from '../../support/store/hasten.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import {
  answerStatus,
  isSignedWith,
  leadTo,
  type Received,
  type Receiver,
  startReceiver,
} from '../../support/webhooks/receiver.ts';
import {
  deliveriesOf,
  type Delivery,
  makeNextAttempts,
  makeWebhook,
  mutate,
  readWebhook,
} from '../../support/webhooks/webhooks.ts';

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

describe.each(STORES)('webhooks on %s', { timeout: 90_000 }, (_, openStore) => {
  let server: TestServer;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    server = await startTestServer({
      database: await openStore(),
      webhooks: { ...leadTo(receiver), timeoutMs: 5_000 },
    });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    receiver.answerWith(answerStatus(204));
    receiver.received.length = 0;
  });
  afterEach(async () => {
    const { webhooks } = await server.query<{ webhooks: { id: string }[] }, object>('{ webhooks { id } }');
    for (const { id } of webhooks) await mutate(server, 'deleteWebhook', { webhookId: id });
    // What was planned for them comes to nothing, and no later test waits for it.
    await makeNextAttempts(server);
  });

  /** The newest delivery of the webhook, once it is as wanted. */
  function delivered(webhookId: string, isAsWanted: (delivery: Delivery) => boolean): Promise<Delivery> {
    return until('the delivery', async () => (await deliveriesOf(server, webhookId)).find(isAsWanted));
  }
  const hasAttempts = (count: number) => (delivery: Delivery) => delivery.attempts.length >= count;
  const succeeded = ({ status }: Delivery) => status === 'SUCCEEDED';
  const finished = ({ status }: Delivery) => status !== 'PENDING';
  const idsOf = (received: readonly Received[]) => new Set(received.map(({ event }) => event.id));

  test('each event is posted to each webhook that wants it, with all that a CloudEvent says of it', async () => {
    const all = await makeWebhook(server, `${receiver.url}?all`);
    const refreshes = await makeWebhook(server, `${receiver.url}?refreshes`, { types: ['DATA_REFRESHED'] });
    const tier1 = await makeWebhook(server, `${receiver.url}?tier1`, { tiers: ['TIER1'], canonicalKeys: ['b'] });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const refresh = createEvent({ ...refreshed(), createdAt: server.now(), type: 'data.refreshed', traceparent });
    const a = completed({ canonicalKey: 'a', tier: 'tier1' });
    const b = completed({ canonicalKey: 'b', tier: 'tier1' });
    for (const event of [refresh, a, b]) await server.bus.emitEvent(event);
    const pathOf = (path: string) => receiver.received.filter((received) => received.path === `/events?${path}`);
    await until('all', async () => {
      const deliveries = await Promise.all([all, refreshes, tier1].map(({ id }) => deliveriesOf(server, id)));
      return deliveries.flat().filter(succeeded).length >= 5;
    });
    expect(idsOf(pathOf('all'))).toEqual(new Set([refresh.id, a.id, b.id]));
    expect(idsOf(pathOf('refreshes'))).toEqual(new Set([refresh.id]));
    expect(idsOf(pathOf('tier1'))).toEqual(new Set([b.id]));

    const [received] = pathOf('refreshes');
    const entry = await server.parts.log.byProducerId('demo', refresh.source, refresh.id);
    expect(received?.event.toJSON()).toEqual({
      specversion: '1.0',
      id: refresh.id,
      source: 'etl.pipeline',
      type: 'data.refreshed',
      time: refresh.createdAt,
      subject: 'urn:test',
      dataschema: 'urn:mdm:event:data.refreshed:1.1.0',
      datacontenttype: 'application/json',
      tenantid: 'demo',
      correlationid: refresh.correlationId,
      traceparent,
      cursor: entry?.cursor,
      sequence: String(entry?.offset).padStart(16, '0'),
      data: refresh.payload,
    });
    expect(received?.headers.traceparent).toBe(traceparent);
    expect(pathOf('tier1')[0]?.event.subject).toBe('urn:mdm:metadata:b');
    for (const [webhook, path] of [
      [all, 'all'],
      [refreshes, 'refreshes'],
      [tier1, 'tier1'],
    ] as const) {
      for (const message of pathOf(path)) {
        expect(isSignedWith(webhook.secret, message)).toBe(true);
        expect(Math.abs(Number(message.headers['webhook-timestamp']) * 1000 - Date.now())).toBeLessThan(60_000);
      }
    }
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(5);
  });

  test('a webhook that is made while events are written is sent every one from the first that it is sent', async () => {
    const writing = Array.from({ length: 60 }, () => server.bus.emitEvent(refreshed()));
    const webhook = await makeWebhook(server, receiver.url);
    await Promise.all(writing);
    await server.bus.emitEvent(refreshed());
    const { rows } = await server.parts.database.query(
      `SELECT start_offset::int AS start, last_offset::int AS last FROM governance.webhook
       JOIN governance.event_stream USING (tenant_id) WHERE id = $1`,
      [webhook.id],
    );
    const [{ start, last } = { start: 0, last: 0 }] = rows as { start: number; last: number }[];
    await until('all to be received', () => idsOf(receiver.received).size === last - start);
  });

  test('events of a tenant that has no webhooks, or none any more, are no work for them', async () => {
    const works = async () => {
      const { rows } = await server.parts.database.query(
        `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'webhook' AND data->>'tenantId' = 'demo'`,
      );
      return (rows as { count: number }[])[0]?.count ?? 0;
    };
    const first = await makeWebhook(server, receiver.url);
    const second = await makeWebhook(server, receiver.url);
    await mutate(server, 'deleteWebhook', { webhookId: first.id });
    const before = await works();
    await server.bus.emitEvent(refreshed());
    expect(await works()).toBe(before + 1);
    await mutate(server, 'deleteWebhook', { webhookId: second.id });
    await server.bus.emitEvent(refreshed());
    expect(await works()).toBe(before + 1);
  });

  test('a receiver that fails twice gets the same message again, later each time, until it takes it', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith((_, response) => {
      response.writeHead(receiver.received.length < 3 ? 500 : 200).end();
    });
    await server.bus.emitEvent(refreshed());
    const pauses: number[] = [];
    for (const made of [1, 2]) {
      const { attempts, nextAttemptAt, status } = await delivered(webhook.id, hasAttempts(made));
      expect(status).toBe('PENDING');
      pauses.push(Date.parse(nextAttemptAt ?? '') - Date.parse(attempts.at(-1)?.at ?? ''));
      await makeNextAttempts(server);
    }
    const delivery = await delivered(webhook.id, finished);
    expect(delivery).toMatchObject({
      status: 'SUCCEEDED',
      attempts: [
        { responseStatus: 500, error: 'answered 500' },
        { responseStatus: 500, error: 'answered 500' },
        { responseStatus: 200, error: null },
      ],
      nextAttemptAt: null,
    });
    expect(pauses[0]).toBeGreaterThanOrEqual(15 * SECOND_MS);
    expect(pauses[1]).toBeGreaterThanOrEqual(60 * SECOND_MS);
    const messages = receiver.received;
    expect(messages).toHaveLength(3);
    expect(new Set(messages.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery.id]));
    expect(new Set(messages.map(({ body }) => body)).size).toBe(1);
  });

  test('after the last attempt a delivery has failed, is seen to, and is sent again when somebody says so', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith(answerStatus(404));
    const event = refreshed();
    await server.bus.emitEvent(event);
    for (let made = 1; made < 8; made++) {
      await delivered(webhook.id, hasAttempts(made));
      await makeNextAttempts(server);
    }
    const failed = await delivered(webhook.id, finished);
    expect(failed).toMatchObject({ status: 'FAILED', nextAttemptAt: null, event: { id: event.id } });
    expect(failed.attempts.map(({ responseStatus }) => responseStatus)).toEqual(Array(8).fill(404));
    expect(await deliveriesOf(server, webhook.id, ['PENDING', 'SUCCEEDED'])).toEqual([]);
    expect(await deliveriesOf(server, webhook.id, ['FAILED'])).toEqual([failed]);
    const query = 'query ($id: ID!) { node(id: $id) { id ... on WebhookDelivery { webhookId status } } }';
    expect(await server.query(query, { id: failed.id })).toEqual({
      node: { id: failed.id, webhookId: webhook.id, status: 'FAILED' },
    });

    receiver.answerWith(answerStatus(202));
    const outcome = await mutate(server, 'redeliverWebhookDelivery', { deliveryId: failed.id });
    expect(outcome).toMatchObject({ __typename: 'RedeliverWebhookDeliverySuccess', delivery: { status: 'PENDING' } });
    const again = await delivered(webhook.id, succeeded);
    expect(again.attempts).toHaveLength(9);
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(failed.id);
  });

  test('Retry-After of 429 is obeyed, by the other events of the webhook too, and no attempt is lost by waiting', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith(answerStatus(429, { 'retry-after': '7200' }));
    const first = refreshed();
    await server.bus.emitEvent(first);
    const { attempts, nextAttemptAt } = await delivered(webhook.id, hasAttempts(1));
    const quietUntil = Date.parse(attempts[0]?.at ?? '') + 7200 * SECOND_MS;
    expect(Date.parse(nextAttemptAt ?? '')).toBeGreaterThanOrEqual(quietUntil);
    const second = refreshed();
    await server.bus.emitEvent(second);
    const waiting = await until('the other to be put off', async () =>
      (await deliveriesOf(server, webhook.id)).find(
        (delivery) => delivery.event?.id === second.id && Date.parse(delivery.nextAttemptAt ?? '') >= quietUntil,
      ),
    );
    expect(waiting.attempts).toEqual([]);
    expect(receiver.received).toHaveLength(1);

    receiver.answerWith(answerStatus(204));
    server.advance(7205 * SECOND_MS);
    await makeNextAttempts(server);
    await until('both', async () => (await deliveriesOf(server, webhook.id)).every(succeeded));
    expect(idsOf(receiver.received)).toEqual(new Set([first.id, second.id]));
  });

  test('410 stops the webhook: nothing more is sent, until somebody resumes it', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith(answerStatus(410));
    await server.bus.emitEvent(refreshed());
    const gone = await delivered(webhook.id, finished);
    expect(gone).toMatchObject({ status: 'FAILED', attempts: [{ responseStatus: 410 }] });
    expect(await readWebhook(server, webhook.id)).toMatchObject({
      status: 'STOPPED',
      statusReason: expect.stringMatching(/^The receiver answered 410 \(gone\) at 2/),
    });
    expect(await mutate(server, 'redeliverWebhookDelivery', { deliveryId: gone.id })).toMatchObject({
      __typename: 'ConflictError',
    });
    const missed = refreshed();
    await server.bus.emitEvent(missed);
    await until('the fan-out', () => isHandled(missed.id));
    expect(await deliveriesOf(server, webhook.id)).toHaveLength(1);

    receiver.answerWith(answerStatus(204));
    expect((await mutate(server, 'resumeWebhook', { webhookId: webhook.id })).webhook?.status).toBe('ACTIVE');
    const event = refreshed();
    await server.bus.emitEvent(event);
    expect((await delivered(webhook.id, succeeded)).event?.id).toBe(event.id);
  });

  test.each([
    [429, { 'retry-after': '7200' }, ({ nextAttemptAt }: Delivery) => isInAnHour(nextAttemptAt)],
    [410, {}, ({ nextAttemptAt, status }: Delivery) => nextAttemptAt === null && status === 'PENDING'],
  ])('those in line are not posted any more once the receiver has answered %i', async (status, headers, isHeld) => {
    const webhook = await makeWebhook(server, receiver.url);
    await mutate(server, 'pauseWebhook', { webhookId: webhook.id });
    for (let made = 0; made < 24; made++) await server.bus.emitEvent(refreshed());
    await until('the fan-out', async () => (await deliveriesOf(server, webhook.id)).length === 24);
    // Nothing is answered until as many are under way as may be.
    const answers: (() => void)[] = [];
    receiver.answerWith((message, response, request) => {
      answers.push(() => {
        answerStatus(status, headers)(message, response, request);
      });
      if (answers.length >= 4) for (const answer of answers.splice(0)) answer();
    });
    await mutate(server, 'resumeWebhook', { webhookId: webhook.id });
    const settled = await until('all to be answered, or held', async () => {
      const deliveries = await deliveriesOf(server, webhook.id);
      return deliveries.every((delivery) => isHeld(delivery) || delivery.attempts.length > 0) && deliveries;
    });
    expect(receiver.received).toHaveLength(4);
    expect(settled.filter(({ attempts }) => attempts.length > 0)).toHaveLength(4);
  });

  const isInAnHour = (time: string | null) => Date.parse(time ?? '') > server.now().getTime() + 3600 * SECOND_MS;

  test('what a receiver asked for is not cut short by another answer, nor by a pause', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    await mutate(server, 'pauseWebhook', { webhookId: webhook.id });
    for (let made = 0; made < 2; made++) await server.bus.emitEvent(refreshed());
    await until('the fan-out', async () => (await deliveriesOf(server, webhook.id)).length === 2);
    const answers: (() => void)[] = [];
    receiver.answerWith((message, response, request) => {
      const retryAfter = answers.length === 0 ? '7200' : '60';
      answers.push(() => {
        answerStatus(429, { 'retry-after': retryAfter })(message, response, request);
      });
    });
    await mutate(server, 'resumeWebhook', { webhookId: webhook.id });
    await until('both', () => answers.length === 2);
    for (const [index, answer] of answers.entries()) {
      answer();
      await until('its outcome', async () => {
        return (await deliveriesOf(server, webhook.id)).filter(hasAttempts(1)).length === index + 1;
      });
    }
    await mutate(server, 'pauseWebhook', { webhookId: webhook.id });
    await mutate(server, 'resumeWebhook', { webhookId: webhook.id });
    await server.bus.emitEvent(refreshed());
    await until('the third to be put off', async () => {
      const deliveries = await deliveriesOf(server, webhook.id);
      return deliveries.some(({ attempts, nextAttemptAt }) => attempts.length === 0 && isInAnHour(nextAttemptAt));
    });
    expect(receiver.received).toHaveLength(2);
  });

  /** Whether the subscriber has handled an event. */
  async function isHandled(eventId: string): Promise<boolean> {
    const { rows } = await server.parts.database.query(
      `SELECT 1 FROM pgboss.job j JOIN governance.event_log e
         ON e.tenant_id = j.data->>'tenantId' AND e.stream_offset = (j.data->>'offset')::bigint
       WHERE j.name = 'webhook' AND j.state = 'completed' AND e.id = $1`,
      [eventId],
    );
    return rows.length > 0;
  }

  test('what a webhook missed is sent when it is replayed, and what it was sent is not sent again', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    const { streamPosition } = await server.query<{ streamPosition: string }, object>('{ streamPosition }');
    const arrived = refreshed();
    await server.bus.emitEvent(arrived);
    await delivered(webhook.id, succeeded);
    receiver.answerWith(answerStatus(410));
    const refused = refreshed();
    await server.bus.emitEvent(refused);
    await delivered(webhook.id, ({ status }) => status === 'FAILED');
    const missed = refreshed();
    await server.bus.emitEvent(missed);
    await until('the fan-out', () => isHandled(missed.id));
    await mutate(server, 'resumeWebhook', { webhookId: webhook.id });

    receiver.answerWith(answerStatus(204));
    const replay = `mutation ($after: String!) { replayEvents(input: { subscriber: "webhook", after: $after }) {
      ... on ReplayEventsSuccess { count } } }`;
    expect(await server.query(replay, { after: streamPosition })).toEqual({ replayEvents: { count: 3 } });
    await delivered(webhook.id, ({ status, event }) => status === 'SUCCEEDED' && event?.id === missed.id);
    await until('the end of all work', async () => {
      const { rows } = await server.parts.database.query(
        `SELECT 1 FROM pgboss.job WHERE name LIKE 'webhook%' AND state < 'completed'`,
      );
      return rows.length === 0;
    });
    expect(receiver.received.map(({ event }) => event.id)).toEqual([arrived.id, refused.id, missed.id]);
  });

  test('the trace of a request comes out on the webhooks of all that it led to', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const input = {
      entityType: 'METADATA',
      canonicalKey: 'traced',
      kind: 'CREATE',
      change: { name: 'T', tier: 'TIER3' },
    };
    const { approval } = await requestChange(server, input, { ...REQUESTER, traceparent });
    await approve(server, approval?.id ?? '', DECIDER);
    const sent = await server.fetch('/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json', traceparent },
      body: JSON.stringify(reportedEvent()),
    });
    expect(sent.status).toBe(200);
    await server.query(
      'mutation ($id: ID!) { testWebhook(input: { webhookId: $id }) { __typename } }',
      { id: webhook.id },
      { traceparent },
    );
    await until('all', () => receiver.received.length >= 6);
    expect(
      receiver.received.map(({ event, headers }) => [event.type, event.traceparent, headers.traceparent]).sort(),
    ).toEqual(
      [
        'approval.approved',
        'approval.created',
        'data.refreshed',
        'metadata.approved',
        'metadata.changed',
        'webhook.test',
      ].map((type) => [type, traceparent, traceparent]),
    );
  });

  test('attempts are counted by what follows from them', async () => {
    const counts = async () => {
      const text = await (await server.fetch('/metrics')).text();
      const count = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
      return [
        ...['succeeded', 'retried', 'failed'].map((outcome) =>
          count(`mdm_webhook_deliveries_total{outcome="${outcome}"}`),
        ),
        count('mdm_webhook_request_seconds_count'),
      ];
    };
    const before = await counts();
    const webhook = await makeWebhook(server, receiver.url);
    for (const status of [500, 204]) {
      receiver.answerWith(answerStatus(status));
      if (status === 500) await server.bus.emitEvent(refreshed());
      else await makeNextAttempts(server);
      await delivered(webhook.id, hasAttempts(status === 500 ? 1 : 2));
    }
    receiver.answerWith(answerStatus(410));
    await server.bus.emitEvent(refreshed());
    await delivered(webhook.id, ({ status }) => status === 'FAILED');
    await expect
      .poll(async () => (await counts()).map((count, index) => count - (before[index] ?? 0)))
      .toEqual([1, 1, 1, 3]);
  });

  test('a paused webhook is sent nothing, and all of it when it is resumed', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith(answerStatus(500));
    const early = refreshed();
    await server.bus.emitEvent(early);
    await delivered(webhook.id, hasAttempts(1));
    expect(await mutate(server, 'pauseWebhook', { webhookId: webhook.id })).toMatchObject({
      webhook: { status: 'PAUSED', statusReason: 'Paused by local.' },
    });
    await makeNextAttempts(server);
    await delivered(webhook.id, ({ nextAttemptAt }) => nextAttemptAt === null);
    const later = [rejected('demo', 'no'), refreshed()];
    for (const event of later) await server.bus.emitEvent(event);
    await until('the fan-out', async () => (await deliveriesOf(server, webhook.id)).length === 3);
    expect(receiver.received).toHaveLength(1);

    receiver.answerWith(answerStatus(204));
    await mutate(server, 'resumeWebhook', { webhookId: webhook.id });
    await until('all', async () => (await deliveriesOf(server, webhook.id)).every(succeeded));
    expect(idsOf(receiver.received)).toEqual(new Set([early.id, ...later.map(({ id }) => id)]));
    expect(await mutate(server, 'resumeWebhook', { webhookId: webhook.id })).toMatchObject({
      __typename: 'ConflictError',
    });
  });

  test('more deliveries than are released at once are all released', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    await server.bus.emitEvent(refreshed());
    const { id } = await delivered(webhook.id, succeeded);
    await mutate(server, 'pauseWebhook', { webhookId: webhook.id });
    await server.parts.database.query(
      `INSERT INTO governance.webhook_delivery (id, tenant_id, webhook_id, event_offset, event_type, status, give_up_at, created_at)
       SELECT gen_random_uuid(), tenant_id, webhook_id, event_offset, event_type, 'PENDING', give_up_at, created_at
       FROM governance.webhook_delivery, generate_series(1, 120) WHERE id = $1`,
      [id.slice(4)],
    );
    await mutate(server, 'resumeWebhook', { webhookId: webhook.id });
    const messages = () => new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    await until(
      'all',
      async () => {
        // Those who were sent away come back by the server's clock, which tests before this one have moved on.
        await makeNextAttempts(server);
        return messages().size === 121;
      },
      80_000,
    );
    await until('the last outcome', async () => (await deliveriesOf(server, webhook.id, ['PENDING'])).length === 0);
  });

  test('a receiver that never answers holds up no other, and is asked again later', async () => {
    const [slow, quick] = [
      await makeWebhook(server, `${receiver.url}?slow`),
      await makeWebhook(server, `${receiver.url}?quick`),
    ];
    receiver.answerWith(({ path }, response) => {
      if (path.endsWith('quick')) response.writeHead(200).end();
    });
    const events = Array.from({ length: 16 }, () => refreshed());
    for (const event of events) await server.bus.emitEvent(event);
    await until('those of the quick one', async () => {
      const deliveries = await deliveriesOf(server, quick.id);
      return deliveries.length === 16 && deliveries.every(succeeded);
    });
    // At most four at a time, of five seconds each: the others have waited and not failed.
    const ofSlow = await deliveriesOf(server, slow.id);
    expect(ofSlow.filter(succeeded)).toEqual([]);
    expect(ofSlow.filter(hasAttempts(1)).length).toBeLessThan(16);
    const { attempts, status } = await delivered(slow.id, hasAttempts(1));
    expect(status).toBe('PENDING');
    expect(attempts[0]).toMatchObject({ responseStatus: null, error: 'no response within 5 s' });
  });

  test('a delivery that finds no turn for three days, or whose event is gone, is given up', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith(answerStatus(500));
    const event = refreshed();
    await server.bus.emitEvent(event);
    const failing = await delivered(webhook.id, hasAttempts(1));
    await server.parts.database.query('DELETE FROM governance.event_log WHERE id = $1', [event.id]);
    await makeNextAttempts(server);
    const gone = await delivered(webhook.id, finished);
    expect(gone.attempts.at(-1)).toMatchObject({
      responseStatus: null,
      error: 'retention has removed its event',
    });
    expect(gone).toMatchObject({ id: failing.id, status: 'FAILED', event: null });
    expect(await mutate(server, 'redeliverWebhookDelivery', { deliveryId: gone.id })).toMatchObject({
      __typename: 'ConflictError',
      message: 'Retention has removed its event, so there is nothing left to send.',
    });

    await server.bus.emitEvent(refreshed());
    await delivered(webhook.id, ({ status }) => status === 'PENDING');
    await delivered(webhook.id, ({ status, attempts }) => status === 'PENDING' && attempts.length === 1);
    server.advance(3 * DAY_MS);
    await makeNextAttempts(server);
    await until('both', async () => (await deliveriesOf(server, webhook.id)).every(finished));
    const [late] = await deliveriesOf(server, webhook.id);
    expect(late).toMatchObject({ status: 'FAILED' });
    expect(late?.attempts).toHaveLength(2);
  });

  test('an event that is handled twice is on its way once', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    const event = refreshed();
    await server.bus.emitEvent(event);
    await delivered(webhook.id, succeeded);
    const entry = await server.parts.log.byProducerId('demo', event.source, event.id);
    const data = { work: 'webhook', tenantId: 'demo', offset: entry?.offset };
    await server.parts.database.query(
      `INSERT INTO pgboss.job (name, data, policy) SELECT 'webhook', $1::jsonb, 'standard'`,
      [JSON.stringify(data)],
    );
    await until('the second handling', async () => {
      const { rows } = await server.parts.database.query(
        `SELECT 1 FROM pgboss.job WHERE name = 'webhook' AND state = 'completed' AND data = $1::jsonb`,
        [JSON.stringify(data)],
      );
      return rows.length === 2;
    });
    expect(await deliveriesOf(server, webhook.id)).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
  });

  test('what is put into the log is kept when the outcome cannot be: the message comes again, and is recorded once', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    await server.parts.database.exec(`
      CREATE FUNCTION governance.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused on purpose'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON governance.webhook_delivery FOR EACH ROW
        WHEN (NEW.webhook_id = '${webhook.id}') EXECUTE FUNCTION governance.refuse();
    `);
    await server.bus.emitEvent(refreshed());
    await until('the message', () => receiver.received.length > 0);
    expect(await deliveriesOf(server, webhook.id)).toMatchObject([{ status: 'PENDING', attempts: [] }]);
    await server.parts.database.exec('DROP FUNCTION governance.refuse CASCADE');
    await until('the job to be failed', async () => {
      await hasten(server, { queue: 'webhook-delivery', state: 'retry' });
      return (await deliveriesOf(server, webhook.id)).some(succeeded);
    });
    const [delivery] = await deliveriesOf(server, webhook.id);
    expect(delivery?.attempts).toHaveLength(1);
    expect(receiver.received.length).toBeGreaterThan(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery?.id]));
  });

  test('a delivery that the server itself cannot bring to an end is failed, and a dead letter that says what to do', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    await server.parts.database.exec(`
      CREATE FUNCTION governance.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused on purpose'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON governance.webhook_delivery FOR EACH ROW
        WHEN (NEW.status = 'SUCCEEDED') EXECUTE FUNCTION governance.refuse();
    `);
    await server.bus.emitEvent(refreshed());
    const failed = await until('the failure', async () => {
      await hasten(server, { queue: 'webhook-delivery', state: 'retry', isLast: true });
      return (await deliveriesOf(server, webhook.id)).find(finished);
    });
    await server.parts.database.exec('DROP FUNCTION governance.refuse CASCADE');
    expect(failed).toMatchObject({ status: 'FAILED', attempts: [{ error: 'an internal error of this server' }] });
    const { deadLetters } = await server.query<
      { deadLetters: { edges: { node: { id: string; subscriber: string } }[] } },
      object
    >('{ deadLetters { edges { node { id subscriber } } } }');
    const letter = deadLetters.edges.find(({ node }) => node.subscriber === 'webhook-delivery');
    const sendRound = `mutation ($id: ID!) { redeliverDeadLetter(input: { deadLetterId: $id }) { ... on Error { message } } }`;
    expect(await server.query(sendRound, { id: letter?.node.id })).toEqual({
      redeliverDeadLetter: { message: `Send the delivery ${failed.id} again with redeliverWebhookDelivery.` },
    });
    await mutate(server, 'redeliverWebhookDelivery', { deliveryId: failed.id });
    await delivered(webhook.id, succeeded);
  });

  test('a new secret signs beside the one before for a day, and then alone', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    const { secret = '', webhook: rotated } = await mutate(server, 'rotateWebhookSecret', { webhookId: webhook.id });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secret).not.toBe(webhook.secret);
    expect(Date.parse(rotated?.previousSecretUntil ?? '') - server.now().getTime()).toBeGreaterThan(DAY_MS - 60_000);
    const signedWith = async () => {
      await server.bus.emitEvent(refreshed());
      const known = receiver.received.length;
      const message = await until('the message', () => receiver.received[known]);
      return [webhook.secret, secret].map((one) => isSignedWith(one, message));
    };
    expect(await signedWith()).toEqual([true, true]);
    server.advance(DAY_MS);
    expect(await signedWith()).toEqual([false, true]);
  });

  test('a test says how the receiver took it, and leaves no trace', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    expect(await mutate(server, 'testWebhook', { webhookId: webhook.id })).toMatchObject({
      attempt: { responseStatus: 204, error: null },
    });
    const [message] = receiver.received;
    expect(message?.event).toMatchObject({
      type: 'webhook.test',
      source: 'metadata-studio.api',
      data: { webhookId: webhook.id },
    });
    expect(message && isSignedWith(webhook.secret, message)).toBe(true);
    receiver.answerWith(answerStatus(410));
    expect(await mutate(server, 'testWebhook', { webhookId: webhook.id })).toMatchObject({
      attempt: { responseStatus: 410, error: 'answered 410' },
    });
    expect((await readWebhook(server, webhook.id))?.status).toBe('ACTIVE');
    expect(await deliveriesOf(server, webhook.id)).toEqual([]);
  });

  test('a webhook that is deleted takes its deliveries with it, and what was planned for it comes to nothing', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    receiver.answerWith(answerStatus(500));
    await server.bus.emitEvent(refreshed());
    const { id } = await delivered(webhook.id, hasAttempts(1));
    expect(await mutate(server, 'deleteWebhook', { webhookId: webhook.id })).toMatchObject({ webhookId: webhook.id });
    await makeNextAttempts(server);
    await until('the end of the job', async () => {
      const { rows } = await server.parts.database.query(
        `SELECT 1 FROM pgboss.job WHERE name = 'webhook-delivery' AND state < 'completed'`,
      );
      return rows.length === 0;
    });
    expect(receiver.received).toHaveLength(1);
    expect(await readWebhook(server, webhook.id)).toBeNull();
    for (const [field, input] of [
      ['deleteWebhook', { webhookId: webhook.id }],
      ['testWebhook', { webhookId: webhook.id }],
      ['redeliverWebhookDelivery', { deliveryId: id }],
    ] as const) {
      expect((await mutate(server, field, input)).__typename).toBe('NotFoundError');
    }
  });

  test('what has changed where it leads goes there, at once and with what is on its way', async () => {
    const webhook = await makeWebhook(server, `${receiver.url}?old`);
    receiver.answerWith(answerStatus(503, { 'retry-after': '3600' }));
    await server.bus.emitEvent(refreshed());
    await delivered(webhook.id, hasAttempts(1));
    receiver.answerWith(answerStatus(204));
    const url = `${receiver.url}?new`;
    expect(await mutate(server, 'updateWebhook', { webhookId: webhook.id, url })).toMatchObject({ webhook: { url } });
    await makeNextAttempts(server);
    await delivered(webhook.id, succeeded);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/events?old', '/events?new']);
  });

  test('a URL or a filter that cannot be is refused with what is wrong of it', async () => {
    for (const [input, issue] of [
      [{ url: 'http://hooks.example/' }, { path: ['url'], message: 'must start with https://' }],
      [{ url: 'https://169.254.169.254/' }, { path: ['url'], message: 'must not use an address that is not public' }],
      [{ url: 'nonsense' }, { path: ['url'], message: 'is not a URL' }],
      [
        { url: receiver.url, filter: { types: [] } },
        { path: ['filter', 'types'], message: 'must not be empty; leave it out to match everything' },
      ],
      [
        { url: receiver.url, filter: { canonicalKeys: ['x'.repeat(201)] } },
        { path: ['filter', 'canonicalKeys'], message: 'values must have 1 to 200 characters' },
      ],
    ] as const) {
      expect(await mutate(server, 'createWebhook', input)).toMatchObject({
        __typename: 'ValidationError',
        issues: [issue],
      });
    }
    const webhook = await makeWebhook(server, receiver.url);
    expect(await mutate(server, 'updateWebhook', { webhookId: webhook.id, url: 'https://10.0.0.1/' })).toMatchObject({
      __typename: 'ValidationError',
    });
    expect(await readWebhook(server, webhook.id)).toMatchObject({ url: receiver.url });
  });

  test('there are at most 20, however many are made at the same time', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, () => mutate(server, 'createWebhook', { url: receiver.url })),
    );
    const count = (type: string) => outcomes.filter(({ __typename }) => __typename === type).length;
    expect([count('CreateWebhookSuccess'), count('ConflictError')]).toEqual([20, 4]);
  });

  test('deliveries are removed when they are 30 days old, and older events are not replayed', async () => {
    const webhook = await makeWebhook(server, receiver.url);
    const { streamPosition } = await server.query<{ streamPosition: string }, object>('{ streamPosition }');
    await server.bus.emitEvent(refreshed());
    await delivered(webhook.id, succeeded);
    receiver.answerWith(answerStatus(500));
    const waiting = refreshed();
    await server.bus.emitEvent(waiting);
    await delivered(webhook.id, ({ event, attempts }) => event?.id === waiting.id && attempts.length === 1);
    server.advance(31 * DAY_MS);
    await hasten(server, { queue: 'remove-old-webhook-deliveries', state: 'created' });
    await until('the pass', async () => (await deliveriesOf(server, webhook.id)).length === 1);
    receiver.answerWith(answerStatus(204));
    await makeNextAttempts(server);
    expect((await delivered(webhook.id, succeeded)).event?.id).toBe(waiting.id);

    const replay = `mutation ($after: String!) { replayEvents(input: { subscriber: "webhook", after: $after }) {
      ... on ReplayEventsSuccess { count hasMore } } }`;
    expect(await server.query(replay, { after: streamPosition })).toEqual({
      replayEvents: { count: 0, hasMore: false },
    });
  });
});
