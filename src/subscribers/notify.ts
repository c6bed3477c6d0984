import type { Clock } from '../domain/clock.ts';
import type { Notice } from '../domain/notifications/notice.ts';
import { insertNotifications, lockNotices } from '../store/notifications/notifications.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';

export interface NotifyParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** Recipients in one transaction: while it runs, none of them can get another notification. */
const BATCH_SIZE = 500;

/** Sends each recipient the notice of an event, once for each kind of notice, however often it is called. */
export async function notify(
  { unitOfWork, clock }: NotifyParts,
  event: { tenantId: string; offset: number; id: string },
  notices: ReadonlyMap<string, Notice>,
): Promise<void> {
  const { tenantId, offset } = event;
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < sorted.length; start += BATCH_SIZE) {
    const batch = new Map(sorted.slice(start, start + BATCH_SIZE));
    await unitOfWork.transaction(async (tx) => {
      await lockNotices(tx.db, tenantId, offset);
      const actorIds = await insertNotifications(tx.db, event, batch, clock());
      if (actorIds.length > 0) tx.signalChange({ tenantId, topic: 'notifications', actorIds });
    });
  }
}
