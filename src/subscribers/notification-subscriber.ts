import { type ActorIdCase, normalizeActorId } from '../domain/actor-id.ts';
import type { Approval } from '../domain/approvals/approval.ts';
import { type Notice, noticeOf, NOTIFIED_TYPES } from '../domain/notifications/notice.ts';
import { ownersIn } from '../domain/notifications/owners-in.ts';
import type { Event } from '../events/schemas/catalogue.ts';
import { findApproval } from '../store/approvals/approvals.ts';
import { type Db, drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { findEntitiesById, findEntity } from '../store/entities/entities.ts';
import { findFollowers } from '../store/notifications/follows.ts';
import { defineSubscriber } from './event-subscriber.ts';
import { notify, type NotifyParts } from './notify.ts';
import { isAboutRequest, noticesOfSet } from './set-notices.ts';

export interface NotificationSubscriberParts extends NotifyParts {
  database: Database;
  actorIdCase: ActorIdCase;
}

/**
 * Notifies people of what happens to what they own, requested or follow, once for each event, however often it is
 * handled; of the items of a change set, once for the set. Nobody is notified of their own actions.
 */
export const notificationSubscriber = defineSubscriber(
  { name: 'notification', types: NOTIFIED_TYPES, boundMs: 30_000, retryLimit: 5, concurrency: 1 },
  ({ database, actorIdCase, ...parts }: NotificationSubscriberParts) => ({
    async handle({ event, offset }) {
      const db = drizzleOn(database);
      const { tenantId, payload } = event;
      const approval = 'approvalId' in payload ? await findApproval(db, tenantId, payload.approvalId) : undefined;
      if (approval?.changeSetId != null && isAboutRequest(event)) {
        const notices = await noticesOfSet(db, event, approval, actorIdCase);
        await notify(parts, { tenantId, offset, id: event.id }, notices);
        return;
      }
      const notice = noticeOf(event);
      if (!notice) return;
      const recipients = isOfIncident(event) ? askersOf(notice) : await findRecipients(db, event, notice, approval);
      const people = new Set(recipients.map((recipient) => normalizeActorId(recipient, actorIdCase)));
      if (notice.causedBy) people.delete(normalizeActorId(notice.causedBy.actorId, actorIdCase));
      const notices = new Map(Array.from(people, (person) => [person, notice]));
      await notify(parts, { tenantId, offset, id: event.id }, notices);
    },
  }),
);

/** Owners and followers are told of these as of incidents: once for each group of them. */
function isOfIncident({ type }: Event): boolean {
  return type === 'data.quality.degraded' || type === 'metadata.profile.failed';
}

/** The person who asked for what has failed, who is told whatever else is told of. */
function askersOf({ askedBy }: Notice): string[] {
  return askedBy?.actorType === 'HUMAN' ? [askedBy.actorId] : [];
}

/** Whom it concerns, as their ids were written; who has caused it may be among them. */
async function findRecipients(db: Db, event: Event, notice: Notice, approval: Approval | undefined): Promise<string[]> {
  const { tenantId } = event;
  // By its id, if the event has it: the name may lead to another entity by now.
  const entity =
    'entityId' in event.payload
      ? (await findEntitiesById(db, tenantId, [event.payload.entityId]))[0]
      : await findEntity(db, tenantId, notice.entityType, notice.canonicalKey);
  const recipients = new Set(entity && (await findFollowers(db, tenantId, [entity.id])).get(entity.id));
  if (entity?.owner != null) recipients.add(entity.owner);
  if (approval) recipients.add(approval.requestedBy.actorId);
  // The change may have taken effect meanwhile, or not yet: both the previous and the new owner are notified.
  for (const owner of ownersIn(approval?.diff ?? [])) recipients.add(owner);
  return [...recipients];
}
