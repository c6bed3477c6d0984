import { spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { create, type NewEntity } from '../../support/governance.ts';
import { firstLine } from '../../support/process/first-line.ts';
import { launchBrowser } from '../../support/process/launch-browser.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf, makeToken } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER'];
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The page as the documentation has it served: from an origin of its own, which it gives. */
async function servePage() {
  const child = spawn(process.execPath, ['examples/serve-dashboard.mjs', '0'], {
    env: outerEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await firstLine(child.stdout, (line) => line);
  if (origin === undefined) throw new Error('the page is not served');
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Two profiled tables, and a KPI that is computed from both. */
async function furnish(server: TestServer) {
  const requester = await bearerOf({ sub: 'anna', roles: ROLES });
  const by = { requester, decider: await bearerOf({ sub: 'bert', roles: ROLES }) };
  await server.warehouse.exec(`
    CREATE TABLE public.orders (id int PRIMARY KEY, a int);
    INSERT INTO public.orders SELECT n, n FROM generate_series(1, 10) n;
    CREATE TABLE public.customers (id int PRIMARY KEY, a int);
    INSERT INTO public.customers SELECT n, NULL FROM generate_series(1, 10) n;
  `);
  const tableOf = (table: string, name: string): NewEntity => ({
    entityType: 'METADATA',
    canonicalKey: table,
    change: { name, tier: 'TIER1', dataset: { schema: 'public', table } },
  });
  await create(server, tableOf('orders', 'Orders'), by);
  await create(server, tableOf('customers', 'Customers'), by);
  const kpi = { formula: 'a / b', direction: 'HIGHER_IS_BETTER', computedFrom: ['orders', 'customers'] };
  const change = { name: 'Revenue', tier: 'TIER2', kpi };
  await create(server, { entityType: 'KPI', canonicalKey: 'revenue', change }, by);
  const query = `{ entities { edges { node { latestProfile { id } } } } }`;
  await until('both profiles', async () => {
    const { data } = await ask<{ entities: { edges: { node: { latestProfile: object | null } }[] } }>(
      server,
      { query },
      requester,
    );
    return data?.entities.edges.filter(({ node }) => node.latestProfile).length === 2;
  });
  return {
    /** Makes the table worse, and has it profiled. */
    async spoil(sql: string, canonicalKey: string) {
      await server.warehouse.exec(sql);
      const input = `{ entityType: METADATA, canonicalKey: "${canonicalKey}", priority: HIGH }`;
      const { errors } = await ask(
        server,
        { query: `mutation { requestProfile(input: ${input}) { __typename } }` },
        requester,
      );
      expect(errors).toEqual([]);
    },
  };
}

test('the page at another origin signs in, shows what there is, and follows it live, through a lost connection', async () => {
  await using page = await servePage();
  await using server = await startTestServer({ env: { ...AUTH_ENV, CORS_ORIGINS: page.origin } });
  const warehouse = await furnish(server);
  await using wire = await startTcpProxy({ port: Number(new URL(server.url).port) });
  const api = wire.through(server.url);

  const tab = await browser.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));
  tab.on('pageerror', (error) => faults.push(error.message));
  await tab.goto(page.origin);
  await tab.fill('[name=url]', `${api}/graphql`);
  await tab.fill('[name=token]', await makeToken());
  await tab.click('text=Sign in');

  const names = () => tab.locator('#rows tr td:first-child').allInnerTexts();
  const scores = () => tab.locator('#rows tr td:nth-child(5)').allInnerTexts();
  await until('the table', async () => (await names()).length === 3);
  expect(await names()).toEqual(['Customers', 'Orders', 'Revenue']);
  expect(await tab.locator('#count').innerText()).toBe('3');
  await until('the tiers', async () => (await tab.locator('#tiers').innerText()).includes('TIER1: 2 measured'));
  await until('the stream', async () => (await tab.locator('#status').innerText()) === 'live');

  const asked = requests.length;
  const before = await scores();
  await warehouse.spoil('UPDATE public.orders SET a = NULL WHERE id > 2', 'orders');
  await until('the row to change', async () => (await tab.locator('tr.changed').innerText()).startsWith('Orders'));
  expect(await scores()).not.toEqual(before);
  expect(requests.slice(asked)).toEqual([]);

  wire.refuse(true);
  wire.cutAll();
  await until('the page to know', async () => (await tab.locator('#status').innerText()) === 'reconnecting');
  await warehouse.spoil('UPDATE public.customers SET a = id', 'customers');
  wire.refuse(false);
  await until('what was missed', async () => (await tab.locator('tr.changed').innerText()).startsWith('Customers'));
  expect(await names()).toEqual(['Orders', 'Customers', 'Revenue']);

  await tab.click('#rows tr:has-text("Revenue")');
  await until('the graph', async () => (await tab.locator('#lineage text').count()) === 3);
  expect((await tab.locator('#lineage text').allTextContents()).sort()).toEqual(['Customers', 'Orders', 'Revenue']);
  expect(await tab.locator('#lineage path').count()).toBe(2);

  expect(new Set(requests.map((url) => new URL(url).origin))).toEqual(new Set([page.origin, api]));
  expect(await tab.locator('#problem').innerText()).toBe('');
  expect(faults).toEqual([]);
  await tab.close();
}, 120_000);

test('without a token, and from an origin that is not allowed, the page says why it shows nothing', async () => {
  await using page = await servePage();
  await using server = await startTestServer({ env: { ...AUTH_ENV, CORS_ORIGINS: page.origin } });
  await using closed = await startTestServer({ env: AUTH_ENV });
  const tab = await browser.newPage();
  const signIn = async (url: string, token: string) => {
    await tab.goto(page.origin);
    await tab.fill('[name=url]', `${url}/graphql`);
    await tab.fill('[name=token]', token);
    await tab.click('text=Sign in');
    return until('the reason', async () => (await tab.locator('#problem').innerText()) || undefined);
  };
  expect(await signIn(server.url, '')).toMatch(/token/i);
  expect(await signIn(closed.url, await makeToken())).toBe('Failed to fetch');
  await tab.close();
});
