import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { connectBrowser, openTab } from '../support/browser/open-tab.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await connectBrowser();
});
afterAll(() => browser.close());

test('a steward finds a table, tests a rule that its data suggests, and requests it', async () => {
  await using tab = await openTab(browser, `${url}/datasets`, { actor: 'anna' });
  const { page } = tab;
  await page.getByRole('searchbox', { name: 'Search by schema and name' }).fill('AIRPORTS aviation');
  await page.getByText('1 dataset matches').waitFor();
  await page.getByRole('link', { name: 'aviation.airports' }).click();
  await page.getByRole('button', { name: 'Suggest rules' }).click();
  await page.getByRole('button', { name: 'Test: Each value of name is present.' }).click();
  await page.getByText(/^All [\d,]+ values pass\.$/).waitFor();
  expect(page.url()).toContain('/datasets/aviation/airports?suggest=true');

  await page.getByRole('link', { name: 'Propose: Each value of name is present.' }).click();
  expect(await page.getByLabel('Table', { exact: true }).inputValue()).toBe('airports');
  expect(await page.getByLabel('Column', { exact: true }).inputValue()).toBe('name');
  await page.getByLabel('Every value').selectOption('matches a pattern');
  await page.getByLabel('Pattern', { exact: true }).fill('^[A-M]');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText(/^[\d,]+ of [\d,]+ values pass \(/).waitFor();
  await page.getByRole('button', { name: 'Request approval' }).click();
  await page.waitForURL(/\/approvals\/apr_/);
  expect(tab.complaints()).toEqual([]);
});

test('a table that nothing is bound to can be governed: the form knows what it is bound to', async () => {
  await using tab = await openTab(browser, `${url}/datasets`, { actor: 'anna' });
  const { page } = tab;
  await page
    .getByRole('row', { name: /No entity bound yet/ })
    .first()
    .getByRole('link')
    .click();
  await page.getByRole('link', { name: 'Govern it' }).click();
  await page.getByLabel('Name').waitFor();
  expect(await page.getByLabel('Schema', { exact: true }).inputValue()).not.toBe('');
  expect(await page.getByLabel('Table', { exact: true }).inputValue()).not.toBe('');
  expect(tab.complaints()).toEqual([]);
});

test('the form of a change suggests what is in the warehouse: tables by schema and name, and the columns of the table', async () => {
  await using tab = await openTab(browser, `${url}/change?type=METADATA`, { actor: 'anna' });
  const { page } = tab;
  await page.getByLabel('It is bound to a table of the warehouse').check();
  await page.getByLabel('Schema', { exact: true }).fill('av');
  await page.locator('datalist option[value="aviation.routes"]').waitFor({ state: 'attached' });
  await page.getByLabel('Schema', { exact: true }).fill('aviation.routes');
  expect(await page.getByLabel('Schema', { exact: true }).inputValue()).toBe('aviation');
  expect(await page.getByLabel('Table', { exact: true }).inputValue()).toBe('routes');

  await page.locator('datalist option[value="destination"]').waitFor({ state: 'attached' });
  const columns = page.getByRole('group', { name: 'Columns of routes' });
  await columns.getByRole('button', { name: 'origin' }).click();
  await columns.getByRole('button', { name: 'destination' }).click();
  expect(await page.getByLabel('Key columns').inputValue()).toBe('origin\ndestination');
  await columns.getByRole('button', { name: 'origin' }).click();
  expect(await page.getByLabel('Key columns').inputValue()).toBe('destination');
  expect(tab.complaints()).toEqual([]);
});
