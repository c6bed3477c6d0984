import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '../../../src/domain/ids.ts';
import { refreshed } from '../../support/events/events.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';

const EVENT = `query ($id: ID!, $source: EventSource) { event(id: $id, source: $source) {
  __typename ... on EventEnvelope { id source cursor }
} }`;

describe.each(STORES)('an event by id in %s', (_, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function eventOf(variables: object) {
    const { event } = await server.query<{ event: { source: string; cursor: string } | null }, object>(
      EVENT,
      variables,
    );
    return event;
  }

  test('is the first with that id, or that of the source', async () => {
    const event = refreshed({ table: 'orders' });
    const [etl, finance] = [event, { ...event, source: 'finance.service' as const }];
    await server.bus.emitEvent(etl);
    await server.bus.emitEvent(finance);
    const { id } = event;
    expect(await eventOf({ id })).toMatchObject({ __typename: 'DataRefreshedEvent', id, source: 'ETL_PIPELINE' });
    expect(await eventOf({ id, source: 'FINANCE_SERVICE' })).toMatchObject({ id, source: 'FINANCE_SERVICE' });
    expect(await eventOf({ id, source: 'AGENT_PROFILER' })).toBeNull();
  });

  test('is null if there is none, whatever the id looks like', async () => {
    for (const id of [newId('PROFILE'), crypto.randomUUID(), '', `'`]) expect(await eventOf({ id })).toBeNull();
  });
});
