import type { EventOf } from '../events/catalogue.ts';
import { createEvent } from '../events/create-event.ts';
import type { EntityType, Priority } from '../events/vocabulary.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Clock } from '../logger.ts';
import { findEntity } from '../store/entities.ts';
import type { StoredEventLog } from '../store/event-log.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { conflict, invalid, notFound, type Refusal } from './outcome.ts';

export type RequestProfileOutcome =
  { kind: 'RequestProfileSuccess'; entry: { event: EventOf<'metadata.profile.due'>; cursor: string } } | Refusal;

export interface RequestProfileParts {
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  clock: Clock;
}

/** Asks for a profile now. The profiling rules judge the request as they judge the scheduler's. */
export async function requestProfile(
  { unitOfWork, log, clock }: RequestProfileParts,
  viewer: Viewer,
  request: { entityType: EntityType; canonicalKey: string; priority: Priority },
): Promise<RequestProfileOutcome> {
  const { entityType, canonicalKey, priority } = request;
  const { tenantId } = viewer;
  const outcome = await unitOfWork.transaction(async (tx) => {
    const entity = await findEntity(tx.db, tenantId, entityType, canonicalKey);
    if (!entity) return notFound(`There is no ${entityType} ${canonicalKey}.`);
    if (entity.status !== 'ACTIVE') return conflict(`${entityType} ${canonicalKey} is ${entity.status}.`);
    if (!entity.dataset) {
      return invalid([{ path: ['canonicalKey'], message: `${canonicalKey} is bound to no dataset to measure` }]);
    }
    const event = createEvent({
      type: 'metadata.profile.due',
      tenantId,
      source: 'bff.graphql',
      createdAt: clock(),
      payload: {
        entityType,
        entityId: entity.id,
        canonicalKey,
        tier: entity.tier,
        priority,
        reason: 'MANUAL',
        ...(entity.lastProfiledAt && { lastProfiledAt: entity.lastProfiledAt.toISOString() }),
      },
    });
    tx.emit(event, viewer.actor);
    return { kind: 'emitted' as const, id: event.id };
  });
  if (outcome.kind !== 'emitted') return outcome;
  const logged = await log.byProducerId(tenantId, 'bff.graphql', outcome.id);
  if (logged?.event?.type !== 'metadata.profile.due') throw new Error(`event ${outcome.id} is not in the log`);
  return { kind: 'RequestProfileSuccess', entry: { event: logged.event, cursor: logged.cursor } };
}
