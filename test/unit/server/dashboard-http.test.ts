import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createDashboardHttp } from '../../../src/server/http/dashboard-http.ts';

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mdm-dashboard-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'secret.txt'), 'no asset');
  writeFileSync(join(folder, 'assets', 'main-ABC.js.gz'), gzipSync('run()'));
  const pages: Record<string, ReturnType<typeof createDashboardHttp>> = {
    built: createDashboardHttp(folder),
    issuer: createDashboardHttp(folder, { connectsTo: ['https://login.example'] }),
    missing: createDashboardHttp(join(folder, 'nothing')),
  };
  server = createServer((request, response) => {
    response.setHeader('vary', 'Origin');
    const answerPage = pages[request.headers['x-page']?.toString() ?? 'built'];
    if (!answerPage?.(request.url ?? '', request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const ASSET = '/dashboard/assets/main-ABC.js';
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url + path, { method, headers });

const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test.each(['/', '/entities', '/entities/METADATA/flight_routes', '/no/such/page'])(
  'a browser that opens %s gets the page, under a policy of this server alone',
  async (path) => {
    const response = await ask(path, HTML);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-cache',
      vary: 'Origin, Accept',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  },
);

test('where people sign in at an issuer, the page may also connect to that', async () => {
  const { headers } = await ask('/', { ...HTML, 'x-page': 'issuer' });
  expect(headers.get('content-security-policy')).toBe(
    POLICY.replace("connect-src 'self'", "connect-src 'self' https://login.example"),
  );
});

test('a page that a browser has already is not sent again, also through a proxy; one with another policy is', async () => {
  const etag = (await ask('/', HTML)).headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]+"$/);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const response = await ask('/entities', { ...HTML, 'if-none-match': known });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
  }
  expect((await ask('/', { ...HTML, 'if-none-match': etag, 'x-page': 'issuer' })).status).toBe(200);
  expect((await ask('/', { ...HTML, 'if-none-match': '"other"' })).status).toBe(200);
});

test('its files are kept for ever, and compressed for whoever takes that', async () => {
  const response = await ask(ASSET, { 'accept-encoding': 'br, gzip' });
  expect(await response.text()).toBe('run()');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: '"main-ABC.js"',
    vary: 'Origin, Accept-Encoding',
  });
  expect((await ask(ASSET, { 'if-none-match': '"main-ABC.js"' })).status).toBe(304);
  expect(await (await ask(ASSET, HTML)).text()).toBe('run()');
});

test.each(['identity', 'br', 'gzip;q=0', 'gzip; q=0.0, identity'])(
  'a client that accepts %s gets them as they are',
  async (coding) => {
    const response = await ask(ASSET, { 'accept-encoding': coding });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe('run()');
  },
);

test('HEAD tells the same, without a body', async () => {
  for (const path of ['/', ASSET]) {
    const [get, head] = await Promise.all([ask(path, HTML), ask(path, HTML, 'HEAD')]);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-type', 'cache-control', 'vary', 'content-encoding']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
  }
});

test('everything else is for others to answer: files that it does not have, other methods, and programs', async () => {
  const answers = await Promise.all([
    ask('/dashboard/assets/old-DEF.js', HTML),
    ask('/dashboard/assets/main-ABC.js.gz'),
    ask('/dashboard/assets/..%2Fsecret.txt', HTML),
    ask('/dashboard/assets/../secret.txt'),
    ask('/dashboard/secret.txt'),
    ask('/dashboard/assets/'),
    ask('/', HTML, 'POST'),
    ask(ASSET, {}, 'DELETE'),
    ask('/entities', { accept: 'application/json' }),
    ask('/entities'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});

test('a page that has not been built says how to build it', async () => {
  const response = await ask('/', { ...HTML, 'x-page': 'missing' });
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await response.text()).toContain('npm run build');
  expect((await ask(ASSET, { 'x-page': 'missing' })).status).toBe(404);
});
