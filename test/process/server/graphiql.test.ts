import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { completed } from '../../support/events/events.ts';
import { launchBrowser } from '../../support/process/launch-browser.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

async function openGraphiQL(): Promise<{ page: Page; foreign: string[] }> {
  const page = await browser.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !/^(blob|data):/.test(url)) foreign.push(url);
  });
  await page.goto(`${server.url}/graphql`);
  // The editor takes no input before it shows its text.
  await page.locator('.view-line', { hasText: 'ProfileCompleted' }).first().waitFor();
  return { page, foreign };
}

test('GraphiQL opens with useful tabs and asks nothing of any other host', async () => {
  const { page, foreign } = await openGraphiQL();
  const tabs = await page.getByRole('tab').allTextContents();
  expect(tabs.join(' ')).toMatch(/ProfileCompleted.*QualityDegraded.*Entities.*Decisions.*Lineage.*Inbox.*Request/);
  expect(foreign).toEqual([]);
  await page.close();
});

test('a subscription pasted into GraphiQL shows events as they happen', async () => {
  const { page, foreign } = await openGraphiQL();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await until('the subscription', () => server.feed.readerCount() === 1);
  await server.bus.emitEvent(completed({ canonicalKey: 'seen_in_the_browser', qualityScore: 77.7, qualityGrade: 'C' }));
  const result = page.locator('.result-window');
  await until('the event on the page', async () => (await result.innerText()).includes('seen_in_the_browser'));
  expect(await result.innerText()).toContain('77.7');
  expect(foreign).toEqual([]);
  await page.close();
  await until('the subscription to end with the page', () => server.feed.readerCount() === 0);
});

test('a query of another tab is answered', async () => {
  const { page } = await openGraphiQL();
  await page.locator('.graphiql-tab-button', { hasText: 'Entities' }).click();
  await page.locator('.graphiql-tab-active', { hasText: 'Entities' }).waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  const result = page.locator('.result-window');
  await until('the answer', async () => (await result.innerText()).includes('hasNextPage'));
  await page.close();
});
