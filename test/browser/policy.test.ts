import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { connectBrowser, openTab, type Tab } from '../support/browser/open-tab.ts';

const url = inject('demoUrl');
const FIGURE = 'Due after, Tier 5, in days';
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

test('a change of the policy is drafted, simulated and proposed; another administrator approves it, and it appears by itself', async () => {
  await using anna = await openAs('anna', '/policy?tab=draft');
  await using bert = await openAs('bert', '/policy');
  const propose = anna.page.getByRole('button', { name: 'Propose', exact: true });
  await anna.page.getByLabel(FIGURE).fill('0');
  await anna.page.getByText('From an hour').waitFor();
  expect(await propose.isDisabled()).toBe(true);
  await anna.page.getByLabel(FIGURE).fill('120');
  await anna.page.getByText('now 90 days').waitFor();

  await anna.page.getByRole('link', { name: 'Simulate' }).click();
  await anna.page
    .getByText(/profiles? would have been started/)
    .filter({ visible: true })
    .first()
    .waitFor();
  await propose.click();
  await anna.page.getByText('Proposed. The policy stays as it is').waitFor();
  await anna.page.getByRole('link', { name: 'In force' }).click();
  await anna.page.getByText('You have proposed this yourself').waitFor();
  expect(await anna.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

  // It arrives where nobody has done anything.
  await bert.page.getByRole('heading', { name: 'Open proposal' }).waitFor();
  await bert.page.getByRole('button', { name: 'Reject' }).click();
  await bert.page.getByText('A rejection needs a reason').waitFor();
  await bert.page.getByRole('button', { name: 'Approve' }).click();
  await bert.page.getByRole('heading', { name: 'Version 1' }).waitFor();

  await anna.page.getByRole('heading', { name: 'Version 1' }).waitFor();
  await anna.page.getByRole('link', { name: 'History' }).click();
  await anna.page.getByText('Approved by bert').waitFor();
  expect([...anna.complaints(), ...bert.complaints()]).toEqual([]);
});

test('a draft outlives a reload of the tab, and one can withdraw what one has proposed', async () => {
  await using anna = await openAs('anna', '/policy?tab=draft');
  await anna.page.getByLabel('Cooldown, Tier 4, in hours').fill('36');
  await anna.page.reload();
  await anna.page.getByText('This is the draft that you had begun before').waitFor();
  await anna.page.getByRole('button', { name: 'Propose', exact: true }).click();
  await anna.page.getByText('Proposed. The policy stays as it is').waitFor();
  await anna.page.getByRole('link', { name: 'In force' }).click();
  const withdraw = { name: 'Withdraw the proposal' };
  await anna.page.getByRole('button', withdraw).click();
  await anna.page.getByRole('dialog').getByRole('button', withdraw).click();
  await anna.page.getByRole('heading', { name: 'Open proposal' }).waitFor({ state: 'detached' });
  expect(anna.complaints()).toEqual([]);
});
