/*
 * Takes pictures of every page of the dashboard, in both themes and on a phone, of a demo that it starts or of the server
 * whose address it is given. Those that README and docs show are kept in docs/images; the others go into a temporary
 * folder, to be looked at.
 */
import { copyFileSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { chromiumOptions } from './chromium-options.mjs';
import { startDemo } from './demo-process.mjs';
import { ask, dashboardPages, IS_READY, untilTrue } from './open-dashboard.mjs';

const KEPT_IN = 'docs/images';
/** What they are called there, by what they are called among all. */
const KEPT = {
  'overview-light': 'overview',
  'overview-dark': 'overview-dark',
  'entities-light': 'entities',
  'entity-light': 'entity',
  'dataset-light': 'dataset',
  'incident-light': 'incident',
  'lineage-light': 'lineage',
  'approval-light': 'approval',
  'trace-light': 'trace',
  'simulation-light': 'policy',
};
const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
/** Late in the first round of the demo's day: something is bad at the moment. */
const ENOUGH = /degraded +flight_routes/;
const IS_LIVE = `document.querySelector('[data-testid=connection]')?.dataset.status === 'live'`;
/** What is drawn step by step, such as a graph, takes a moment after it is loaded. */
const SETTLE_MS = 1_500;
/** In the demo every request is decided within seconds; one has to be left to be shown. */
const REQUEST = `mutation {
  requestApproval(
    input: {
      entityType: METADATA
      canonicalKey: "airports"
      kind: UPDATE
      expectedVersion: 1
      change: { description: "Every airport in the United States, with its IATA code and its position." }
      comment: "The report to the authority has to say what its sources are."
    }
  ) { __typename }
}`;

const [givenUrl] = process.argv.slice(2);
const demo = givenUrl === undefined ? await startDemo(ENOUGH) : { url: givenUrl, end: () => undefined };
if (givenUrl === undefined) await ask(demo.url, 'dora', REQUEST);
const browser = await chromium.launch(chromiumOptions());
const folder = mkdtempSync(join(tmpdir(), 'mdm-screenshots-'));
mkdirSync(KEPT_IN, { recursive: true });

try {
  const pages = await dashboardPages(demo.url);
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      for (const [name, path] of pages) {
        await page.goto(demo.url + path);
        await untilTrue(page, IS_READY);
        await untilTrue(page, IS_LIVE);
        await page.waitForTimeout(SETTLE_MS);
        const picture = `${name}-${size === 'phone' ? 'phone-' : ''}${theme}`;
        await page.screenshot({ path: join(folder, `${picture}.png`) });
      }
      await context.close();
    }
  }
  for (const [picture, name] of Object.entries(KEPT)) {
    const kept = join(KEPT_IN, `${name}.png`);
    copyFileSync(join(folder, `${picture}.png`), kept);
    console.log(`${kept}: ${Math.round(statSync(kept).size / 1000)} KB`);
  }
  console.log(`all pictures are in ${folder}`);
} finally {
  await browser.close();
  demo.end();
}
process.exit();
