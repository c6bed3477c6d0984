import type { Clock } from '../domain/clock.ts';
import { degradation, lossBetween } from '../domain/profiling/figures.ts';
import type { Profile } from '../domain/profiling/profile.ts';
import { createEvent, deriveId } from '../events/schemas/create-event.ts';
import type { Db } from '../store/database/drizzle.ts';
import { DuplicateEventError } from '../store/log/append/append-events.ts';
import { findProfileByNumber, findProfilesById } from '../store/profiling/profiles.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { defineSubscriber } from './event-subscriber.ts';
import { PermanentError } from './job-handler.ts';

export interface QualitySubscriberParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** Announces each drop of a score, once. What a drop is was decided when the profile was stored. */
export const qualitySubscriber = defineSubscriber(
  { name: 'quality', types: ['metadata.profile.completed'], boundMs: 30_000, retryLimit: 5, concurrency: 1 },
  ({ unitOfWork, clock }: QualitySubscriberParts) => ({
    async handle({ event }) {
      const { tenantId, payload } = event;
      const { entityType, entityId, canonicalKey, tier, profileId } = payload;
      try {
        await unitOfWork.transaction(async (tx) => {
          const [current] = await findProfilesById(tx.db, tenantId, [profileId]);
          if (!current) throw new PermanentError(`there is no profile ${profileId}`);
          const previous = await findDroppedFrom(tx.db, current);
          if (!previous) return;
          tx.emit(
            createEvent({
              type: 'data.quality.degraded',
              // The id is derived from the cause: a second announcement is recognised as a duplicate.
              id: deriveId('degraded', event.id),
              tenantId,
              source: 'metadata-studio.api',
              createdAt: clock(),
              cause: event,
              payload: {
                entityType,
                entityId,
                canonicalKey,
                tier,
                previousScore: previous.qualityScore,
                qualityScore: current.qualityScore,
                previousGrade: previous.qualityGrade,
                qualityGrade: current.qualityGrade,
                ...lossBetween(previous, current),
                profileId,
                previousProfileId: previous.id,
              },
            }),
            { causeSource: event.source },
          );
        });
      } catch (error) {
        if (!(error instanceof DuplicateEventError)) throw error;
      }
    },
  }),
);

/** The profile from which the score of this one has dropped, if it has. */
async function findDroppedFrom(db: Db, current: Profile): Promise<Profile | undefined> {
  const { tenantId, entityId, number, bindingKey, droppedFromId } = current;
  if (droppedFromId !== null) return (await findProfilesById(db, tenantId, [droppedFromId]))[0];
  if (bindingKey !== null) return undefined;
  // An instance of an older version has stored it, and decided nothing.
  const previous = await findProfileByNumber(db, tenantId, entityId, number - 1);
  return previous && degradation(previous, current) ? previous : undefined;
}
