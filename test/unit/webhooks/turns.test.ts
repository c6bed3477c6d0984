import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createTurns, type Turn } from '../../../src/webhooks/turns.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIMITS = { perWebhook: 2, perTenant: 3 };
const key = (webhookId: string, tenantId = 'acme') => ({ tenantId, webhookId });
function ending(turn: Turn): () => void {
  if (!turn.isFree) throw new Error('there is no turn');
  return turn.end;
}

test('a webhook has at most its turns, a tenant at most his, and others are not concerned', async () => {
  const turns = createTurns(LIMITS);
  const [first, second] = [await turns.take(key('a')), await turns.take(key('a'))];
  const third = turns.take(key('a'));
  const isWaiting = vi.fn();
  void third.then(isWaiting);
  await vi.advanceTimersByTimeAsync(10);
  expect(isWaiting).not.toHaveBeenCalled();
  ending(await turns.take(key('b')));
  const full = turns.take(key('c'));
  expect((await turns.take(key('d', 'globex'))).isFree).toBe(true);
  ending(first)();
  expect((await third).isFree).toBe(true);
  ending(second)();
  expect((await full).isFree).toBe(true);
});

test('behind requests that take long nobody stands: each is sent away a little longer than the one before', async () => {
  const turns = createTurns(LIMITS);
  const slow = [await turns.take(key('a')), await turns.take(key('a'))];
  await vi.advanceTimersByTimeAsync(10_000);
  ending(slow[0] ?? { isFree: false, waitMs: 0 })();
  await turns.take(key('a'));
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const turn = await turns.take(key('a'));
    if (!turn.isFree) waits.push(turn.waitMs);
  }
  expect(waits).toHaveLength(10);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBeGreaterThanOrEqual(1_000);
  expect(waits[9]).toBeLessThanOrEqual(10 * 10_000);
});

test('whoever stands and is not called is sent away after two seconds', async () => {
  const turns = createTurns(LIMITS);
  await turns.take(key('a'));
  const last = await turns.take(key('a'));
  const standing = turns.take(key('a'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await standing).isFree).toBe(false);
  // His place is free: what ends now calls nobody, and the next one goes at once.
  ending(last)();
  expect((await turns.take(key('a'))).isFree).toBe(true);
});
