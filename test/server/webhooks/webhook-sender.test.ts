import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

import { CloudEvent } from 'cloudevents';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { isPublicAddress } from '../../../src/webhooks/public-address.ts';
import { createWebhookSender, type WebhookSenderParts } from '../../../src/webhooks/webhook-sender.ts';
import { until } from '../../support/until.ts';
import { answerStatus, isSignedWith, type Receiver, startReceiver } from '../../support/webhooks/receiver.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = new Date('2026-03-01T12:00:00Z');
/** The loopback address stands for the public one of the receiver; all others are checked as they are. */
const LOOPBACK = '127.0.0.1';
const isAllowedAddress = (address: string) => address === LOOPBACK || isPublicAddress(address);

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver[Symbol.asyncDispose]());
afterEach(() => {
  receiver.answerWith(answerStatus(204));
  receiver.received.length = 0;
});

function senderWith(parts: Partial<WebhookSenderParts> = {}) {
  return createWebhookSender({
    clock: () => NOW,
    allowPrivate: false,
    resolveName: () => Promise.resolve([LOOPBACK]),
    isAllowedAddress,
    ca: receiver.ca,
    timeoutMs: 1_000,
    ...parts,
  });
}

const EVENT = new CloudEvent<unknown>({
  id: 'e1',
  source: 'etl.pipeline',
  type: 'data.refreshed',
  time: NOW.toISOString(),
  datacontenttype: 'application/json',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { rowsAffected: 1, name: 'Umsätze' },
});
const send = (parts: Partial<WebhookSenderParts> = {}, url = receiver.url, secrets = [SECRET]) =>
  senderWith(parts).send({ url, id: 'dlv_1', event: EVENT, secrets });

test('an event arrives as a CloudEvent that the SDK reads, signed as Standard Webhooks says', async () => {
  const { attempt, retryAfterMs } = await send({}, `${receiver.url}?key=1`);
  expect(attempt).toEqual({ at: NOW.toISOString(), responseStatus: 204, durationMs: expect.any(Number), error: null });
  expect(retryAfterMs).toBeUndefined();
  const [received] = receiver.received;
  expect(received?.path).toBe('/events?key=1');
  expect(received?.event.toJSON()).toEqual(EVENT.toJSON());
  expect(received?.headers).toMatchObject({
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'webhook-id': 'dlv_1',
    'webhook-timestamp': String(NOW.getTime() / 1000),
    traceparent: EVENT.traceparent,
    host: `hooks.example:${receiver.port}`,
    connection: 'close',
  });
  expect(received && isSignedWith(SECRET, received)).toBe(true);
  expect(received && isSignedWith('whsec_b3RoZXI=', received)).toBe(false);
});

test('while a secret is being replaced a message is signed with both', async () => {
  await send({}, receiver.url, [SECRET, 'whsec_b3RoZXI=']);
  const [received] = receiver.received;
  expect([SECRET, 'whsec_b3RoZXI='].map((secret) => received && isSignedWith(secret, received))).toEqual([true, true]);
});

test('the signature is the one that the specification’s own example gives', async () => {
  // https://github.com/standard-webhooks/standard-webhooks: the test vector of its libraries.
  const { signatureHeaders } = await import('../../../src/webhooks/signature.ts');
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  };
  expect(signatureHeaders(message, [SECRET])['webhook-signature']).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});

test.each([
  ['a private address', ['10.0.0.5']],
  ['the metadata of a cloud', ['169.254.169.254']],
  ['loopback by IPv6', ['::1']],
  ['loopback in IPv6 clothes', ['::ffff:127.0.0.2']],
  ['a public address and a private one', [LOOPBACK, '10.0.0.5']],
  ['a private address and a public one', ['192.168.0.1', LOOPBACK]],
  ['nothing', []],
  ['no address at all', ['hooks.example']],
])('a name that leads to %s is not connected to', async (_, addresses) => {
  const { attempt } = await send({ resolveName: () => Promise.resolve(addresses) });
  expect(attempt).toMatchObject({ responseStatus: null, error: 'the host resolves to an address that is not public' });
  expect(receiver.received).toEqual([]);
});

test('a name server that changes its answer changes nothing: it is asked once, and what was checked is connected to', async () => {
  // Nothing listens at the second answer; whoever asked again would go there.
  const answers = [[LOOPBACK], ['127.0.0.2'], ['127.0.0.2']];
  let asked = 0;
  const { attempt } = await send({
    resolveName: () => Promise.resolve(answers[asked++] ?? []),
  });
  expect(attempt.responseStatus).toBe(204);
  expect(asked).toBe(1);
  const second = await send({ resolveName: () => Promise.resolve(answers[asked++] ?? []) });
  expect(second.attempt.error).toBe('the host resolves to an address that is not public');
});

test('an address in the URL is checked like one of a name server, though the URL was taken when the rules were others', async () => {
  const { attempt } = await send({ isAllowedAddress: isPublicAddress }, `https://127.0.0.1:${receiver.port}/`);
  expect(attempt).toMatchObject({ error: 'the URL must not use an address that is not public' });
  const http = await send({}, `http://hooks.example:${receiver.port}/`);
  expect(http.attempt.error).toBe('the URL must start with https://');
  expect(receiver.received).toEqual([]);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) into the network is a failure and not followed',
  async (status) => {
    await using inside = await startReceiver();
    receiver.answerWith(answerStatus(status, { location: `https://127.0.0.1:${inside.port}/` }));
    const { attempt } = await send();
    expect(attempt).toMatchObject({ responseStatus: status, error: `answered ${status}; redirects are not followed` });
    expect(inside.received).toEqual([]);
    expect(receiver.received).toHaveLength(1);
  },
);

