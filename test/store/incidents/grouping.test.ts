import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import type { IncidentRow } from '../../../src/store/incidents/incident-changes.ts';
import { incidentBench } from '../../support/incidents/incident-bench.ts';
import { lineageFieldOf } from '../../support/lineage.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const BAD = { passed: 50 };

/** By the entity of each incident, that of its root. */
function rootsOf(incidents: readonly IncidentRow[]): Record<string, string | null> {
  const keys = new Map(incidents.map(({ id, canonicalKey }) => [id, canonicalKey]));
  return Object.fromEntries(
    incidents.map(({ canonicalKey, rootId }) => [canonicalKey, rootId === null ? null : (keys.get(rootId) ?? '?')]),
  );
}

describe.each(STORES)('groups of incidents on %s', (_, openStore) => {
  let instance: TestInstance;
  let tenants = 0;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  /** Of a tenant with the lineage source -> orders -> revenue. */
  async function chain() {
    const bench = incidentBench(instance, `tenant${tenants++}`);
    for (const [from, to] of [
      ['source', 'orders'],
      ['orders', 'revenue'],
    ] as const) {
      await insertEntity(drizzleOn(instance.parts.database), lineageFieldOf(from, to, { tenantId: bench.tenantId }));
    }
    const [source, orders, revenue, other] = [
      await bench.entity('source'),
      await bench.entity('orders'),
      await bench.entity('revenue'),
      await bench.entity('other'),
    ];
    return { ...bench, source, orders, revenue, other };
  }

  test('what lies downstream of an open incident belongs to it, and what does not is a root of its own', async () => {
    const { source, revenue, other, profile, handle, incidents, steps } = await chain();
    for (const entity of [source, revenue, other]) await handle(await profile(entity, BAD));
    expect(rootsOf(await incidents())).toEqual({ source: null, revenue: 'source', other: null });
    const kinds = (await steps()).map(({ kind }) => kind);
    expect(kinds).toEqual(['OPENED', 'OPENED', 'ATTACHED', 'OPENED']);
  });

  test('an upstream incident takes the groups downstream of it, root and members, whichever comes first', async () => {
    const { source, orders, revenue, profile, handle, incidents, steps } = await chain();
    await handle(await profile(orders, BAD));
    await handle(await profile(revenue, BAD));
    expect(rootsOf(await incidents())).toEqual({ orders: null, revenue: 'orders' });
    await handle(await profile(source, BAD));
    expect(rootsOf(await incidents())).toEqual({ source: null, orders: 'source', revenue: 'source' });
    const all = await steps();
    for (const { id, lastStep } of await incidents()) {
      expect(lastStep).toBe(all.findLast(({ incidentId }) => incidentId === id)?.number);
    }
  });

  test('what came from the same refresh is one group, and the upstream one its root', async () => {
    const { source, revenue, other, profile, handle, incidents } = await chain();
    const correlationId = 'nightly-load';
    for (const entity of [revenue, source, other]) await handle(await profile(entity, { ...BAD, correlationId }));
    expect(rootsOf(await incidents())).toEqual({ revenue: 'source', source: null, other: 'source' });
  });

  test('a root that is resolved keeps its group, and takes no more', async () => {
    const { source, orders, revenue, profile, handle, incidents } = await chain();
    await handle(await profile(source, BAD));
    await handle(await profile(orders, BAD));
    await handle(await profile(source));
    await handle(await profile(revenue, BAD));
    expect(rootsOf(await incidents())).toEqual({ source: null, orders: 'source', revenue: null });
  });

  test('nothing belongs to an incident of another tenant', async () => {
    const [one, other] = [await chain(), await chain()];
    const correlationId = 'the-same';
    await one.handle(await one.profile(one.source, { ...BAD, correlationId }));
    await other.handle(await other.profile(other.revenue, { ...BAD, correlationId }));
    expect(rootsOf(await other.incidents())).toEqual({ revenue: null });
  });
});

// The embedded database runs one transaction at a time, and can never show this.
test('of incidents that are opened at once, in a cycle of lineage too, each has a root that has none', async () => {
  await using instance = await openTestInstance(await openPostgresStore());
  const keys = ['a', 'b', 'c', 'd', 'e'];
  for (let round = 0; round < 5; round++) {
    const { tenantId, entity, profile, handle, incidents, steps } = incidentBench(instance, `round${round}`);
    for (const [index, key] of keys.entries()) {
      const next = keys[(index + 1) % keys.length] ?? '';
      await insertEntity(drizzleOn(instance.parts.database), lineageFieldOf(key, next, { tenantId }));
    }
    const entities = await Promise.all(keys.map((key) => entity(key)));
    const bad = [];
    for (const one of entities) bad.push(await profile(one, { ...BAD, columns: ['id'] }));
    await Promise.all([...bad, ...bad].map((one) => handle(one)));
    const all = await incidents();
    expect(all).toHaveLength(keys.length);
    const [root, ...others] = all.filter(({ rootId }) => rootId === null);
    expect(others).toEqual([]);
    expect(new Set(all.map(({ rootId }) => rootId))).toEqual(new Set([null, root?.id]));
    expect((await steps()).map(({ number }) => number)).toEqual((await steps()).map((_, index) => index + 1));
  }
});
