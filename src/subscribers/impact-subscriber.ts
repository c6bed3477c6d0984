import type { ImpactEvent } from '../domain/lineage/impact.ts';
import { FOLLOWED_TYPES } from '../domain/lineage/impact-notice.ts';
import { MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES } from '../domain/lineage/lineage.ts';
import type { LineageAnswer } from '../domain/lineage/lineage-walk.ts';
import type { EventOf } from '../events/schemas/catalogue.ts';
import { findSetOfChange } from '../store/approvals/applied-items.ts';
import { findWalkBeginnings } from '../store/entities/walk-beginnings.ts';
import { recordImpact } from '../store/lineage/impacts.ts';
import { walkLineage } from '../store/lineage/lineage-walk.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import { defineSubscriber } from './event-subscriber.ts';
import { impactNotificationJob } from './impact-notification.ts';

type ImpactEventType = (typeof FOLLOWED_TYPES)[number];

/**
 * Determines what an event affects downstream, stores it with the paths, and queues the notification of the people
 * concerned.
 */
export const impactSubscriber = defineSubscriber(
  { name: 'impact', types: FOLLOWED_TYPES, boundMs: 30_000, retryLimit: 5, concurrency: 1 },
  ({ unitOfWork }: { unitOfWork: UnitOfWork }) => ({
    async handle({ event, offset }) {
      // A deprecation is also announced as a change: its impact is determined once, from the event that reports the
      // deprecation.
      if (event.type === 'metadata.changed' && event.payload.changeType === 'DEPRECATE') return;
      if (isTakenOver(event)) return;
      await unitOfWork.transaction(async (tx) => {
        const affected = await findAffected(tx, event);
        const followed: ImpactEvent = {
          tenantId: event.tenantId,
          offset,
          eventId: event.id,
          type: event.type,
          occurredAt: new Date(event.createdAt),
          causeId: event.payload.entityId,
        };
        const isNew = await recordImpact(tx.db, followed, affected);
        if (!isNew) return;
        // Of a change set, whichever event comes last tells of them all.
        if (affected.nodes.length > 0 || (await isOfSet(tx, event))) tx.enqueue(impactNotificationJob(event, offset));
      });
    },
  }),
);

/**
 * An import creates entities together with those downstream of them: nothing there is affected, and there may be
 * thousands.
 */
function isTakenOver({ source, payload }: EventOf<ImpactEventType>): boolean {
  return source === 'system.migration' && 'changeType' in payload && payload.changeType === 'CREATE';
}

async function isOfSet({ db }: Transaction, event: EventOf<ImpactEventType>): Promise<boolean> {
  if (event.type === 'data.quality.degraded') return false;
  return (await findSetOfChange(db, { ...event, entityId: event.payload.entityId })) !== undefined;
}

async function findAffected({ db }: Transaction, event: EventOf<ImpactEventType>): Promise<LineageAnswer> {
  const { tenantId } = event;
  const beginnings = await findWalkBeginnings(db, tenantId, [event]);
  const walks = beginnings.map((beginning) => ({ ...beginning, depth: MAX_LINEAGE_DEPTH, limit: MAX_LINEAGE_NODES }));
  const [affected] = await walkLineage(db, tenantId, 'downstream', walks);
  return affected ?? { nodes: [], truncated: false };
}
