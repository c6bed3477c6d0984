import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  type OpenIdProvider,
  type ProviderOptions,
  startOpenIdProvider,
} from '../support/authentication/openid-provider.ts';
import { findBarriers } from '../support/browser/axe.ts';
import { connectBrowser, openTab, type Tab } from '../support/browser/open-tab.ts';
import { showAllEvents } from '../support/browser/show-all-events.ts';
import { completed } from '../support/events/events.ts';
import { freePort } from '../support/process/free-port.ts';
import { startTestServer, type TestServer } from '../support/server/test-server.ts';
import { until } from '../support/until.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connectBrowser();
});
afterAll(() => browser.close());

interface Site extends AsyncDisposable {
  provider: OpenIdProvider;
  server: TestServer;
  tab: Tab;
  page: Page;
}

/** The dashboard of a server whose people sign in at a provider. */
async function open(path: string, options: Partial<ProviderOptions> = {}): Promise<Site> {
  const port = await freePort();
  const provider = await startOpenIdProvider({ redirectUris: [`http://127.0.0.1:${port}/`], ...options });
  const server = await startTestServer({ env: { ...provider.env, PORT: String(port) } });
  const tab = await openTab(browser, server.url + path);
  await tab.page.getByRole('button', { name: 'Sign in' }).waitFor();
  return {
    provider,
    server,
    tab,
    page: tab.page,
    async [Symbol.asyncDispose]() {
      await tab[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

async function signInAs(name: string, { page, tab }: Site): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await tab.untilReady();
}

/** Errors in the console; the provider is another host by its nature. */
const errorsOf = (tab: Tab) => tab.complaints().filter((complaint) => !complaint.startsWith('a request to'));

test('who signs in comes back to the address that was opened; loading it anew asks nothing; who signs out is out', async () => {
  await using site = await open('/entities?search=revenue');
  const { page, tab, server } = site;
  const address = `${server.url}/entities?search=revenue`;
  expect(await findBarriers(page)).toEqual([]);
  await signInAs('anna', site);
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: 'Signed in as anna' }).waitFor();
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('eyJ');

  await page.reload();
  await tab.untilReady();
  expect(page.url()).toBe(address);

  await page.getByRole('button', { name: 'Signed in as anna' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(errorsOf(tab)).toEqual([]);
});

/** The life of an access token; the page renews it when a fifth of that is left. */
const LIFE_SECONDS = 300;
const UNTIL_RENEWAL_MS = LIFE_SECONDS * 800;

test('events go on through several lives of a token, and the page shows every one once', async () => {
  await using site = await open('/', { accessTokenSeconds: LIFE_SECONDS });
  const { page, tab, server, provider } = site;
  await page.clock.install();
  const connections: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const token = /Bearer ([\w.-]+)/.exec(payload.toString())?.[1];
      if (token) connections.push(token);
    });
  });
  await signInAs('anna', site);
  const written: string[] = [];
  const emit = async () => {
    for (let count = 0; count < 4; count += 1) {
      const canonicalKey = `event_${written.length + 1}`;
      await server.bus.emitEvent(completed({ tenantId: 'acme', canonicalKey }));
      written.push(canonicalKey);
    }
  };
  for (let lives = 2; lives <= 4; lives += 1) {
    await emit();
    await page.clock.fastForward(UNTIL_RENEWAL_MS);
    // While the page connects with the next one.
    await emit();
    await until('a connection with the next token', () => new Set(connections).size >= lives);
  }
  await emit();
  const button = page.getByTestId('new-items');
  const label = `Show ${written.length} new`;
  await until('all events', async () => (await button.getAttribute('aria-label')) === label);
  await button.click();
  await showAllEvents(page);
  const lines = await page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem').allInnerTexts();
  const seen = lines.map((line) => /event_\d+/.exec(line)?.[0]);
  expect(seen).toEqual(written.toReversed());
  expect(provider.grants).not.toContain('invalid_grant');
  expect(errorsOf(tab)).toEqual([]);
});

test('who has no role here is told so, and can sign out', async () => {
  await using site = await open('/', { claimsOf: () => ({ tenant: 'acme', roles: ['guest'] }) });
  const { page } = site;
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill('ben');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
});

test('an issuer that is away: the page says that the sign-in cannot be renewed, and goes on when it is back', async () => {
  await using site = await open('/', { accessTokenSeconds: LIFE_SECONDS });
  const { page, tab, provider } = site;
  await page.clock.install();
  await signInAs('anna', site);
  provider.isAway = true;
  await page.clock.fastForward(UNTIL_RENEWAL_MS);
  await page.getByRole('alert').filter({ hasText: 'could not be renewed yet' }).waitFor();
  provider.isAway = false;
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await tab.untilReady();
});
