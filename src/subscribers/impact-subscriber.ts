import { MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES, originsOf } from '../domain/lineage.ts';
import type { EventOf } from '../events/catalogue.ts';
import { findEntitiesById } from '../store/entities.ts';
import { recordImpact, type FollowedEvent } from '../store/impacts.ts';
import { followLineage, type LineageAnswer } from '../store/lineage-walk.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import type { EventSubscriber } from './event-subscriber.ts';

const TYPES = ['metadata.changed', 'metadata.deprecated', 'kpi.changed', 'data.quality.degraded'] as const;
type FollowedType = (typeof TYPES)[number];

/** Follows what happened to an entity downstream, and keeps what is affected, and on which way. */
export function impactSubscriber({ unitOfWork }: { unitOfWork: UnitOfWork }): EventSubscriber<FollowedType> {
  return {
    name: 'impact',
    types: TYPES,
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 1,
    async handle({ event, offset }) {
      // What is deprecated is announced as changed besides: it is followed once, from the event that says so.
      if (event.type === 'metadata.changed' && event.payload.changeType === 'DEPRECATE') return;
      await unitOfWork.transaction(async (tx) => {
        const affected = await findAffected(tx, event);
        const followed: FollowedEvent = {
          tenantId: event.tenantId,
          offset,
          eventId: event.id,
          type: event.type,
          occurredAt: new Date(event.createdAt),
          causeId: event.payload.entityId,
        };
        await recordImpact(tx.db, followed, affected);
      });
    },
  };
}

async function findAffected({ db }: Transaction, event: EventOf<FollowedType>): Promise<LineageAnswer> {
  const { tenantId, payload } = event;
  const { entityId, canonicalKey } = payload;
  const entityType = event.type === 'kpi.changed' ? 'KPI' : event.payload.entityType;
  const entities = entityType === 'LINEAGE' ? await findEntitiesById(db, tenantId, [entityId]) : [];
  const definitions = entities.map(({ definition }) => definition);
  const beginning = originsOf({ entityType, canonicalKey }, definitions, 'downstream');
  const walk = { ...beginning, depth: MAX_LINEAGE_DEPTH, limit: MAX_LINEAGE_NODES };
  const [affected] = await followLineage(db, tenantId, 'downstream', [walk]);
  return affected ?? { nodes: [], truncated: false };
}
