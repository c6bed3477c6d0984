import type { Notification } from '../../domain/notifications/notification.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { Bookmark } from '../../events/live/follower.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findLastNumber, notificationsAfter, openInbox } from '../../store/notifications/notifications.ts';
import { followNumbered, type FollowParts } from '../follow-numbered.ts';
import { inboxOf } from './mark-notifications.ts';
import { decodeNotificationPosition, encodeNotificationPosition } from './notification-position.ts';

/** A notification and its place: a subscription with it as `after` goes on behind it. */
export type FollowedNotification = Notification & { cursor: string };

const PAGE_SIZE = 100;

export interface FollowNotificationsParts extends FollowParts {
  database: Database;
}

/**
 * The viewer's notifications after a position, as `followNumbered`.
 * @throws AppError as `decodeNotificationPosition`
 */
export async function followNotifications(
  parts: FollowNotificationsParts,
  viewer: Viewer,
  { after, bookmarks }: { after: string | undefined; bookmarks: boolean },
): Promise<AsyncIterableIterator<FollowedNotification | Bookmark>> {
  const db = drizzleOn(parts.database);
  const owner = inboxOf(viewer);
  const head = await openInbox(db, owner);
  const number = after === undefined ? head.lastNumber : decodeNotificationPosition(after, head);

  return followNumbered<FollowedNotification>(parts, {
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
