import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createNotificationInbox } from '../../../../dashboard/notifications/notification-inbox.ts';
import type { NotificationLineFragment } from '../../../../dashboard/notifications/notifications.generated.ts';

const notification: NotificationLineFragment = {
  __typename: 'Notification',
  id: 'ntf_1',
  cursor: 'n1',
  kind: 'QUALITY_DEGRADED',
  title: 'The quality of airports fell by 16.6 %',
  text: 'The quality score fell.',
  createdAt: '2026-01-01T00:00:00.000Z',
  readAt: null,
  canonicalKey: 'airports',
  entityType: 'METADATA',
  entity: null,
  incident: null,
  event: null,
};

/** A server that counts, and an inbox that asks it. */
function setUp() {
  const server = { unreadCount: 2 };
  let next: (item: NotificationLineFragment) => void = () => undefined;
  const stop = vi.fn();
  const ask = vi.fn<() => Promise<{ position: string; unreadCount: number } | undefined>>(() =>
    Promise.resolve({ position: 'p', unreadCount: server.unreadCount }),
  );
  const follow = vi.fn((_position: string, handlers: { next: typeof next }) => {
    next = handlers.next;
    return stop;
  });
  const inbox = createNotificationInbox({ ask, follow });
  return {
    server,
    ask,
    follow,
    stop,
    inbox,
    arrive: () => {
      next(notification);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks how many are unread, and follows from there', async () => {
  const { inbox, follow } = setUp();
  expect(inbox.unreadCount).toBeUndefined();
  inbox.onCount(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(inbox.unreadCount).toBe(2);
  expect(follow).toHaveBeenCalledWith('p', expect.anything());
});

it('counts each that arrives, and then asks again, because others may have been read', async () => {
  const { inbox, server, arrive } = setUp();
  const arrived = vi.fn();
  inbox.onArrivals(arrived);
  await vi.advanceTimersByTimeAsync(0);
  server.unreadCount = 1;
  arrive();
  expect(inbox.unreadCount).toBe(3);
  expect(arrived).toHaveBeenCalledWith([notification]);
  await vi.advanceTimersByTimeAsync(0);
  expect(inbox.unreadCount).toBe(1);
});

it('asks at most once in three seconds', async () => {
  const { inbox, ask, arrive } = setUp();
  inbox.onCount(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  ask.mockClear();
  for (let count = 0; count < 10; count += 1) arrive();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('tries again when the server does not answer', async () => {
  const { inbox, ask } = setUp();
  ask.mockResolvedValueOnce(undefined);
  inbox.onCount(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(inbox.unreadCount).toBeUndefined();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(inbox.unreadCount).toBe(2);
});

it('is at work while somebody listens', async () => {
  const { inbox, stop, follow } = setUp();
  const stopCount = inbox.onCount(() => undefined);
  const stopArrivals = inbox.onArrivals(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(follow).toHaveBeenCalledTimes(1);
  stopCount();
  expect(stop).not.toHaveBeenCalled();
  stopArrivals();
  expect(stop).toHaveBeenCalledTimes(1);
});
