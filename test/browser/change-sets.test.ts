import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { connectBrowser, openTab, type Tab } from '../support/browser/open-tab.ts';
import { requestTerms } from '../support/browser/request-terms.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await connectBrowser();
});
afterAll(() => browser.close());

async function openAs(actor: string, path: string): Promise<Tab> {
  const tab = await openTab(browser, url + path, { actor });
  await tab.untilReady();
  return tab;
}

test('a change set is put together, mended where the server refuses an item, and requested', async () => {
  await using anna = await openAs('anna', '/change?type=GLOSSARY');
  const { page } = anna;
  await page.getByLabel('Name', { exact: true }).fill('Set term');
  await page.getByLabel('Definition').fill('A word.');
  await page.getByLabel('Related terms').fill('no_such_term');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Add to a change set' }).click();
  await page.getByRole('button', { name: 'Request 1 item' }).click();
  await page.getByText('There is no GLOSSARY no_such_term').waitFor();

  await page.getByRole('link', { name: 'Edit the item about Set term' }).click();
  await page.getByRole('button', { name: 'Remove no_such_term' }).click();
  await page.getByRole('button', { name: 'Keep in the change set' }).click();
  await page.getByRole('button', { name: 'Request 1 item' }).click();
  await page.getByRole('heading', { name: 'Change set of 1 item' }).waitFor();
  await page.getByText('The change set of 1 item is requested.').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  expect(anna.complaints()).toEqual([]);
});

test('it is one entry in the inbox, and one decision rejects an item, another approves the others', async () => {
  const id = await requestTerms(url, ['set_a', 'set_b', 'set_c']);
  await using bert = await openAs('bert', '/approvals');
  const { page } = bert;
  await page.getByRole('link', { name: 'Change set of 3 items' }).waitFor();
  expect(await page.getByText('set_a').count()).toBe(0);
  await page.goto(`${url}/approvals/sets/${id}`);
  await page.getByLabel('Select the item about Term set_b').check();
  await page.getByLabel('Comment for the requester').fill('Not this word.');
  await page.getByRole('button', { name: 'Reject 1 selected' }).click();
  await page.getByText('1 rejected').waitFor();
  await page.getByRole('button', { name: 'Approve all 2' }).click();
  await page.getByText('All of them are in force.').waitFor();
  expect(bert.complaints()).toEqual([]);
});

test('a set is decided as a whole, and what the decision leads to appears to whoever asked', async () => {
  const id = await requestTerms(url, ['whole_a', 'whole_b']);
  await using anna = await openAs('anna', `/approvals/sets/${id}`);
  await using bert = await openAs('bert', `/approvals/sets/${id}`);
  await bert.page.getByRole('button', { name: 'Reject all 2' }).click();
  await bert.page.getByText('A rejection needs a reason').waitFor();
  await bert.page.getByLabel('Comment for the requester').fill('Good words.');
  await bert.page.getByRole('button', { name: 'Approve all 2' }).click();
  await bert.page.getByText('All of them are in force.').waitFor();
  await anna.page.getByText('All of them are in force.').waitFor();
  await anna.page.goto(`${url}/entities/GLOSSARY/whole_b`);
  await anna.page.getByRole('heading', { name: 'Term whole_b' }).waitFor();
  expect([...anna.complaints(), ...bert.complaints()]).toEqual([]);
});
