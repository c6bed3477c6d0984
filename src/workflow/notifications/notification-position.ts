import type { NotificationHead } from '../../domain/notifications/notification-head.ts';
import { decodeCursor, encodeCursor } from '../../events/log/cursor.ts';
import { type NumberedPlace, positionExpired } from '../watch-numbered.ts';

/** A position among a recipient's notifications, in the opaque form that clients see. */
export function encodeNotificationPosition({ epoch, number }: NumberedPlace): string {
  return encodeCursor({ epoch, offset: number });
}

/**
 * The number after which to continue.
 * @throws AppError BAD_USER_INPUT for an invalid position, CURSOR_EXPIRED for one of another recipient or epoch
 */
export function decodeNotificationPosition(
  position: string,
  head: Pick<NotificationHead, 'epoch' | 'lastNumber'>,
): number {
  const { epoch, offset } = decodeCursor(position);
  if (epoch !== head.epoch || offset > head.lastNumber) throw positionExpired();
  return offset;
}
