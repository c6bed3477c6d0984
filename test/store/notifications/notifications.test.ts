import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Notice } from '../../../src/domain/notifications/notice.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import {
  insertNotifications,
  lockNotices,
  notificationsAfter,
  openNotifications,
} from '../../../src/store/notifications/notifications.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';
import { until } from '../../support/until.ts';

const NOTICE: Notice = { kind: 'DEPRECATED', title: 't', text: 't', entityType: 'METADATA', canonicalKey: 'k' };

describe.each(STORES)('inboxes on %s', (_, openStore) => {
  let instance: TestInstance;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const newTenant = () => `inbox-${++nextTenant}`;

  function tell(tenantId: string, offset: number, recipients: readonly string[], options: { fails?: boolean } = {}) {
    return instance.parts.unitOfWork.transaction(async (tx) => {
      await lockNotices(tx.db, tenantId, offset);
      const event = { tenantId, id: randomUUID(), offset };
      const notices = new Map(recipients.map((recipient) => [recipient, NOTICE]));
      const told = await insertNotifications(tx.db, event, notices, new Date());
      if (options.fails) throw new Error('rolled back');
      return told;
    });
  }

  async function numbersOf(tenantId: string, recipient: string): Promise<number[]> {
    const db = drizzleOn(instance.parts.database);
    const all = await notificationsAfter(db, { tenantId, recipient }, 0, 10_000);
    return all.map(({ number }) => number);
  }

  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  test('many at once, in any order of recipients, some of them rolled back: numbers without a hole, and nobody waits for ever', async () => {
    const tenantId = newTenant();
    const everybody = Array.from({ length: 20 }, (_, index) => `actor-${index}`);
    const expected = new Map(everybody.map((recipient) => [recipient, 0]));
    const telling = oneTo(60).map(async (offset) => {
      // Each takes another part of them, in another order.
      const recipients = everybody.filter((_, index) => (index * 7 + offset) % 3 !== 0);
      if (offset % 2) recipients.reverse();
      const fails = offset % 5 === 0;
      if (!fails) for (const recipient of recipients) expected.set(recipient, (expected.get(recipient) ?? 0) + 1);
      await tell(tenantId, offset, recipients, { fails }).catch((error: unknown) => {
        if (!fails) throw error;
      });
    });
    await Promise.all(telling);
    for (const [recipient, count] of expected) {
      expect(await numbersOf(tenantId, recipient)).toEqual(oneTo(count));
    }
  });

  test('the same event handled by several at once is told once', async () => {
    const tenantId = newTenant();
    const told = await Promise.all(oneTo(8).map(() => tell(tenantId, 1, ['anna', 'bert'])));
    expect(told.flat().sort()).toEqual(['anna', 'bert']);
    expect(await numbersOf(tenantId, 'anna')).toEqual([1]);
    // Who has come since is told, and nobody twice.
    expect(await tell(tenantId, 1, ['carol', 'anna'])).toEqual(['carol']);
    expect(await numbersOf(tenantId, 'anna')).toEqual([1]);
  });

  test('more people than a statement has parameters for are all told of one event', async () => {
    const everybody = oneTo(7_000).map((number) => `actor-${number}`);
    expect((await tell(newTenant(), 1, everybody)).sort()).toEqual(everybody.sort());
  }, 60_000);

  test('whoever reads on from a number while others write misses none and sees none twice', async () => {
    const tenantId = newTenant();
    const owner = { tenantId, recipient: 'anna' };
    const db = drizzleOn(instance.parts.database);
    const writing = Promise.all(oneTo(80).map((offset) => tell(tenantId, offset, ['anna', 'bert'])));
    const seen: number[] = [];
    await until('all of them', async () => {
      for (const { number } of await notificationsAfter(db, owner, seen.at(-1) ?? 0, 7)) seen.push(number);
      return seen.length >= 80;
    });
    await writing;
    expect(seen).toEqual(oneTo(80));
  });

  test('two who open an inbox at once open the same, and it keeps its life', async () => {
    const owner = { tenantId: newTenant(), recipient: 'anna' };
    const db = drizzleOn(instance.parts.database);
    const opened = await Promise.all(oneTo(5).map(() => openNotifications(db, owner)));
    expect(new Set(opened.map(({ epoch }) => epoch)).size).toBe(1);
    await tell(owner.tenantId, 1, ['anna']);
    expect(await openNotifications(db, owner)).toEqual({ epoch: opened[0]?.epoch, lastNumber: 1, unreadCount: 1 });
  });
});
