import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import {
  type OpenIdProvider,
  type ProviderOptions,
  startOpenIdProvider,
} from '../../support/authentication/openid-provider.ts';
import { completed } from '../../support/events/events.ts';
import { freePort } from '../../support/process/free-port.ts';
import { launchBrowser } from '../../support/process/launch-browser.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

// Each opens the page three times, and its editor is large.
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  vi.resetConfig();
  await browser.close();
});

interface Site extends AsyncDisposable {
  provider: OpenIdProvider;
  server: TestServer;
  page: Page;
}

/** GraphiQL, of a server whose people sign in at a provider, in a browser that knows neither. */
async function open(options: Partial<ProviderOptions> = {}): Promise<Site> {
  const port = await freePort();
  const provider = await startOpenIdProvider({ redirectUris: [`http://127.0.0.1:${port}/graphql`], ...options });
  const server = await startTestServer({ env: { ...provider.env, PORT: String(port) } });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/graphql`);
  await untilReady(page);
  return {
    provider,
    server,
    page,
    async [Symbol.asyncDispose]() {
      await context.close();
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

/** The editor takes no input before it shows its text. */
async function untilReady(page: Page): Promise<void> {
  await page.locator('.view-line', { hasText: /\w/ }).first().waitFor();
}

async function signInAs(name: string, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`The person ${name}`).waitFor();
  await untilReady(page);
}

async function execute(page: Page, tab: string): Promise<void> {
  await page.locator('.graphiql-tab-button', { hasText: tab }).click();
  await page.locator('.graphiql-tab-active', { hasText: tab }).waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
}

const resultOf = (page: Page) => page.locator('.result-window').innerText();

test('who has not signed in is told so, and who has can query', async () => {
  await using site = await open();
  const { page } = site;
  await execute(page, 'Entities');
  await until('the refusal', async () => (await resultOf(page)).includes('UNAUTHENTICATED'));
  await signInAs('anna', page);
  await page.getByRole('button', { name: /Execute query/ }).click();
  await until('the answer', async () => (await resultOf(page)).includes('hasNextPage'));
});

test('who has no role here is signed in, and refused', async () => {
  await using site = await open({ claimsOf: () => ({ tenant: 'acme', roles: ['guest'] }) });
  const { page } = site;
  await signInAs('ben', page);
  await execute(page, 'Entities');
  await until('the refusal', async () => (await resultOf(page)).includes('FORBIDDEN'));
});

test('events go on through several lives of a token: none is missing, and none is there twice', async () => {
  await using site = await open({ accessTokenSeconds: 4 });
  const { page, server, provider } = site;
  await signInAs('anna', page);
  const tokens = new Set<string>();
  const received: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const token = /Bearer ([\w.-]+)/.exec(payload.toString())?.[1];
      if (token) tokens.add(token);
    });
    socket.on('framereceived', ({ payload }) => received.push(...(payload.toString().match(/event_\d+/g) ?? [])));
  });
  await execute(page, 'ProfileCompleted');
  await until('the subscription', () => server.feed.readerCount() === 1);
  const written: string[] = [];
  while (tokens.size < 4) {
    const canonicalKey = `event_${written.length + 1}`;
    await server.bus.emitEvent(completed({ tenantId: 'acme', canonicalKey }));
    written.push(canonicalKey);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await until('the last event', () => received.at(-1) === written.at(-1));
  // What was on its way when a connection was replaced can come again over the next one; the page counts it once.
  expect([...new Set(received)]).toEqual(written);
  await until('the page', async () =>
    (await page.getByRole('status').innerText()).includes(`${written.length} results`),
  );
  expect(provider.grants.filter((grant) => grant === 'refresh_token').length).toBeGreaterThanOrEqual(3);
  expect(provider.grants).not.toContain('invalid_grant');
});

test('a page that is loaded anew needs no question, and no token outlives the page', async () => {
  await using site = await open();
  const { page, server } = site;
  await signInAs('anna', page);
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('eyJ');
  await page.reload();
  await page.getByText('The person anna').waitFor();
  expect(page.url()).toBe(`${server.url}/graphql`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});
