import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createGraphiQLHttp } from '../../../src/server/http/graphiql-http.ts';

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mdm-graphiql-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main-ABC.js.gz'), gzipSync('run()'));
  const pages = { built: createGraphiQLHttp(folder), missing: createGraphiQLHttp(join(folder, 'nothing')) };
  server = createServer((request, response) => {
    response.setHeader('vary', 'Origin');
    const answerPage = request.headers['x-missing'] === undefined ? pages.built : pages.missing;
    if (!answerPage(request.url ?? '', request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const HTML = { accept: 'text/html,*/*' };

test('a browser gets the page, with a policy that allows nothing of any other server, and only once', async () => {
  const response = await fetch(`${url}/graphql`, { headers: HTML });
  expect(await response.text()).toBe('<!doctype html>');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toMatch(/http|blob|eval|\*/);
  expect(response.headers.get('vary')).toBe('Origin, Accept');
  const etag = response.headers.get('etag') ?? '';
  expect((await fetch(`${url}/graphql`, { headers: { ...HTML, 'if-none-match': etag } })).status).toBe(304);
});

test('its files are compressed for whoever takes that, and kept for ever', async () => {
  const response = await fetch(`${url}/graphiql/main-ABC.js`);
  expect(await response.text()).toBe('run()');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: '"main-ABC.js"',
    vary: 'Origin, Accept-Encoding',
  });
  const plain = await fetch(`${url}/graphiql/main-ABC.js`, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe('run()');
  const known = await fetch(`${url}/graphiql/main-ABC.js`, { headers: { 'if-none-match': '"main-ABC.js"' } });
  expect(known.status).toBe(304);
});

test('everything else is for others to answer: other files, other methods, and programs', async () => {
  const statuses = await Promise.all([
    fetch(`${url}/graphiql/..%2Findex.html`),
    fetch(`${url}/graphiql/main-ABC.js.gz`),
    fetch(`${url}/graphiql/main-ABC.js`, { method: 'POST' }),
    fetch(`${url}/graphql`, { headers: { accept: 'application/json' } }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});

test('a page that has not been built says how to build it', async () => {
  const response = await fetch(`${url}/graphql`, { headers: { ...HTML, 'x-missing': '1' } });
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build');
});
