import { describe, expect, test } from 'vitest';

import { reportedEvent } from '../../support/events/reported-event.ts';
import { create } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';

/** The samples by name and labels, as they are written. */
async function scrape(server: TestServer, headers: Record<string, string> = {}): Promise<Map<string, number>> {
  const response = await server.fetch('/metrics', { headers });
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const [, name = '', value] = /^([a-z_]+(?:\{.*\})?) ([-+.\de]+)$/i.exec(line) ?? [];
      if (!name) throw new Error(`no sample: ${line}`);
      return [name, Number(value)];
    }),
  );
}

function report(server: TestServer, event: object): Promise<Response> {
  const headers = { 'content-type': 'application/cloudevents+json' };
  return server.fetch('/events', { method: 'POST', headers, body: JSON.stringify(event) });
}

describe.each(STORES)('on %s', (_, openStore) => {
  test('what happens is counted, and what waits is shown', async () => {
    await using server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec('CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1)');
    const events = server.client().iterate({ query: 'subscription { events { __typename } }' });
    await until('the subscription', () => server.feed.readerCount() === 1);
    const dataset = { schema: 'public', table: 't' };
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 't',
      change: { name: 'T', tier: 'TIER1', dataset },
    });
    const event = reportedEvent();
    for (const sent of [event, event, { ...event, type: 'unknown' }]) await report(server, sent);
    for (const _event of Array.from({ length: 6 })) await events.next();

    const unbound = 'mdm_profiling_decisions_total{rule="DATASET_NOT_BOUND",profiled="false"}';
    const samples = await until('the decisions', async () => {
      const now = await scrape(server);
      return now.get(unbound) === 1 && now.get('mdm_profile_seconds_count') === 1 && now;
    });
    expect(Object.fromEntries(samples)).toMatchObject({
      'mdm_events_total{type="data.refreshed",source="etl.pipeline"}': 1,
      'mdm_events_total{type="metadata.profile.completed",source="metadata-studio.api"}': 1,
      'mdm_profiling_decisions_total{rule="APPROVED_IN_HIGH_TIER",profiled="true"}': 1,
      'mdm_reported_events_total{outcome="accepted"}': 1,
      'mdm_reported_events_total{outcome="duplicate"}': 1,
      'mdm_reported_events_total{outcome="refused"}': 1,
      'mdm_http_requests_total{route="/events",status="422"}': 1,
      'mdm_deliveries_total{part="live"}': 6,
      mdm_delivery_lag_seconds_count: 6,
      mdm_followers: 1,
      mdm_sockets: 1,
      mdm_event_streams: 0,
      mdm_store_up: 1,
      // The scheduler's next pass.
      'mdm_queue_jobs{queue="find-due-profiles",state="delayed"}': 2,
      'mdm_queue_jobs{queue="find-due-profiles",state="waiting"}': 0,
      'mdm_queue_oldest_waiting_seconds{queue="find-due-profiles"}': 0,
    });
    expect(samples.get('mdm_feed_refills_total')).toBeGreaterThanOrEqual(1);
    await events.return?.();

    // No label names a tenant or anybody, and no path that somebody thought up.
    await server.fetch('/thought/up');
    expect([...(await scrape(server)).keys()].join('\n')).not.toMatch(/demo|local|thought/);
  });
});

describe('with authentication', () => {
  const TOKEN = 'a-token-for-the-scraper';

  test('metrics are off without METRICS_TOKEN', async () => {
    await using server = await startTestServer({ env: AUTH_ENV });
    expect((await server.fetch('/metrics', { headers: await bearerOf({ roles: ['VIEWER', 'ADMIN'] }) })).status).toBe(
      404,
    );
  });

  test('they are for those who know METRICS_TOKEN, and for no token of a tenant', async () => {
    await using server = await startTestServer({ env: { ...AUTH_ENV, METRICS_TOKEN: TOKEN } });
    const refused = [
      {},
      { authorization: 'Bearer ' },
      { authorization: 'Bearer guess' },
      await bearerOf({ roles: ['VIEWER', 'ADMIN'] }),
    ];
    for (const headers of refused) {
      const response = await server.fetch('/metrics', { headers: { ...headers } });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
    const authorization = `Bearer ${TOKEN}`;
    expect((await scrape(server, { authorization })).get('mdm_store_up')).toBe(1);
    expect((await server.fetch('/metrics', { method: 'POST', headers: { authorization } })).status).toBe(405);
  });
});

test('a store that does not answer is said so, in time; scrapes at the same time share one query', async () => {
  const store = await openTestStore();
  let queries = 0;
  let answer: (() => void) | undefined;
  const silence = new Promise<void>((resolve) => (answer = resolve));
  await using server = await startTestServer({
    database: {
      ...store,
      async query(text, ...rest) {
        if (text.includes('AS oldest')) {
          queries++;
          await silence;
        }
        return store.query(text, ...rest);
      },
    },
  });
  const startedAtMs = performance.now();
  const all = await Promise.all([scrape(server), scrape(server), scrape(server)]);
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  expect(queries).toBe(1);
  for (const samples of all) {
    expect(samples.get('mdm_store_up')).toBe(0);
    expect([...samples.keys()].filter((name) => name.startsWith('mdm_queue'))).toEqual([]);
  }
  answer?.();
  await until('the store', async () => (await scrape(server)).get('mdm_store_up') === 1);
});
