import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { ask } from '../support/browser/ask.ts';
import { connectBrowser, openTab } from '../support/browser/open-tab.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await connectBrowser();
});
afterAll(() => browser.close());

const REPORT = `mutation ($input: ReportDataRefreshInput!) {
  reportDataRefresh(input: $input) { __typename ... on Error { message } }
}`;

test('an event reaches the page without another request: it waits, moves nothing, and is shown when one asks for it', async () => {
  await using tab = await openTab(browser, url);
  const { page } = tab;
  await tab.untilReady();
  const shown = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
  const before = await shown.first().innerText();
  const input = {
    eventId: 'live',
    entityUrn: 'urn:test:live',
    schema: 'test',
    table: 'seen_live',
    rowsAffected: 7,
    refreshType: 'FULL',
  };
  const answers: Promise<string>[] = [];
  page.on('response', (response) => answers.push(response.text().catch(() => '')));
  await ask(url, REPORT, { input });
  await page.getByText('seen_live').first().waitFor();
  // Figures are asked for again; the event itself came by none of the answers.
  expect((await Promise.all(answers)).filter((answer) => answer.includes('seen_live'))).toEqual([]);
  expect(await shown.first().innerText()).toBe(before);
  await page.getByTestId('new-items').click();
  await shown.filter({ hasText: 'seen_live' }).waitFor();
  expect(tab.complaints()).toEqual([]);
});
