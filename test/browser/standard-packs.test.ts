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

interface Packs {
  standardPacks: { id: string; entityCount: number; measuredCount: number; compliant: number }[];
}

test('the overview says how many entities of a standard pack are profiled on time, and each figure leads to them', async () => {
  const { standardPacks } = await ask<Packs>(url, '{ standardPacks { id entityCount measuredCount compliant } }');
  const pack = standardPacks.find(({ id }) => id === 'ifrs-revenue');
  if (!pack) throw new Error('entities of the demo are governed by a pack');

  await using tab = await openTab(browser, url);
  const { page } = tab;
  const row = page.getByRole('row').filter({ hasText: pack.id });
  await row.getByText(`${pack.compliant} of ${pack.measuredCount}`).waitFor();
  await row.getByRole('link', { name: pack.id, exact: true }).click();
  await page.getByText(`${pack.entityCount} entities match`).waitFor();
  await page.getByText('Quarterly report to the studios').waitFor();
  expect(tab.complaints()).toEqual([]);
});
