import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultMonitoringPolicy } from '../../../src/domain/monitoring/monitoring-policy.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time-units.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { updateEntity } from '../../../src/store/entities/write/write-entities.ts';
import { datasetRefresh } from '../../../src/store/incidents/tables.ts';
import { findStatedLate } from '../../../src/store/incidents/watch/dataset-refreshes.ts';
import { incidentBench } from '../../support/incidents/incident-bench.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('tables that are late on %s', (_, openStore) => {
  let instance: TestInstance;
  let tenants = 0;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  /** Of a tenant whose table was refreshed every day. */
  async function daily() {
    const bench = incidentBench(instance, `tenant${tenants++}`);
    for (let day = 0; day < 4; day++) {
      bench.advance(DAY_MS);
      await bench.handle(await bench.refreshed('orders'));
    }
    return bench;
  }

  test('every entity of the table has one incident, all in one group, until the next refresh', async () => {
    const { entity, refreshed, handle, incidents, advance, tend } = await daily();
    const dataset = { schema: 'test', table: 'orders', keyColumns: [] };
    const amount = await entity('amount', { dataset: { ...dataset, column: 'amount' } });
    const orders = await entity('orders');
    await entity('rule', { entityType: 'BUSINESS_RULE', dataset: { ...dataset, column: 'amount' } });
    await entity('retired', { dataset, status: 'DEPRECATED' });
    advance(2.9 * DAY_MS);
    await tend();
    expect(await incidents()).toEqual([]);
    advance(0.2 * DAY_MS);
    await Promise.all([tend(), tend()]);
    advance(DAY_MS);
    await tend();
    const all = await incidents();
    const root = all.find(({ entityId }) => entityId === orders.id);
    expect(root).toMatchObject({
      ...{ cause: 'FRESHNESS', severity: 'WARNING', rootId: null, occurrences: 1, openedByEventId: null },
      summary: 'test.orders has not been refreshed for 3.1 days (usually every 24 h, at most 3 days).',
    });
    expect(all.filter(({ id }) => id !== root?.id)).toMatchObject([{ entityId: amount.id, rootId: root?.id }]);
    const late = await refreshed('orders');
    await handle(await refreshed('orders', new Date(0)));
    expect((await incidents()).map(({ status }) => status)).toEqual(['OPEN', 'OPEN']);
    await handle(late);
    await handle(late);
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
    await tend();
    expect(await incidents()).toHaveLength(2);
  });

  test('what a person has resolved is not opened again before the next refresh', async () => {
    const { entity, incidents, advance, tend, change, refreshed, handle } = await daily();
    await entity('orders');
    advance(4 * DAY_MS);
    await tend();
    for (const { id } of await incidents()) await change(id, { status: 'RESOLVED', resolution: 'FALSE_ALARM' });
    advance(4 * DAY_MS);
    await tend();
    expect(await incidents()).toHaveLength(1);
    await handle(await refreshed('orders'));
    advance(20 * DAY_MS);
    await tend();
    expect(await incidents()).toHaveLength(2);
  });

  test('a refresh that is delivered twice is one, and three intervals must be known', async () => {
    const { entity, incidents, advance, tend, refreshed, handle } = incidentBench(instance, `tenant${tenants++}`);
    await entity('orders');
    for (let day = 0; day < 3; day++) {
      advance(DAY_MS);
      const one = await refreshed('orders');
      await handle(one);
      await handle(one);
    }
    advance(100 * DAY_MS);
    await tend();
    expect(await incidents()).toEqual([]);
  });

  test('a table that is bound and watched later is looked at soon', async () => {
    const { entity, incidents, advance, tend } = await daily();
    advance(10 * DAY_MS);
    await tend();
    await entity('orders');
    advance(3_600_000);
    await tend();
    expect(await incidents()).toHaveLength(1);
  });

  test('a bound that an entity states counts from the first refresh on, for this entity only', async () => {
    const { entity, incidents, advance, tend, refreshed, handle } = incidentBench(instance, `tenant${tenants++}`);
    const dataset = { schema: 'test', table: 'orders', keyColumns: [] };
    const strict = await entity('strict', { dataset, freshnessHours: 24 });
    await entity('lenient', { dataset, freshnessHours: 48 });
    await entity('silent', { dataset });
    await entity('retired', { dataset, freshnessHours: 1, status: 'DEPRECATED' });
    await handle(await refreshed('orders'));
    advance(24 * HOUR_MS);
    await tend();
    expect(await incidents()).toEqual([]);
    advance(6 * HOUR_MS);
    await Promise.all([tend(), tend()]);
    await tend();
    expect(await incidents()).toMatchObject([
      {
        ...{ entityId: strict.id, cause: 'FRESHNESS', severity: 'WARNING', occurrences: 1 },
        summary: 'test.orders was refreshed 30 h ago; at most 24 h are allowed by its entity.',
      },
    ]);
    advance(20 * HOUR_MS);
    await tend();
    expect(await incidents()).toHaveLength(2);
    await handle(await refreshed('orders'));
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
  });

  test('a stated bound is watched where the policy watches nothing, and also of a business rule', async () => {
    const { entity, incidents, advance, tend, refreshed, handle, setPolicy } = await daily();
    const { tiers, ...policy } = defaultMonitoringPolicy();
    setPolicy({
      ...policy,
      tiers: { ...tiers, tier3: { ...tiers.tier3, freshnessFactor: null } },
    });
    await entity('orders', { tier: 'tier3' });
    const rule = await entity('rule', {
      ...{ entityType: 'BUSINESS_RULE', tier: 'tier3', freshnessHours: 1.5 },
      dataset: { schema: 'test', table: 'orders', column: 'amount', keyColumns: [] },
    });
    await handle(await refreshed('orders'));
    advance(5 * DAY_MS);
    await tend();
    expect((await incidents()).map(({ entityId }) => entityId)).toEqual([rule.id]);
  });

  test('a wider bound resolves what the narrower one opened, and a refresh that is too old already does not', async () => {
    const { entity, incidents, advance, tend, refreshed, handle, now } = incidentBench(instance, `tenant${tenants++}`);
    const orders = await entity('orders', { freshnessHours: 24 });
    await handle(await refreshed('orders'));
    advance(30 * HOUR_MS);
    await tend();
    await handle(await refreshed('orders', new Date(now().getTime() - 25 * HOUR_MS)));
    expect((await incidents()).map(({ status }) => status)).toEqual(['OPEN']);
    await updateEntity(drizzleOn(instance.parts.database), { ...orders, freshnessHours: 72 });
    advance(HOUR_MS);
    await tend();
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED']);
    // The last refresh was 25 h old when it was reported.
    advance(72 * HOUR_MS - 26 * HOUR_MS);
    await tend();
    expect(await incidents()).toHaveLength(1);
    advance(HOUR_MS);
    await tend();
    await tend();
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'OPEN']);
  });

  test.each([
    ['a stated bound', 24],
    ['its usual interval', null],
  ])('a load in time that is reported after the table was found late by %s hides no later outage', async (_, hours) => {
    const { entity, incidents, advance, tend, refreshed, handle, now } = await daily();
    await entity('orders', { freshnessHours: hours });
    const boundMs = hours === null ? 3 * DAY_MS : hours * HOUR_MS;
    advance(boundMs + MINUTE_MS);
    await tend();
    advance(2 * MINUTE_MS);
    await handle(await refreshed('orders', new Date(now().getTime() - 5 * MINUTE_MS)));
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED']);
    await tend();
    expect(await incidents()).toHaveLength(1);
    advance(boundMs + HOUR_MS);
    await tend();
    await tend();
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'OPEN']);
  });

  test('a refresh that is older than the usual interval when reported is the end if the next look says so', async () => {
    const { entity, incidents, steps, advance, tend, refreshed, handle, now } = await daily();
    await entity('orders');
    advance(4 * DAY_MS);
    await tend();
    const report = async (days: number) => handle(await refreshed('orders', new Date(now().getTime() - days * DAY_MS)));
    await report(3.5);
    await tend();
    expect((await steps()).map(({ kind }) => kind)).toEqual(['OPENED']);
    await report(2);
    expect((await incidents()).map(({ status }) => status)).toEqual(['OPEN']);
    await tend();
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED']);
  });

  test('a rule is told of its own bound though all else of its column is told of another entity', async () => {
    const { entity, incidents, advance, tend, refreshed, handle, profile } = await daily();
    await entity('orders');
    const rule = await entity('rule', {
      ...{ entityType: 'BUSINESS_RULE', freshnessHours: 24 },
      dataset: { schema: 'test', table: 'orders', column: 'amount', keyColumns: [] },
    });
    await handle(await refreshed('orders'));
    advance(25 * HOUR_MS);
    await tend();
    await handle(await profile(rule));
    await tend();
    expect(await incidents()).toMatchObject([{ entityId: rule.id, status: 'OPEN', occurrences: 1 }]);
  });

  test('late tables that nobody is told of keep none from its turn, however little time a part of a run has', async () => {
    const { entity, incidents, advance, tend, refreshed, handle, setPolicy, tenantId } = incidentBench(
      instance,
      `tenant${tenants++}`,
    );
    const names = ['t0', 't1', 't2', 't3', 't4'];
    for (const name of [...names, 'told']) {
      await entity(name, { freshnessHours: 1, tier: name === 'told' ? 'tier3' : 'tier2' });
      await handle(await refreshed(name));
    }
    advance(2 * HOUR_MS);
    const always = { name: 'load', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', minutes: 24 * 60 };
    setPolicy({ exclusionWindows: [{ ...always, tiers: ['tier1', 'tier2'] }] });
    let rest: string | undefined;
    let parts = 0;
    do rest = await tend({ ...(rest !== undefined && { from: rest }), budgetMs: -1, batchSize: 2 });
    while (rest !== undefined && ++parts < 100);
    expect(rest).toBeUndefined();
    expect((await incidents()).map(({ summary }) => summary.split(' ')[0])).toEqual(['test.told']);
    // While the window is open, nothing is written for what it excludes.
    const rows = await drizzleOn(instance.parts.database)
      .select()
      .from(datasetRefresh)
      .where(eq(datasetRefresh.tenantId, tenantId));
    expect(rows.filter(({ lookAt }) => lookAt !== null).map(({ table }) => table)).toEqual(['told']);
  });

  test('a place that is queued by an older version begins anew', async () => {
    const { entity, incidents, advance, tend, refreshed, handle } = incidentBench(instance, `tenant${tenants++}`);
    await entity('orders', { freshnessHours: 1 });
    await handle(await refreshed('orders'));
    advance(2 * HOUR_MS);
    expect(await tend({ from: 'rest' })).toBeUndefined();
    expect(await incidents()).toHaveLength(1);
  });

  test('in an exclusion window late tables are found, page by page, and opened after it', async () => {
    const tenantId = `tenant${tenants++}`;
    const { entity, incidents, advance, tend, refreshed, handle, setPolicy, now } = incidentBench(instance, tenantId);
    const windows = [{ name: 'load', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', minutes: 24 * 60 }];
    const tables = [0, 1, 2, 3, 4].map((number) => ({ tenantId, schema: 'test', table: `t${number}` }));
    for (let number = 0; number < tables.length; number++) {
      await entity(`t${number}`, { freshnessHours: 1 });
      await handle(await refreshed(`t${number}`));
    }
    advance(2 * HOUR_MS);
    setPolicy({ exclusionWindows: windows });
    await tend();
    expect(await incidents()).toEqual([]);
    const db = drizzleOn(instance.parts.database);
    const page = (after?: (typeof tables)[number]) => findStatedLate(db, now(), { after, limit: 2 });
    expect(await page({ tenantId, schema: '', table: '' })).toMatchObject(tables.slice(0, 2));
    expect(await page(tables[1])).toMatchObject(tables.slice(2, 4));
    setPolicy({ exclusionWindows: [] });
    await tend();
    expect(await incidents()).toHaveLength(tables.length);
    expect(await page({ tenantId, schema: '', table: '' })).not.toContainEqual(expect.objectContaining(tables[0]));
  });
});
