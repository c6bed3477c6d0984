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

interface Found {
  incidents: { edges: { node: { id: string; summary: string } }[] };
}

test('an incident is found in the list, acknowledged, assigned and resolved, and another person sees it live', async () => {
  const { incidents } = await ask<Found>(
    url,
    '{ incidents(first: 1, filter: { statuses: [OPEN], rootsOnly: true }) { edges { node { id summary } } } }',
  );
  const found = incidents.edges[0]?.node;
  if (!found) throw new Error('the demo has an open incident');

  await using anna = await openTab(browser, `${url}/incidents`, { actor: 'anna' });
  await using bert = await openTab(browser, `${url}/incidents/${found.id}`, { actor: 'bert' });
  await anna.untilReady();
  await bert.untilReady();
  await anna.page.getByRole('main').getByRole('link', { name: found.summary }).first().click();
  await anna.page.getByRole('heading', { name: 'What to do' }).waitFor();

  await anna.page.getByRole('button', { name: 'Acknowledge' }).click();
  await anna.page.getByText('You have acknowledged it.').waitFor();
  await bert.page.getByRole('listitem').filter({ hasText: 'anna acknowledged it' }).waitFor();

  await bert.page.getByRole('button', { name: 'Assign to me' }).click();
  await bert.page.getByText('It is assigned to bert.').waitFor();

  await anna.page.getByRole('button', { name: 'Resolve ...' }).click();
  await anna.page.getByLabel('How it ended').selectOption('False alarm');
  await anna.page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await anna.page.getByText('Say why.').waitFor();
  await anna.page.getByLabel('Comment', { exact: true }).first().fill('The file was a test.');
  await anna.page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await anna.page.getByText('You have resolved it: false alarm.').waitFor();
  await bert.page.getByText('The file was a test.').waitFor();
  expect([...anna.complaints(), ...bert.complaints()]).toEqual([]);
});
