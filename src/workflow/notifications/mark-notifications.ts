import type { Clock } from '../../domain/clock.ts';
import type { NotificationOwner } from '../../domain/notifications/notification-head.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { findNotifications, markNotifications, openNotifications } from '../../store/notifications/notifications.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { done, invalid, notFound, type Outcome } from '../outcome.ts';
import { decodeNotificationPosition } from './notification-position.ts';

export interface MarkParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** Which notifications: those with these ids, or all up to a position. */
export type Marked = { ids: readonly string[] } | { upTo: string };

export type MarkOutcome = Outcome<{ markedCount: number; unreadCount: number }, 'invalid' | 'not-found'>;

export const MAX_MARKED_IDS = 100;

/**
 * Marks the viewer's own notifications as read or unread, all of the given ones or none. Idempotent.
 * @throws AppError as `decodeNotificationPosition`
 */
export async function markOwnNotifications(
  { unitOfWork, clock }: MarkParts,
  viewer: Viewer,
  which: Marked,
  read: boolean,
): Promise<MarkOutcome> {
  if ('ids' in which && (which.ids.length === 0 || which.ids.length > MAX_MARKED_IDS)) {
    return invalid([{ path: ['ids'], message: `must have 1 to ${MAX_MARKED_IDS} items` }]);
  }
  const owner = notificationOwnerOf(viewer);
  return unitOfWork.transaction(async (tx) => {
    if ('ids' in which) {
      const known = new Set((await findNotifications(tx.db, owner, which.ids)).map(({ id }) => id));
      const unknown = which.ids.find((id) => !known.has(id));
      if (unknown !== undefined) return notFound(`There is no notification ${unknown}.`);
    }
    const marked =
      'ids' in which
        ? which
        : { through: decodeNotificationPosition(which.upTo, await openNotifications(tx.db, owner)) };
    const markedCount = await markNotifications(tx.db, owner, marked, read ? clock() : null);
    if (markedCount > 0)
      tx.signalChange({ tenantId: owner.tenantId, topic: 'notifications', actorIds: [owner.recipient] });
    const { unreadCount } = await openNotifications(tx.db, owner);
    return done({ markedCount, unreadCount });
  });
}

export function notificationOwnerOf({ tenantId, actor }: Viewer): NotificationOwner {
  return { tenantId, recipient: actor.actorId };
}
