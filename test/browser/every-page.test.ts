import { readFileSync } from 'node:fs';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { ADMINISTRATION_TABS } from '../../dashboard/administration/administration-search.ts';
import { APPROVAL_TABS } from '../../dashboard/approvals/approvals-search.ts';
import { ENTITY_TABS } from '../../dashboard/entity/entity-search.ts';
import { ask } from '../support/browser/ask.ts';
import { findBarriers } from '../support/browser/axe.ts';
import { connectBrowser, openTab, type Tab } from '../support/browser/open-tab.ts';
import { requestTerms } from '../support/browser/request-terms.ts';

const url = inject('demoUrl');
let browser: Browser;
/** One for all pages: it keeps the code, as that of a person who walks through them does. */
let tab: Tab;
/** Values of the parameters of routes. */
let values: Record<string, string>;

interface Examples {
  approvals: { edges: { node: { id: string } }[] };
  events: { edges: { node: { correlationId: string } }[] };
  incidents: { edges: { node: { id: string } }[] };
}

beforeAll(async () => {
  browser = await connectBrowser();
  tab = await openTab(browser, url);
  const { approvals, events, incidents } = await ask<Examples>(
    url,
    `{
      approvals(first: 1) { edges { node { id } } }
      events(last: 1) { edges { node { ... on EventEnvelope { correlationId } } } }
      incidents(first: 1) { edges { node { id } } }
    }`,
  );
  const approvalId = approvals.edges[0]?.node.id;
  const correlationId = events.edges[0]?.node.correlationId;
  const incidentId = incidents.edges[0]?.node.id;
  if (approvalId === undefined || correlationId === undefined || incidentId === undefined) {
    throw new Error('the demo has a request, an event and an incident');
  }
  const changeSetId = await requestTerms(url, ['every_page_one', 'every_page_two']);
  values = {
    entityType: 'METADATA',
    canonicalKey: 'flight_routes',
    approvalId,
    changeSetId,
    correlationId,
    incidentId,
    schema: 'aviation',
    table: 'routes',
  };
});
afterAll(() => browser.close());

/** As the router has them. */
const ROUTES = [...readFileSync('dashboard/app/router.tsx', 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(
  ([, path = '']) => path,
);

/** What pages show besides what they open with. */
const VIEWS = [
  ...ENTITY_TABS.slice(1).map((tab) => `/entities/$entityType/$canonicalKey?tab=${tab}`),
  ...ADMINISTRATION_TABS.slice(1).map((tab) => `/administration?tab=${tab}`),
  ...APPROVAL_TABS.slice(1).map((tab) => `/approvals?tab=${tab}`),
  '/incidents?show=all&members=true',
  '/lineage/$entityType/$canonicalKey?view=picture',
  '/lineage/$entityType/$canonicalKey?view=list',
  '/datasets/$schema/$table?suggest=true',
  '/change?type=BUSINESS_RULE&schema=$schema&table=$table',
];

test.each([...ROUTES, ...VIEWS, '/no/such/page'])(
  '%s opens light and wide, and dark on a phone, with no error, no barrier, and nothing of another host',
  async (view) => {
    const path = view.replaceAll(/\$(\w+)/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`there is no example of ${name}`);
      return encodeURIComponent(value);
    });
    const { page } = tab;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(url + path);
    await tab.untilReady();
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await tab.untilReady();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(tab.complaints()).toEqual([]);
  },
);
