import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { refuseForeign } from '../../../src/server/http/request-guard.ts';

function requestWith(headers: Record<string, string>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers });
}

test.each([
  ['localhost:4000', 'http://localhost:4000'],
  ['LOCALHOST:4000', 'http://localhost:4000'],
  ['[::1]:4000', 'http://[::1]:4000'],
  ['127.0.0.1', 'http://127.0.0.1'],
  ['127.0.0.1:80', 'http://127.0.0.1'],
])('a local server takes the host %s, and a page of %s', (host, origin) => {
  expect(refuseForeign(requestWith({ host }), true)).toBeNull();
  expect(refuseForeign(requestWith({ host, origin }), true)).toBeNull();
});

test.each([
  ['api.example', 'https://api.example'],
  ['api.example:443', 'https://api.example'],
  ['API.example', 'https://api.example'],
  ['api.example:80', 'http://api.example'],
  ['api.example:8443', 'https://api.example:8443'],
])('the host %s and the origin %s are the same', (host, origin) => {
  expect(refuseForeign(requestWith({ host, origin }), false)).toBeNull();
});

test.each([
  ['api.example:80', 'https://api.example'],
  ['api.example:443', 'http://api.example'],
  ['api.example', 'https://api.example:8443'],
  ['api.example', 'https://api.example.evil.example'],
  ['api.example', 'https://evil.example/api.example'],
  ['localhost', 'file://'],
  ['localhost', 'null'],
])('the host %s and the origin %s are not', (host, origin) => {
  expect(refuseForeign(requestWith({ host, origin }), false)).toMatchObject({ status: 403 });
});

test.each(['', 'a b', 'a/b', 'a?b', 'a#b', 'a@b', 'a\\b', 'a<b', 'a:b', 'a:99999', '[::1', ':80'])(
  'what names no host is a bad request, whoever is asked: %j',
  (host) => {
    for (const isLocal of [true, false]) {
      expect(refuseForeign(requestWith({ host }), isLocal)).toMatchObject({ status: 400 });
    }
  },
);
