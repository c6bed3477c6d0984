import type { DeadLetter } from '../../domain/administration/dead-letter.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { deriveId } from '../../events/schemas/create-event.ts';
import { holdStream } from '../../store/log/trim-stream.ts';
import { lockDeadLetter, recordRedelivery } from '../../store/queue/dead-letters.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, notFound, type Outcome } from '../outcome.ts';

export interface RedeliverParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

export type RedeliverOutcome = Outcome<{ deadLetter: DeadLetter }, 'not-found' | 'conflict'>;

/**
 * Redelivers a dead letter, once: of two concurrent calls, the second gets a conflict. The job is run as if for the
 * first time; if that fails for good, it becomes another dead letter.
 */
export async function redeliverDeadLetter(
  { unitOfWork, clock }: RedeliverParts,
  { tenantId, actor }: Viewer,
  deadLetterId: string,
): Promise<RedeliverOutcome> {
  return unitOfWork.transaction(async (tx) => {
    const letter = await lockDeadLetter(tx.db, tenantId, deadLetterId);
    if (!letter) return notFound('There is no such dead letter.');
    if (letter.redeliveredAt) {
      return conflict('It has already been redelivered. If it failed again, there is a new dead letter.');
    }
    if (letter.dismissedAt) {
      return conflict(`${letter.dismissedBy?.actorId ?? 'Somebody'} has dismissed it. Its event can be replayed.`);
    }
    if (letter.instead !== undefined) return conflict(letter.instead);
    await holdStream(tx.db, tenantId);
    // Without an event it is about something else that is kept, such as a step of an incident.
    const hasEvent = letter.eventOffset > 0;
    if (hasEvent && (await tx.log.at(tenantId, [letter.eventOffset])).length === 0) {
      return conflict('Retention has removed its event, so there is nothing left to handle.');
    }
    const redelivery = { redeliveredAt: clock(), redeliveredBy: actor };
    await recordRedelivery(tx.db, letter, redelivery);
    tx.enqueue({
      queue: letter.subscriber,
      id: deriveId('redelivery', letter.id),
      data: { ...letter.job, redelivery: letter.id },
    });
    return done({ deadLetter: { ...letter, ...redelivery } });
  });
}
