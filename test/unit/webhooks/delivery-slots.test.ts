import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createDeliverySlots, type Slot } from '../../../src/webhooks/delivery-slots.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIMITS = { perWebhook: 2, perTenant: 3 };
const key = (webhookId: string, tenantId = 'acme') => ({ tenantId, webhookId });
function ending(slot: Slot): () => void {
  if (!slot.isFree) throw new Error('there is no turn');
  return slot.end;
}

test('a webhook has at most its turns, a tenant at most his, and others are not concerned', async () => {
  const slots = createDeliverySlots(LIMITS);
  const [first, second] = [await slots.take(key('a')), await slots.take(key('a'))];
  const third = slots.take(key('a'));
  const isWaiting = vi.fn();
  void third.then(isWaiting);
  await vi.advanceTimersByTimeAsync(10);
  expect(isWaiting).not.toHaveBeenCalled();
  ending(await slots.take(key('b')));
  const full = slots.take(key('c'));
  expect((await slots.take(key('d', 'globex'))).isFree).toBe(true);
  ending(first)();
  expect((await third).isFree).toBe(true);
  ending(second)();
  expect((await full).isFree).toBe(true);
});

test('behind requests that take long nobody stands: each is sent away a little longer than the one before', async () => {
  const slots = createDeliverySlots(LIMITS);
  const slow = [await slots.take(key('a')), await slots.take(key('a'))];
  await vi.advanceTimersByTimeAsync(10_000);
  ending(slow[0] ?? { isFree: false, waitMs: 0 })();
  await slots.take(key('a'));
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const slot = await slots.take(key('a'));
    if (!slot.isFree) waits.push(slot.waitMs);
  }
  expect(waits).toHaveLength(10);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBeGreaterThanOrEqual(1_000);
  expect(waits[9]).toBeLessThanOrEqual(10 * 10_000);
});

test('whoever stands and is not called is sent away after two seconds', async () => {
  const slots = createDeliverySlots(LIMITS);
  await slots.take(key('a'));
  const last = await slots.take(key('a'));
  const standing = slots.take(key('a'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await standing).isFree).toBe(false);
  // His place is free: what ends now calls nobody, and the next one goes at once.
  ending(last)();
  expect((await slots.take(key('a'))).isFree).toBe(true);
});
