import { expect, test } from 'vitest';

import { reportedEvent } from '../../support/events/reported-event.ts';
import { create } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const MUTATIONS = {
  reportDataRefresh: `mutation { outcome: reportDataRefresh(input: {
    entityUrn: "urn:t", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
  }) { __typename } }`,
  requestProfile: `mutation { outcome: requestProfile(input: { entityType: METADATA, canonicalKey: "orders" }) {
    __typename
  } }`,
};

/** A server whose database can go away: at once, or right after the next commit. */
async function startOnFragileStore() {
  const store = await openTestStore();
  const state = { isLeaving: false, isAway: false };
  const server = await startTestServer({
    database: {
      ...store,
      query: (...request) => (state.isAway ? Promise.reject(new Error('gone')) : store.query(...request)),
      async transaction(work, options) {
        if (state.isAway) throw new Error('gone');
        const result = await store.transaction(work, options);
        state.isAway ||= state.isLeaving;
        return result;
      },
    },
  });
  return { server, state };
}

test.each(Object.entries(MUTATIONS))(
  '%s that is committed is no failure, though the database goes away right after',
  async (name, query) => {
    const { server, state } = await startOnFragileStore();
    await using _server = server;
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'orders',
      change: { name: 'Orders', tier: 'TIER5', dataset: { schema: 's', table: 'orders' } },
    });

    state.isLeaving = true;
    const { data, errors } = await ask<{ outcome: { __typename: string } }>(server, { query });
    state.isLeaving = state.isAway = false;
    expect(errors).toEqual([]);
    expect(data?.outcome.__typename).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Success`);
  },
);

function postEvent(server: TestServer, event: object): Promise<Response> {
  const headers = { 'content-type': 'application/cloudevents+json' };
  return server.fetch('/events', { method: 'POST', headers, body: JSON.stringify(event) });
}

test('an event at /events that is committed is no failure, though the database goes away right after', async () => {
  const { server, state } = await startOnFragileStore();
  await using _server = server;
  state.isLeaving = true;
  const response = await postEvent(server, reportedEvent());
  state.isLeaving = state.isAway = false;
  expect(await response.json()).toMatchObject({ outcome: 'accepted' });
});

test('an event at /events that could not be kept is a masked problem, logged once under its id', async () => {
  const { server, state } = await startOnFragileStore();
  await using _server = server;
  const event = reportedEvent();
  state.isAway = true;
  const response = await postEvent(server, event);
  const text = await response.text();
  state.isAway = false;
  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
  expect(text).not.toContain('gone');
  const { errorId } = JSON.parse(text) as { errorId: string };
  expect(server.logged.filter(({ fields }) => fields.errorId === errorId)).toHaveLength(1);
  expect(await (await postEvent(server, event)).json()).toMatchObject({ outcome: 'accepted' });
});
