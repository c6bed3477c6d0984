import { readFileSync } from 'node:fs';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { ask } from '../support/browser/ask.ts';
import { findBarriers } from '../support/browser/axe.ts';
import { connectBrowser, openTab } from '../support/browser/open-tab.ts';

const url = inject('demoUrl');
let browser: Browser;
/** Values of the parameters of routes. */
let values: Record<string, string>;

interface Examples {
  approvals: { edges: { node: { id: string } }[] };
  events: { edges: { node: { correlationId: string } }[] };
}

beforeAll(async () => {
  browser = await connectBrowser();
  const { approvals, events } = await ask<Examples>(
    url,
    `{
      approvals(first: 1) { edges { node { id } } }
      events(last: 1) { edges { node { ... on EventEnvelope { correlationId } } } }
    }`,
  );
  values = {
    entityType: 'METADATA',
    canonicalKey: 'flight_routes',
    approvalId: approvals.edges[0]?.node.id ?? '',
    correlationId: events.edges[0]?.node.correlationId ?? '',
  };
});
afterAll(() => browser.close());

/** As the router has them. */
const ROUTES = [...readFileSync('dashboard/app/router.tsx', 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(
  ([, path = '']) => path,
);

test.each([...ROUTES, '/no/such/page'])(
  '%s opens in both themes and on a phone, with no error, no barrier, and nothing of another host',
  async (route) => {
    const path = route.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
    await using tab = await openTab(browser, url + path);
    const { page } = tab;
    await tab.untilReady();
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(tab.complaints()).toEqual([]);
  },
);
