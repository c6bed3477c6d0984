import type { Clock } from '../domain/clock.ts';
import { degradation } from '../domain/profiling/figures.ts';
import { createEvent, deriveId } from '../events/schemas/create-event.ts';
import { DuplicateEventError } from '../store/log/append-events.ts';
import { findProfileByNumber, findProfilesById } from '../store/profiling/profiles.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { defineSubscriber } from './event-subscriber.ts';
import { PermanentError } from './job-handler.ts';

export interface QualitySubscriberParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/** Compares each new profile with the previous one, and announces a drop, once per drop. */
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
          const previous = await findProfileByNumber(tx.db, tenantId, entityId, current.number - 1);
          const drop = previous && degradation(previous, current);
          if (!drop) return;
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
                ...drop,
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
