import * as z from 'zod';

import type { FieldChange } from '../domain/entity.ts';
import { noticeOf, NOTIFIED_TYPES, type Notice } from '../domain/notification.ts';
import type { Event } from '../events/catalogue.ts';
import type { Clock } from '../logger.ts';
import { findApproval } from '../store/approvals.ts';
import { drizzleOn, type Db } from '../store/drizzle.ts';
import { findEntity } from '../store/entities.ts';
import { findFollowers } from '../store/follows.ts';
import { insertNotifications, lockNotices } from '../store/notifications.ts';
import type { Database } from '../store/sql.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import type { EventSubscriber } from './event-subscriber.ts';

export interface NotificationSubscriberParts {
  database: Database;
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** Recipients of one transaction: while it runs, none of them can be told anything else. */
const BATCH_SIZE = 500;

const ownerSchema = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.string());

/**
 * Tells people what happened to what they own, requested or follow, each once for an event, however often it is handled.
 * Nobody is told of his own doing.
 */
export function notificationSubscriber({
  database,
  unitOfWork,
  clock,
}: NotificationSubscriberParts): EventSubscriber<(typeof NOTIFIED_TYPES)[number]> {
  return {
    name: 'notification',
    types: NOTIFIED_TYPES,
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 1,
    async handle({ event, offset }) {
      const notice = noticeOf(event);
      if (!notice) return;
      const { tenantId, id } = event;
      const recipients = await findRecipients(drizzleOn(database), event, notice);
      for (let start = 0; start < recipients.length; start += BATCH_SIZE) {
        const batch = recipients.slice(start, start + BATCH_SIZE);
        await unitOfWork.transaction(async (tx) => {
          await lockNotices(tx.db, tenantId, offset);
          const sending = { recipients: batch, now: clock() };
          const actorIds = await insertNotifications(tx.db, tenantId, { id, offset }, notice, sending);
          if (actorIds.length > 0) tx.nudge({ tenantId, topic: 'notifications', actorIds });
        });
      }
    },
  };
}

async function findRecipients(db: Db, event: Event, notice: Notice): Promise<string[]> {
  const { tenantId } = event;
  const entity = await findEntity(db, tenantId, notice.entityType, notice.canonicalKey);
  const recipients = new Set(entity && (await findFollowers(db, tenantId, entity.id)));
  if (entity?.owner != null) recipients.add(entity.owner);
  if ('approvalId' in event.payload) {
    const approval = await findApproval(db, tenantId, event.payload.approvalId);
    if (approval) recipients.add(approval.requestedBy.actorId);
    // The change may have taken effect meanwhile, or not yet: who gave the entity away is told, and who was to get it.
    for (const owner of ownersIn(approval?.diff ?? [])) recipients.add(owner);
  }
  if (notice.askedBy?.actorType === 'HUMAN') recipients.add(notice.askedBy.actorId);
  if (notice.causedBy) recipients.delete(notice.causedBy.actorId);
  return [...recipients].sort();
}

/** The owners before and after a change; none where it leaves the owner as he is. */
function ownersIn(diff: readonly FieldChange[]): string[] {
  return diff
    .filter(({ field }) => field === 'owner')
    .flatMap(({ before, after }) => [before, after])
    .flatMap((value) => ownerSchema.safeParse(value).data ?? []);
}
