import { rmSync } from 'node:fs';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { makeDataDir } from '../../support/process/data-dir.ts';
import { type InstalledPackage, installPackage } from '../../support/process/install-package.ts';
import { launchBrowser } from '../../support/process/launch-browser.ts';
import { startProcess } from '../../support/process/server-process.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { until } from '../../support/until.ts';

let browser: Browser;
let client: InstalledPackage;
let dataDir: string;

beforeAll(async () => {
  client = await installPackage('client', ['graphql@16']);
  dataDir = makeDataDir();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await client[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

test('the client comes with graphql-ws alone beside graphql, and its types work in a program of somebody else', async () => {
  expect(client.installed).toEqual(['graphql', 'graphql-ws', 'metadata-governance-client']);
  const output = await client.run(`
    import { createResumableClient, type ResumableSubscription } from 'metadata-governance-client';
    const client = createResumableClient({ url: 'ws://127.0.0.1:1/graphql', webSocketImpl: Object as unknown as typeof WebSocket });
    const follow = (after: string): ResumableSubscription =>
      client.subscribe<{ events: { cursor: string; id: string } }, { after?: string }>('subscription ($after: String) { events(after: $after) { cursor id } }', {
        after,
        next: ({ events }) => { console.log(events.id); },
        reset: () => Promise.resolve(),
      });
    console.log(typeof follow);
    await client.dispose();
  `);
  expect(output).toBe('function\n');
}, 60_000);

/** What the page loads, and where that is. */
const IMPORTS = {
  'metadata-governance-client': '/page/metadata-governance-client/dist/index.js',
  'graphql-ws/client': '/page/graphql-ws/dist/client.js',
  graphql: '/page/graphql/index.mjs',
};
const SCRIPT = `
  import { createResumableClient } from 'metadata-governance-client';
  window.ids = [];
  window.statuses = [];
  window.client = createResumableClient({
    url: '/graphql', firstRetryMs: 50, maxRetryMs: 200, connectTimeoutMs: 2000, keepAliveMs: 300, pongTimeoutMs: 1000,
  });
  client.subscribe('subscription ($after: String) { events(after: $after) { ... on EventEnvelope { id cursor } } }', {
    next: ({ events }) => { ids.push(events.id); },
    reset: () => { throw new Error('nothing has expired'); },
    status: (status) => { statuses.push(status); },
  });`;

const REPORT = `mutation {
  reportDataRefresh(input: { entityUrn: "urn:t", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL }) {
    ... on ReportDataRefreshSuccess { event { id } }
  }
}`;

async function report(url: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: REPORT }),
    });
    const { data } = (await response.json()) as { data: { reportDataRefresh: { event: { id: string } } } };
    ids.push(data.reportDataRefresh.event.id);
  }
  return ids;
}

test('in a browser, the installed client goes on through a killed server and through one that goes silent', async () => {
  const first = await startProcess({ DATA_DIR: dataDir });
  await using wire = await startTcpProxy({ port: Number(new URL(first.url).port) });
  const origin = wire.through(first.url);
  const page = await browser.newPage();
  const foreign: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) foreign.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.route(`${origin}/page/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/page', `${client.folder}/node_modules`);
    await route.fulfill({ contentType: 'text/javascript', path });
  });
  // A page that comes from the server itself: one of its own making may not speak to it, says the browser.
  await page.goto(`${origin}/health/live`);
  await page.addScriptTag({ type: 'importmap', content: JSON.stringify({ imports: IMPORTS }) });
  await page.addScriptTag({ type: 'module', content: SCRIPT });
  const statuses = () => page.evaluate<string[]>('statuses');
  const ids = () => page.evaluate<string[]>('ids');
  const isLive = async () => (await page.evaluate<string>('window.statuses?.at(-1)')) === 'live';
  await until('the subscription', isLive);

  const written = await report(first.url, 3);
  await until('the first events', async () => (await ids()).length === 3);
  wire.cutAll();
  wire.refuse(true);
  written.push(...(await report(first.url, 3)));
  await first.end('SIGKILL');
  wire.refuse(false);
  await until('the loss to be known', async () => (await statuses()).at(-1) === 'reconnecting');
  await using second = await startProcess({ DATA_DIR: dataDir });
  written.push(...(await report(second.url, 3)));
  wire.forwardTo({ port: Number(new URL(second.url).port) });
  await until('the connection', isLive);
  expect(await ids()).toEqual(written);

  wire.swallow(true);
  written.push(...(await report(second.url, 2)));
  await until('the silence to be noticed', async () => (await statuses()).at(-1) === 'reconnecting');
  wire.swallow(false);
  await until('the connection', isLive);
  expect(await ids()).toEqual(written);
  expect([foreign, faults]).toEqual([[], []]);

  await page.evaluate('client.dispose()');
  expect((await statuses()).at(-1)).toBe('stopped');
  await page.close();
}, 120_000);