test('a certificate for another name, or one that nobody vouches for, is refused before anything is said', async () => {
  await using other = await startReceiver('other.example');
  const wrongName = await send({ ca: other.ca }, `https://hooks.example:${other.port}/`);
  expect(wrongName.attempt.error).toBe(
    'the certificate is not valid for this host name (ERR_TLS_CERT_ALTNAME_INVALID)',
  );
  const unknown = await send({ ca: undefined });
  expect(unknown.attempt.error).toBe('the request failed (DEPTH_ZERO_SELF_SIGNED_CERT)');
  expect([...other.received, ...receiver.received]).toEqual([]);
});

test('not even the environment lets a certificate through that nobody vouches for', async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    expect((await send({ ca: undefined })).attempt.error).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});

test('a proxy in the environment is not asked', async () => {
  const environment = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', NODE_USE_ENV_PROXY: '1' };
  Object.assign(process.env, environment);
  try {
    expect((await send()).attempt.responseStatus).toBe(204);
  } finally {
    for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
  }
});

test('a receiver that never answers, or drips its answer, is left when the time is over, and its connection ended', async () => {
  receiver.answerWith(() => undefined);
  const silent = await send({ timeoutMs: 300 });
  expect(silent.attempt).toMatchObject({ responseStatus: null, error: 'no response within 0.3 s' });

  // Byte by byte, a header that never ends: there is always something to read, and never an answer.
  receiver.answerWith((_, response) => {
    const { socket } = response;
    socket?.write('HTTP/1.1 200 OK\r\nx-slow: ');
    const drip = setInterval(() => socket?.write('x'), 20);
    socket?.once('close', () => {
      clearInterval(drip);
    });
  });
  const startedAt = performance.now();
  const dripping = await send({ timeoutMs: 300 });
  expect(dripping.attempt).toMatchObject({ responseStatus: null, error: 'no response within 0.3 s' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await until('the end of the connections', () => receiver.connectionCount() === 0);
});

test('a name server, a connection and a handshake that hang are left when the time is over', async () => {
  const hanging = await send({ timeoutMs: 200, resolveName: () => new Promise(() => undefined) });
  expect(hanging.attempt.error).toBe('no response within 0.2 s');
  // Accepts, and says nothing: the handshake does not go on.
  const mute: Server = createServer((socket) => socket.on('error', () => undefined)).listen(0, LOOPBACK);
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  const { attempt } = await send({ timeoutMs: 200 }, `https://hooks.example:${port}/`);
  expect(attempt.error).toBe('no response within 0.2 s');
  mute.close();
});

test('of an answer without end 64 KiB are read, and its status counts', async () => {
  let written = 0;
  receiver.answerWith((_, response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(16 * 1024);
    const pour = () => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length;
    };
    response.on('drain', pour);
    pour();
  });
  const { attempt } = await send({ timeoutMs: 20_000 });
  expect(attempt).toMatchObject({ responseStatus: 200, error: null });
  expect(attempt.durationMs).toBeLessThan(10_000);
  await until('the end of the connection', () => receiver.connectionCount() === 0);
  // What was on its way in buffers is not counted to the byte.
  expect(written).toBeLessThan(50_000_000);
});

test.each([
  [
    'cuts the connection',
    (socket: { destroy(): void }) => {
      socket.destroy();
    },
    /ECONNRESET/,
  ],
  [
    'answers something that is not HTTP',
    (socket: { write(text: string): void }) => {
      socket.write('SSH-2.0-OpenSSH_9.6\r\n');
    },
    /HPE_INVALID/,
  ],
  [
    'has headers without end',
    (socket: { write(text: string): void }) => {
      socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`);
    },
    /HPE_HEADER_OVERFLOW/,
  ],
  [
    'wants to speak another protocol',
    (socket: { write(text: string): void }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
    },
    /./,
  ],
])('a receiver that %s is a failure', async (_, answer, error) => {
  receiver.answerWith((_received, response) => {
    if (response.socket) answer(response.socket);
  });
  const { attempt } = await send();
  expect(attempt.responseStatus).toBeNull();
  expect(attempt.error).toMatch(error);
});

test('nobody at the port is a failure that tells no address', async () => {
  const free = createServer().listen(0, LOOPBACK);
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const { attempt } = await send({}, `https://hooks.example:${port}/`);
  expect(attempt.error).toBe('the connection was refused (ECONNREFUSED)');
});

test('when the first of several addresses does not answer, the next is tried', async () => {
  const { attempt } = await send({
    resolveName: () => Promise.resolve(['127.0.0.9', LOOPBACK]),
    isAllowedAddress: (address) => address.startsWith('127.'),
  });
  expect(attempt.responseStatus).toBe(204);
});

test.each([
  [429, '120', 120_000],
  [503, 'Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
  [503, 'Sun, 01 Mar 2026 11:00:00 GMT', 0],
  [429, '9999999999', 86_400_000],
  [429, 'Fri, 01 Jan 2100 00:00:00 GMT', 86_400_000],
  [429, 'soon', undefined],
  [429, '-5', undefined],
  [429, '1e3', undefined],
  [500, '120', undefined],
  [200, '120', undefined],
])('after %i with Retry-After %j, it is quiet for %j ms', async (status, header, expected) => {
  receiver.answerWith(answerStatus(status, { 'retry-after': header }));
  expect((await send()).retryAfterMs).toBe(expected);
});
