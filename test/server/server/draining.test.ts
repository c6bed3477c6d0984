import { once } from 'node:events';
import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { startTestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

test('a request that was begun before the stop is answered, and its connection is not kept for another', async () => {
  const server = await startTestServer();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString()));
  const body = JSON.stringify({ query: '{ viewer { tenantId } }' });
  socket.write('POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n');
  // The server has the beginning of it when it has answered to somebody else.
  await server.fetch('/health/live');
  const stopped = server[Symbol.asyncDispose]();
  await until('the stop', () =>
    server.fetch('/health/live').then(
      () => false,
      () => true,
    ),
  );
  socket.write(`content-length: ${body.length}\r\n\r\n${body}`);
  await once(socket, 'end');
  expect(received).toMatch(/^HTTP\/1\.1 200 /);
  expect(received).toMatch(/\r\nconnection: close\r\n/i);
  expect(received).toContain('"tenantId":"demo"');
  socket.end();
  await stopped;
});
