import type { Notification } from '../../domain/notifications/notification.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { Bookmark } from '../../events/live/feed-reader.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findLastNumber, notificationsAfter, openNotifications } from '../../store/notifications/notifications.ts';
import { watchNumbered, type WatchParts } from '../watch-numbered.ts';
import { notificationOwnerOf } from './mark-notifications.ts';
import { decodeNotificationPosition, encodeNotificationPosition } from './notification-position.ts';

/** A notification and its cursor: a subscription with it as `after` continues after it. */
export type DeliveredNotification = Notification & { cursor: string };

const PAGE_SIZE = 100;

export interface WatchNotificationsParts extends WatchParts {
  database: Database;
}

/**
 * The viewer's notifications after a position, as `watchNumbered`.
 * @throws AppError as `decodeNotificationPosition`
 */
export async function watchNotifications(
  parts: WatchNotificationsParts,
  viewer: Viewer,
  { after, bookmarks }: { after: string | undefined; bookmarks: boolean },
): Promise<AsyncIterableIterator<DeliveredNotification | Bookmark>> {
  const db = drizzleOn(parts.database);
  const owner = notificationOwnerOf(viewer);
  const head = await openNotifications(db, owner);
  const number = after === undefined ? head.lastNumber : decodeNotificationPosition(after, head);

  return watchNumbered<DeliveredNotification>(parts, {
    start: { epoch: head.epoch, number },
    bookmarks,
    watch: { tenantId: owner.tenantId, topic: 'notifications', actorId: owner.recipient },
    head: () => findLastNumber(db, owner),
    async readAfter(number) {
      const items = await notificationsAfter(db, owner, number, PAGE_SIZE);
      const placed = items.map((item) => ({ ...item, cursor: encodeNotificationPosition(item) }));
      return { items: placed, through: items.at(-1)?.number };
    },
    encode: encodeNotificationPosition,
  });
}
