import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultMonitoringPolicy } from '../../../src/domain/monitoring/monitoring-policy.ts';
import { createMemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Sql } from '../../../src/store/database/sql.ts';
import { createStoredPolicies, POLICY_KEPT_MS } from '../../../src/store/monitoring/stored-policies.ts';
import { changePolicyOf } from '../../support/monitoring.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';
import { until } from '../../support/until.ts';

const DAILY = { tiers: [{ tier: 'tier3', staleAfterHours: 24 }] };
const HOURLY = { tiers: [{ tier: 'tier3', staleAfterHours: 1 }] };

describe.each(STORES)('the policies as an instance sees them, on %s', (_, openStore) => {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  /** Another instance on the same store. Nothing carries signals to it but the test. */
  function openOther(database: Sql = instance.parts.database) {
    let nowMs = 1_000;
    const transport = createMemoryTransport((error) => {
      throw error;
    });
    const defaults = defaultMonitoringPolicy();
    const policies = createStoredPolicies({ database, transport, defaults, now: () => nowMs });
    return {
      policies,
      transport,
      pass(ms: number) {
        nowMs += ms;
      },
      hoursOf: async (tenantId: string) => (await policies.of(tenantId)).tiers.tier3.staleAfterHours,
    };
  }

  test('a change is in force within 5 s although its signal was lost', async () => {
    const other = openOther();
    expect(await other.hoursOf('lost')).toBe(720);
    await changePolicyOf(instance.parts, 'lost', DAILY);
    expect(POLICY_KEPT_MS).toBeLessThan(5_000);
    other.pass(POLICY_KEPT_MS - 1);
    expect(await other.hoursOf('lost')).toBe(720);
    other.pass(1);
    expect(await other.hoursOf('lost')).toBe(24);
  });

  test('a change is in force at once after its signal, or after a gap in the transport', async () => {
    const other = openOther();
    expect(await other.hoursOf('told')).toBe(720);
    await changePolicyOf(instance.parts, 'told', DAILY);
    other.transport.signalChange([
      { tenantId: 'told', topic: 'approvals' },
      { tenantId: 'else', topic: 'policies' },
    ]);
    expect(await other.hoursOf('told')).toBe(720);
    other.transport.signalChange([{ tenantId: 'told', topic: 'policies' }]);
    expect(await other.hoursOf('told')).toBe(24);
  });

  test('the instance that made a change uses it at once', async () => {
    const { policies } = instance.parts;
    await changePolicyOf(instance.parts, 'own', DAILY);
    expect(policies.known('own')).toBeUndefined();
    expect((await policies.of('own')).version).toBe(1);
    expect(policies.known('own')?.version).toBe(1);
  });

  test('what was read before a change, and comes after its signal, is not kept', async () => {
    const held: (() => void)[] = [];
    const slow: Sql = {
      async query(...args) {
        const result = await instance.parts.database.query(...args);
        await new Promise<void>((resolve) => held.push(resolve));
        return result;
      },
    };
    const other = openOther(slow);
    const early = other.hoursOf('late');
    await until('the read', () => held.length === 1);
    await changePolicyOf(instance.parts, 'late', DAILY);
    other.transport.signalChange([{ tenantId: 'late', topic: 'policies' }]);
    held[0]?.();
    expect(await early).toBe(720);
    const again = other.hoursOf('late');
    await until('another read', () => held.length === 2);
    held[1]?.();
    expect(await again).toBe(24);
  });

  test('a transaction gets a policy on its own connection, whoever else is waiting for it', async () => {
    const other = openOther();
    const { unitOfWork } = instance.parts;
    let isOpen = false;
    const outside: Promise<number>[] = [];
    const inside = unitOfWork.transaction(async (tx) => {
      isOpen = true;
      await until('the other reader', () => outside.length === 1);
      return (await other.policies.within(tx.db).of('inside')).tiers.tier3.staleAfterHours;
    });
    await until('the transaction', () => isOpen);
    outside.push(other.hoursOf('inside'));
    expect(await Promise.all([inside, ...outside])).toEqual([720, 720]);
  });

  test('those of all tenants that have their own are found, the newest version of each', async () => {
    await changePolicyOf(instance.parts, 'all-1', DAILY);
    await changePolicyOf(instance.parts, 'all-1', HOURLY);
    await changePolicyOf(instance.parts, 'all-2', DAILY);
    const own = await instance.parts.policies.readOwn(drizzleOn(instance.parts.database));
    const hours = ['all-1', 'all-2', 'nobody'].map((tenantId) => own.get(tenantId)?.tiers.tier3.staleAfterHours);
    expect(hours).toEqual([1, 24, undefined]);
    expect(own.get('all-1')?.version).toBe(2);
  });

  test('a read that failed is not kept', async () => {
    let fails = true;
    const flaky: Sql = {
      query: (...args) => (fails ? Promise.reject(new Error('gone')) : instance.parts.database.query(...args)),
    };
    const other = openOther(flaky);
    await expect(other.hoursOf('flaky')).rejects.toThrow();
    fails = false;
    expect(await other.hoursOf('flaky')).toBe(720);
  });
});
