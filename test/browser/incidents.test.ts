import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { insertEntity } from '../../src/store/entities/write/write-entities.ts';
import { ask } from '../support/browser/ask.ts';
import { connectBrowser, openTab, type Tab } from '../support/browser/open-tab.ts';
import { incidentOf, openIncidents } from '../support/incidents/incident.ts';
import { entityOf } from '../support/lineage.ts';
import { startTestServer } from '../support/server/test-server.ts';
import { AUTH_ENV, makeToken } from '../support/server/token.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await connectBrowser();
});
afterAll(() => browser.close());

interface Found {
  incidents: { edges: { node: { id: string; summary: string } }[] };
}

/** What one can do about an incident that nobody has taken notice of, apart from a comment. */
const ACTIONS = ['Acknowledge', 'Assign to me', 'Assign to ...', 'Snooze', 'Resolve ...'];

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const told = (page: Page, sentence: string | RegExp) =>
  page.getByRole('status').filter({ hasText: sentence }).waitFor();
const step = (page: Page, sentence: string | RegExp) =>
  page.getByRole('listitem').filter({ hasText: sentence }).waitFor();

test('an incident is found in the list; each action tells its result, is a step of the history, and appears to another person', async () => {
  const { incidents } = await ask<Found>(
    url,
    '{ incidents(first: 1, filter: { statuses: [OPEN], rootsOnly: true }) { edges { node { id summary } } } }',
  );
  const found = incidents.edges[0]?.node;
  if (!found) throw new Error('the demo has an open incident');

  await using anna = await openTab(browser, `${url}/incidents`, { actor: 'anna' });
  await using bert = await openTab(browser, `${url}/incidents/${found.id}`, { actor: 'bert' });
  await anna.untilReady();
  await bert.untilReady();
  await anna.page.getByRole('main').getByRole('link', { name: found.summary }).first().click();
  await anna.page.getByRole('heading', { name: 'What to do' }).waitFor();

  await press(anna.page, 'Acknowledge');
  await told(anna.page, 'You have acknowledged it.');
  await step(bert.page, 'anna acknowledged it');
  await bert.page.getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'detached' });

  await press(bert.page, 'Assign to me');
  await told(bert.page, 'It is assigned to bert.');
  await step(anna.page, 'bert assigned it to bert');

  await press(anna.page, 'Assign to ...');
  await press(anna.page, 'Assign');
  await anna.page.getByText('Say to whom.').waitFor();
  await anna.page.getByLabel('Name', { exact: true }).fill('carla');
  await press(anna.page, 'Assign');
  await told(anna.page, 'It is assigned to carla.');
  await step(bert.page, 'anna assigned it to carla');
  // What he was told is no longer so.
  await bert.page.getByText('It is assigned to bert.').waitFor({ state: 'detached' });

  await press(bert.page, 'Assign to nobody');
  await told(bert.page, 'It is assigned to nobody.');
  await step(anna.page, 'bert assigned it to nobody');

  await press(anna.page, 'Snooze');
  await anna.page.getByRole('menuitem', { name: 'For 4 hours' }).click();
  await told(anna.page, /^It is snoozed until .+\.$/);
  await step(bert.page, /anna put it off until/);

  await press(bert.page, 'Add comment');
  await bert.page.getByText('Write something first.').waitFor();
  await bert.page.getByLabel('Comment', { exact: true }).fill('The carrier sends it again tonight.');
  await press(bert.page, 'Add comment');
  await told(bert.page, 'Your comment is added.');
  await step(anna.page, 'The carrier sends it again tonight.');

  await press(anna.page, 'Resolve ...');
  await anna.page.getByLabel('How it ended').selectOption('False alarm');
  await press(anna.page, 'Resolve');
  await anna.page.getByText('Say why.').waitFor();
  await anna.page.getByLabel('Comment', { exact: true }).first().fill('The file was a test.');
  await press(anna.page, 'Resolve');
  await told(anna.page, 'You have resolved it: false alarm.');
  await step(bert.page, /anna resolved it: false alarm.*The file was a test\./s);
  await bert.page.getByText('It is resolved. You can still comment on it below.').waitFor();
  expect(await offered(bert)).toEqual([]);
  expect([...anna.complaints(), ...bert.complaints()]).toEqual([]);
});

test('who has no role for it reads the incident and its history, is offered no action, and is told which role has them', async () => {
  await using server = await startTestServer({ env: AUTH_ENV });
  const entity = entityOf('revenue', { tenantId: 'acme' });
  const incident = incidentOf({ tenantId: 'acme', entityId: entity.id });
  await server.parts.unitOfWork.transaction(({ db }) => insertEntity(db, entity));
  await openIncidents(server.parts.unitOfWork, [incident]);

  const openAs = async (roles: readonly string[]) => {
    const tab = await openTab(browser, `${server.url}/incidents/${incident.id}`);
    await tab.page.getByLabel('Access token').fill(await makeToken({ roles }));
    await press(tab.page, 'Sign in');
    await tab.untilReady();
    return tab;
  };
  await using viewer = await openAs(['VIEWER']);
  await viewer.page.getByText('people with the role Steward, Approver or Administrator').waitFor();
  await step(viewer.page, 'The server opened it');
  expect(await offered(viewer)).toEqual([]);
  expect(await viewer.page.getByLabel('Comment').count()).toBe(0);

  await using steward = await openAs(['VIEWER', 'STEWARD']);
  await press(steward.page, 'Acknowledge');
  await step(viewer.page, 'anna acknowledged it');
  expect(await offered(steward)).toEqual(ACTIONS.slice(1));
  expect([...viewer.complaints(), ...steward.complaints()]).toEqual([]);
});

async function offered({ page }: Tab): Promise<string[]> {
  const names = await page.getByRole('main').getByRole('button').allInnerTexts();
  return ACTIONS.filter((name) => names.includes(name));
}
