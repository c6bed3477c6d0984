import type { Clock } from '../../domain/clock.ts';
import { subjectOf } from '../../domain/entities/entity.ts';
import { MINUTE_MS } from '../../domain/time-units.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import { createEvent } from '../../events/schemas/create-event.ts';
import type { EntityType, Priority } from '../../events/schemas/vocabulary.ts';
import { findEntity } from '../../store/entities/entities.ts';
import { recordRequest } from '../../store/entities/write/write-entities.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, notFound, type Outcome, type TooSoon, tooSoon } from '../outcome.ts';

export type RequestProfileOutcome =
  | Outcome<{ entry: { event: EventOf<'metadata.profile.due'>; cursor: string } }, 'invalid' | 'not-found' | 'conflict'>
  | TooSoon;

export interface RequestProfileParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** How long after a request for a profile another one of the same entity is refused. */
const REQUEST_PAUSE_MS = MINUTE_MS;

/** Requests a profile now, whatever the age of the last one; at most once a minute for an entity, on any instance. */
export async function requestProfile(
  { unitOfWork, clock }: RequestProfileParts,
  viewer: Viewer,
  request: { entityType: EntityType; canonicalKey: string; priority: Priority },
): Promise<RequestProfileOutcome> {
  const { entityType, canonicalKey, priority } = request;
  const { tenantId } = viewer;
  const { result, entries } = await unitOfWork.commit(async (tx) => {
    const entity = await findEntity(tx.db, tenantId, entityType, canonicalKey);
    if (!entity) return notFound(`There is no ${entityType} ${canonicalKey}.`);
    if (entity.status !== 'ACTIVE') return conflict(`${entityType} ${canonicalKey} is ${entity.status}.`);
    if (!entity.dataset) {
      return invalid([{ path: ['canonicalKey'], message: `${canonicalKey} is not bound to a dataset` }]);
    }
    const now = clock();
    const unlessAfter = new Date(now.getTime() - REQUEST_PAUSE_MS);
    const { isRecorded, requestedAt } = await recordRequest(tx.db, tenantId, entity.id, { at: now, unlessAfter });
    if (!isRecorded) {
      const retryAt = new Date(requestedAt.getTime() + REQUEST_PAUSE_MS);
      return tooSoon(
        `A profile of ${canonicalKey} was requested less than a minute ago. It can be requested again from ${retryAt.toISOString()} on.`,
        retryAt,
      );
    }
    const event = createEvent({
      type: 'metadata.profile.due',
      tenantId,
      source: 'bff.graphql',
      createdAt: now,
      payload: {
        ...subjectOf(entity),
        priority,
        reason: 'MANUAL',
        ...(entity.lastProfiledAt && { lastProfiledAt: entity.lastProfiledAt.toISOString() }),
        ...(entity.standardPackId !== null && { standardPackId: entity.standardPackId }),
      },
    });
    tx.emit(event, { actor: viewer.actor });
    return null;
  });
  if (result) return result;
  const [entry] = entries;
  if (entry?.event.type !== 'metadata.profile.due') throw new Error('the request was committed without its event');
  return done({ entry: { event: entry.event, cursor: entry.cursor } });
}
