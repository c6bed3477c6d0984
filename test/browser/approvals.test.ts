import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { ask } from '../support/browser/ask.ts';
import { connectBrowser, openTab, type Tab } from '../support/browser/open-tab.ts';
import { requestRenaming } from '../support/browser/requests.ts';

const url = inject('demoUrl');
const STATUS = `query ($id: ID!) { approval(id: $id) { status } }`;
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

const row = (page: Page, canonicalKey: string) => page.getByRole('listitem').filter({ hasText: canonicalKey });

test('a request appears by itself to another person, who approves it; its effect arrives at the one who asked', async () => {
  await using bert = await openAs('bert', '/approvals');
  await requestRenaming(url, 'approved_term', 'The better name');
  await using anna = await openAs('anna', '/entities/GLOSSARY/approved_term');
  await anna.page.getByRole('heading', { name: 'Term approved_term' }).waitFor();

  await bert.page.getByRole('button', { name: /^Show \d+ new request/ }).click();
  await row(bert.page, 'approved_term').getByRole('link', { name: 'approved_term' }).click();
  await bert.page.getByRole('heading', { name: 'Change Term approved_term' }).waitFor();
  expect(await bert.page.getByRole('deletion').allInnerTexts()).toEqual(['Term', 'approved_term']);
  expect(await bert.page.getByRole('insertion').allInnerTexts()).toEqual(['The', 'better name']);
  await bert.page.getByRole('button', { name: 'Approve' }).click();
  await bert.page.getByText('In force since').waitFor();

  await anna.page.getByRole('heading', { name: 'The better name' }).waitFor();
  expect([...bert.complaints(), ...anna.complaints()]).toEqual([]);
});

test('a rejection needs a reason, which the requester reads', async () => {
  const id = await requestRenaming(url, 'rejected_term', 'The worse name');
  await using bert = await openAs('bert', `/approvals/${id}`);
  await bert.page.getByRole('button', { name: 'Reject' }).click();
  await bert.page.getByText('A rejection needs a reason').waitFor();
  await bert.page.getByLabel('Comment for the requester').fill('The old name is known.');
  await bert.page.getByRole('button', { name: 'Reject' }).click();
  await bert.page.getByText('Rejected by').waitFor();

  await using anna = await openAs('anna', `/approvals/${id}`);
  await anna.page.getByText('The old name is known.').first().waitFor();
  expect(await anna.page.getByRole('button', { name: 'Reject' }).count()).toBe(0);
});

test('one’s own request is for others to decide, and one can withdraw it', async () => {
  const id = await requestRenaming(url, 'own_term', 'Another name');
  await using anna = await openAs('anna', `/approvals/${id}`);
  await anna.page.getByText('You have asked for this yourself').waitFor();
  expect(await anna.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  const withdraw = { name: 'Withdraw request' };
  await anna.page.getByRole('button', withdraw).click();
  await anna.page.getByRole('dialog').getByRole('button', withdraw).click();
  await anna.page.getByRole('dialog').waitFor({ state: 'detached' });
  await anna.page.getByText('Withdrawn').first().waitFor();
  expect(await anna.page.getByRole('button', withdraw).count()).toBe(0);
  const { approval } = await ask<{ approval: { status: string } }>(url, STATUS, { id });
  expect(approval.status).toBe('WITHDRAWN');
});

test('of two people who decide at the same moment one is first, and the other is told who it was', async () => {
  const id = await requestRenaming(url, 'contested_term', 'A contested name');
  const [bert, dora] = await Promise.all(
    ['bert', 'dora'].map(async (actor) => {
      const tab = await openTab(browser, 'about:blank', { actor });
      // Neither hears what the other does, until they have both decided.
      await tab.page.routeWebSocket(/\/graphql$/, () => undefined);
      await tab.page.goto(`${url}/approvals/${id}`);
      await tab.page.getByRole('button', { name: 'Approve' }).waitFor();
      return tab;
    }),
  );
  if (!bert || !dora) throw new Error('two have come');
  await Promise.all([bert, dora].map(({ page }) => page.getByRole('button', { name: 'Approve' }).click()));
  const told = await Promise.all(
    [bert, dora].map(async ({ page }) => {
      await page.getByText('Approved by').first().waitFor();
      return page.getByText(/was first and approved it/).allInnerTexts();
    }),
  );
  const sentences = told.flat();
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(told[0]?.length === 0 ? /^bert was first/ : /^dora was first/);
  await bert[Symbol.asyncDispose]();
  await dora[Symbol.asyncDispose]();
});

test('several are decided at once, with one result each', async () => {
  for (const key of ['bulk_one', 'bulk_two']) await requestRenaming(url, key, `Renamed ${key}`);
  await using bert = await openAs('bert', '/approvals');
  for (const key of ['bulk_one', 'bulk_two']) {
    await bert.page.getByRole('checkbox', { name: `Select the request about Term ${key}` }).check();
  }
  await bert.page.getByRole('button', { name: 'Approve selected' }).click();
  await bert.page.getByRole('dialog').getByRole('button', { name: 'Approve 2 requests' }).click();
  for (const key of ['bulk_one', 'bulk_two']) {
    await row(bert.page, key).getByRole('status').filter({ hasText: 'Approved' }).waitFor();
  }
  expect(bert.complaints()).toEqual([]);
});
