import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { refreshed } from '../../support/events/events.ts';
import { launchBrowser } from '../../support/process/launch-browser.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

const pages = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A dashboard</title>');
});
let origin: string;
let browser: Browser;
let local: TestServer;
let signedIn: TestServer;

beforeAll(async () => {
  await once(pages.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  [browser, local, signedIn] = await Promise.all([
    launchBrowser(),
    startTestServer(),
    startTestServer({ env: { ...AUTH_ENV, CORS_ORIGINS: origin } }),
  ]);
});
afterAll(async () => {
  await browser.close();
  pages.close();
  await local[Symbol.asyncDispose]();
  await signedIn[Symbol.asyncDispose]();
});

async function openPage(from = origin): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(from);
  return page;
}

/** What a page is answered, or that it may not read it. */
function ask(page: Page, url: string, headers: Record<string, string>): Promise<string> {
  return page.evaluate(
    async ([target, more]) => {
      const response = await fetch(`${target}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...more },
        body: '{"query": "{ viewer { actorId } }"}',
      }).catch(() => undefined);
      return response ? `${response.status} ${await response.text()}` : 'refused';
    },
    [url, headers] as const,
  );
}

test('a page of another origin asks with its token, and reads why it is refused without one', async () => {
  const page = await openPage();
  expect(await ask(page, signedIn.url, await bearerOf())).toBe('200 {"data":{"viewer":{"actorId":"anna"}}}');
  expect(await ask(page, signedIn.url, {})).toMatch(/^401 .*UNAUTHENTICATED/);
  await page.close();
});

test('a page of an origin that is not allowed gets nothing', async () => {
  const page = await openPage(origin.replace('127.0.0.1', 'localhost'));
  expect(await ask(page, signedIn.url, await bearerOf())).toBe('refused');
  await page.close();
});

test("the browser's own EventSource follows a local server from another origin, through every cut", async () => {
  await using wire = await startTcpProxy({ port: Number(new URL(local.url).port) });
  const page = await openPage();
  const query = 'subscription { events { ... on EventEnvelope { id } } }';
  await page.evaluate(
    (url) => {
      const source = new EventSource(url);
      const received: string[] = [];
      source.addEventListener('next', ({ data }) => {
        received.push(String(data));
      });
      source.addEventListener('message', () => (document.title = 'placed'));
      Object.assign(window, { received });
    },
    `${wire.through(local.url)}/graphql?query=${encodeURIComponent(query)}`,
  );
  const received = () => page.evaluate(() => (window as unknown as { received: string[] }).received);
  await until('the position', async () => (await page.title()) === 'placed');
  const expected: string[] = [];
  for (let round = 0; round < 2; round++) {
    wire.cutAll();
    await until('the cut', () => local.feed.readerCount() === 0);
    const event = refreshed();
    await local.bus.emitEvent(event);
    expected.push(JSON.stringify({ data: { events: { id: event.id } } }));
    await until('its return', async () => (await received()).length === expected.length);
  }
  expect(await received()).toEqual(expected);
  await page.close();
});

test('a socket opens from another origin, and from none that is not allowed', async () => {
  for (const [from, expected] of [
    [origin, 'open'],
    [origin.replace('127.0.0.1', 'localhost'), 'error'],
  ] as const) {
    const page = await openPage(from);
    const became = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url, 'graphql-transport-ws');
          for (const type of ['open', 'error']) {
            socket.addEventListener(type, () => {
              resolve(type);
            });
          }
        }),
      `${signedIn.url.replace('http', 'ws')}/graphql`,
    );
    expect(became).toBe(expected);
    await page.close();
  }
});
