import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ask } from '../support/browser/ask.ts';
import { connectBrowser, openTab } from '../support/browser/open-tab.ts';
import { showAllEvents } from '../support/browser/show-all-events.ts';
import { freePort } from '../support/process/free-port.ts';
import { startProcess } from '../support/process/server-process.ts';
import { openTestDatabase } from '../support/store/test-database.ts';
import { until } from '../support/until.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connectBrowser();
});
afterAll(() => browser.close());

const EVENTS = 500;
const AT_ONCE = 5;
/** A server that starts on a busy machine takes its time. */
const LIMIT_MS = 60_000;
const REPORT = `mutation ($input: ReportDataRefreshInput!) {
  reportDataRefresh(input: $input) { __typename ... on Error { message } }
}`;
const LOG = `query ($after: String) {
  events(first: 100, after: $after) {
    edges { node { ... on EventEnvelope { correlationId } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Log {
  events: {
    edges: { node: { correlationId: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

/** Reports a refresh that nothing follows from, until the server has taken it; it knows repetitions. */
async function report(url: string, place: number): Promise<void> {
  const input = {
    eventId: `report ${place}`,
    entityUrn: `urn:test:${place}`,
    schema: 'test',
    table: `table_${place}`,
    rowsAffected: place,
    refreshType: 'FULL',
  };
  const isTaken = () =>
    ask(url, REPORT, { input }).then(
      () => true,
      () => false,
    );
  await until('the server to take the report', isTaken, LIMIT_MS);
}

/** Every event of the log by what only it has, oldest first. */
async function readLog(url: string): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { events }: Log = await ask<Log>(url, LOG, { after });
    found.push(...events.edges.map(({ node }) => node.correlationId));
    if (!events.pageInfo.hasNextPage) return found;
    after = events.pageInfo.endCursor;
  }
}

/** The events that the page shows, newest first. */
async function readPage(page: Page): Promise<string[]> {
  const links = `document.querySelectorAll('ol[aria-label="Events, newest first"] a[href^="/trace/"]')`;
  const paths = await page.evaluate<string[]>(`Array.from(${links}, (link) => link.getAttribute('href'))`);
  return paths.map((path) => decodeURIComponent(path.split('/').at(-1) ?? ''));
}

test(`a server that is killed and started again during ${EVENTS} events: the page shows exactly those of the log, once each`, async () => {
  await using database = await openTestDatabase();
  const env = { DATABASE_URL: database.connectionString, PORT: String(await freePort()) };
  const first = await startProcess(env);
  await using tab = await openTab(browser, first.url);
  const { page } = tab;
  await tab.untilReady();

  const connection = page.getByTestId('connection');
  const next = { place: 0 };
  const reportUpTo = async (last: number) => {
    while (next.place < last) {
      const places = Array.from({ length: AT_ONCE }, () => ++next.place);
      await Promise.all(places.map((place) => report(first.url, place)));
    }
  };
  await reportUpTo(EVENTS / 4);
  const reporting = reportUpTo(EVENTS);
  await first.end('SIGKILL');
  const becomes = (status: string) =>
    connection.and(page.locator(`[data-status=${status}]`)).waitFor({ timeout: LIMIT_MS });
  await becomes('reconnecting');
  await using second = await startProcess(env);
  await becomes('live');
  await second.end('SIGKILL');
  await using third = await startProcess(env);
  await reporting;

  const button = page.getByTestId('new-items');
  const hasAll = async () => (await button.getAttribute('aria-label')) === `Show ${EVENTS} new`;
  await until('the page to have all', hasAll, LIMIT_MS);
  await button.click();
  await showAllEvents(page);
  const log = await readLog(third.url);
  expect(log).toHaveLength(EVENTS);
  expect(await readPage(page)).toEqual(log.toReversed());
  expect(tab.complaints()).toEqual([]);
});
