import { rmSync } from 'node:fs';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { completed } from '../../support/events/events.ts';
import { makeDataDir } from '../../support/process/data-dir.ts';
import { freePort } from '../../support/process/free-port.ts';
import { openGraphiQL } from '../../support/process/graphiql-page.ts';
import { launchBrowser } from '../../support/process/launch-browser.ts';
import { startProcess } from '../../support/process/server-process.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('GraphiQL opens with useful tabs, asks nothing of any other host, and has nothing to complain of', async () => {
  await using graphiql = await openGraphiQL(browser, `${server.url}/graphql`);
  const tabs = await graphiql.page.getByRole('tab').allTextContents();
  expect(tabs.join(' ')).toMatch(/ProfileCompleted.*QualityDegraded.*Entities.*Decisions.*Lineage.*Inbox.*Request/);
  expect(await graphiql.page.title()).toBe('Metadata governance');
  await graphiql.write('operation.graphql', '{viewer{tenantId}}');
  await graphiql.page.getByRole('button', { name: /Prettify/ }).click();
  await until('the formatted query', async () => (await graphiql.operation()).includes('\n    tenantId\n'));
  expect(graphiql.complaints()).toEqual([]);
});

test('a subscription shows its last 50 results, newest first, and ends with the page', async () => {
  await using graphiql = await openGraphiQL(browser, `${server.url}/graphql`);
  await graphiql.run();
  await graphiql.untilLine(/^Live\./);
  for (let place = 1; place <= 53; place++) await server.bus.emitEvent(completed({ canonicalKey: `entity_${place}` }));
  await graphiql.untilLine(/^Live\. 53 results; the last 50 are shown, newest first\.$/);
  const keys = (await graphiql.results()).map((result) => /entity_\d+/.exec(JSON.stringify(result))?.[0]);
  expect(keys).toEqual(Array.from({ length: 50 }, (_, index) => `entity_${53 - index}`));
  expect(graphiql.complaints()).toEqual([]);
  await graphiql.page.close();
  await until('the subscription to end with the page', () => server.feed.readerCount() === 0);
});

test('results that arrive while somebody reads further down wait until they scroll to the top', async () => {
  await using graphiql = await openGraphiQL(browser, `${server.url}/graphql`);
  await graphiql.run();
  await graphiql.untilLine(/^Live\./);
  for (let place = 1; place <= 5; place++) await server.bus.emitEvent(completed({ canonicalKey: `entity_${place}` }));
  await graphiql.untilLine(/^Live\. 5 results/);
  const shown = await graphiql.response();
  await graphiql.page.locator('.result-window').hover();
  await graphiql.page.mouse.wheel(0, 600);
  for (let place = 6; place <= 8; place++) await server.bus.emitEvent(completed({ canonicalKey: `entity_${place}` }));
  await graphiql.untilLine(/^Live\. 8 results, newest first\. The newest 3 are shown when you scroll to the top\.$/);
  expect(await graphiql.response()).toBe(shown);

  await graphiql.page.mouse.wheel(0, -10_000);
  await graphiql.untilLine(/^Live\. 8 results, newest first\.$/);
  await until('the newest result', async () => (await graphiql.response()).includes('entity_8'));
  expect(graphiql.complaints()).toEqual([]);
});

test('a query of another tab is answered, as the actor under Headers', async () => {
  await using graphiql = await openGraphiQL(browser, `${server.url}/graphql`);
  await graphiql.page.locator('.graphiql-tab-button', { hasText: 'Entities' }).click();
  await graphiql.page.locator('.graphiql-tab-active', { hasText: 'Entities' }).waitFor();
  await graphiql.run();
  await until('the answer', async () => (await graphiql.response()).includes('hasNextPage'));
  await graphiql.write('operation.graphql', '{ viewer { actorId } }');
  await graphiql.write('request-headers.json', '{ "x-actor-id": "anna" }');
  await graphiql.run();
  await until('the answer', async () => (await graphiql.response()).includes('"actorId": "anna"'));
  expect(graphiql.complaints()).toEqual([]);
});

test('a subscription that runs when another tab is opened does not write into that tab', async () => {
  await using graphiql = await openGraphiQL(browser, `${server.url}/graphql`);
  await graphiql.run();
  await graphiql.untilLine(/^Live\./);
  await graphiql.page.getByRole('button', { name: 'New tab' }).click();
  await graphiql.untilLine(/^Stopped\./);
  await until('the end of the subscription', () => server.feed.readerCount() === 0);
  expect(await graphiql.response()).toBe('');
});

const REPORT = `mutation {
  reportDataRefresh(input: { entityUrn: "urn:t", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL }) {
    ... on ReportDataRefreshSuccess { event { id } }
  }
}`;
const FOLLOW = 'subscription Follow { events { ... on EventEnvelope { id } } }';

async function report(url: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: REPORT }),
  });
  const { data } = (await response.json()) as { data: { reportDataRefresh: { event: { id: string } } } };
  return data.reportDataRefresh.event.id;
}

test('with the token under Headers a subscription follows events, through a killed server and a new token', async () => {
  const dataDir = makeDataDir();
  const env = { ...AUTH_ENV, DATA_DIR: dataDir, PORT: String(await freePort()) };
  const anna = await bearerOf({ roles: ['VIEWER', 'PRODUCER'] });
  const first = await startProcess(env);
  await using graphiql = await openGraphiQL(browser, `${first.url}/graphql`);
  await until('the refusal', async () => (await graphiql.response()).includes('A bearer token is required.'));
  await graphiql.write('operation.graphql', FOLLOW);
  await graphiql.run();
  await graphiql.untilLine(/^The server does not accept the token: .* Trying again \.\.\.$/);

  // The subscription that was refused runs as soon as the token is there, and so does completion.
  await graphiql.write('request-headers.json', JSON.stringify(anna));
  await graphiql.untilLine(/^Live\./);
  const ids = [await report(first.url, anna), await report(first.url, anna)];
  await graphiql.untilLine(/^Live\. 2 results/);

  await first.end('SIGKILL');
  await graphiql.untilLine(/^The server cannot be reached\. Trying again \.\.\. 2 results/);
  await using second = await startProcess(env);
  ids.push(await report(second.url, anna));
  await graphiql.untilLine(/^Live\. 3 results/);

  const connections = graphiql.connectionCount();
  await graphiql.write('request-headers.json', JSON.stringify(await bearerOf({ sub: 'bert' })));
  await until('the connection with the new token', async () => {
    // Fewer than the page shows.
    await new Promise((resolve) => setTimeout(resolve, 100));
    ids.push(await report(second.url, anna));
    return graphiql.connectionCount() > connections;
  });
  ids.push(await report(second.url, anna));
  await graphiql.untilLine(new RegExp(`^Live\\. ${ids.length} results`));
  expect(await graphiql.results()).toEqual(ids.toReversed().map((id) => ({ data: { events: { id } } })));
  expect(graphiql.complaints()).toEqual([]);

  await second.end('SIGKILL');
  await graphiql.page.getByRole('button', { name: /Stop/ }).click();
  await graphiql.write('operation.graphql', '{ viewer { tenantId } }');
  await graphiql.run();
  await until('the sentence', async () => (await graphiql.response()).includes('The server cannot be reached.'));
  expect(await graphiql.response()).not.toContain('isTrusted');
  rmSync(dataDir, { recursive: true });
}, 120_000);
