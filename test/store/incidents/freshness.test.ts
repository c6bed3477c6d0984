import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DAY_MS } from '../../../src/domain/time-units.ts';
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
});
