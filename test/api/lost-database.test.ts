import { expect, test } from 'vitest';

import { create } from '../support/governance.ts';
import { startTestServer } from '../support/test-server.ts';
import { openTestStore } from '../support/test-store.ts';
import { ask } from './answer.ts';

const MUTATIONS = {
  reportDataRefresh: `mutation { outcome: reportDataRefresh(input: {
    entityUrn: "urn:t", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
  }) { __typename } }`,
  requestProfile: `mutation { outcome: requestProfile(input: { entityType: METADATA, canonicalKey: "orders" }) {
    __typename
  } }`,
};

test.each(Object.entries(MUTATIONS))(
  '%s that is committed is no failure, though the database goes away right after',
  async (name, query) => {
    const store = await openTestStore();
    let isLeaving = false;
    let isAway = false;
    await using server = await startTestServer({
      database: {
        ...store,
        query: (...request) => (isAway ? Promise.reject(new Error('gone')) : store.query(...request)),
        async transaction(work, options) {
          const result = await store.transaction(work, options);
          isAway ||= isLeaving;
          return result;
        },
      },
    });
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'orders',
      change: { name: 'Orders', tier: 'TIER5', dataset: { schema: 's', table: 'orders' } },
    });

    isLeaving = true;
    const { data, errors } = await ask<{ outcome: { __typename: string } }>(server, { query });
    isLeaving = isAway = false;
    expect(errors).toEqual([]);
    expect(data?.outcome.__typename).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Success`);
  },
);
