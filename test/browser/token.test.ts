import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { findBarriers } from '../support/browser/axe.ts';
import { connectBrowser, openTab } from '../support/browser/open-tab.ts';
import { completed } from '../support/events/events.ts';
import { startTestServer, type TestServer } from '../support/server/test-server.ts';
import { AUTH_ENV, makeToken, secondsOf } from '../support/server/token.ts';
import { until } from '../support/until.ts';

let browser: Browser;
let server: TestServer;
beforeAll(async () => {
  browser = await connectBrowser();
  server = await startTestServer({ env: AUTH_ENV });
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const REFUSED = 'The server no longer accepts your sign-in. Sign in again.';

async function open(path: string) {
  const tab = await openTab(browser, server.url + path);
  const { page } = tab;
  await page.getByLabel('Access token').waitFor();
  return {
    ...tab,
    async signIn(token: string) {
      await page.getByLabel('Access token').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
  };
}

test('who has a token signs in with it, stays at the address that was opened, and follows what happens', async () => {
  await using tab = await open('/entities?search=revenue');
  const { page } = tab;
  expect(await findBarriers(page)).toEqual([]);
  await tab.signIn(await makeToken());
  await tab.untilReady();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/entities?search=revenue');
  await page.getByRole('link', { name: 'Overview' }).click();
  await server.bus.emitEvent(completed({ tenantId: 'acme', canonicalKey: 'revenue_gross' }));
  await page.getByText('revenue_gross').first().waitFor();

  await page.reload();
  await tab.untilReady();
  await page.getByRole('button', { name: /^Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Access token').waitFor();
  await page.reload();
  await page.getByLabel('Access token').waitFor();
  expect(tab.complaints()).toEqual([]);
});

test('a token that the server refuses leads back to the sign-in, with a sentence', async () => {
  await using tab = await open('/');
  await tab.signIn('not.a.token');
  await tab.page.getByRole('alert').filter({ hasText: REFUSED }).waitFor();
  await tab.signIn(await makeToken());
  await tab.untilReady();
});

test('so does one that expires while the page is open', async () => {
  await using tab = await open('/entities');
  await tab.signIn(await makeToken({ exp: secondsOf(new Date(Date.now() + 8_000)) }));
  await tab.untilReady();
  await tab.page.getByRole('alert').filter({ hasText: REFUSED }).waitFor();
  await tab.signIn(await makeToken());
  await tab.untilReady();
  expect(new URL(tab.page.url()).pathname).toBe('/entities');
});

test('roles decide what is offered, and who has none is told so and can be somebody else', async () => {
  await using viewer = await open('/');
  await viewer.signIn(await makeToken());
  await viewer.untilReady();
  const links = await viewer.page.getByRole('navigation').getByRole('link').allInnerTexts();
  expect(links).toContain('Entities');
  expect(links).not.toContain('Administration');

  await using nobody = await open('/');
  await nobody.signIn(await makeToken({ roles: ['PRODUCER'] }));
  await nobody.page.getByRole('alert').waitFor();
  expect(await findBarriers(nobody.page)).toEqual([]);
  await nobody.page.getByRole('button', { name: 'Sign out' }).click();
  await nobody.signIn(await makeToken({ roles: ['VIEWER', 'ADMIN'] }));
  await nobody.untilReady();
  await until('the link', () => nobody.page.getByRole('link', { name: 'Administration' }).isVisible());
});
