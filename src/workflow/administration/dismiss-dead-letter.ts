import * as z from 'zod';

import type { DeadLetter } from '../../domain/administration/dead-letter.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { lockDeadLetter, recordDismissal } from '../../store/queue/dead-letters.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, issuesOf, notFound, type Outcome } from '../outcome.ts';

export interface DismissParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

export type DismissOutcome = Outcome<{ deadLetter: DeadLetter }, 'invalid' | 'not-found' | 'conflict'>;

const commentSchema = z.string().max(1_000).regex(/\S/, 'must not be blank');

/** Dismisses a dead letter, once: its job is not done, and need not be. The dead letter and the comment are kept. */
export async function dismissDeadLetter(
  { unitOfWork, clock }: DismissParts,
  { tenantId, actor }: Viewer,
  { deadLetterId, comment }: { deadLetterId: string; comment: string },
): Promise<DismissOutcome> {
  const parsed = commentSchema.safeParse(comment);
  if (!parsed.success) return invalid(issuesOf(parsed.error, ['comment']));
  return unitOfWork.transaction(async (tx) => {
    const letter = await lockDeadLetter(tx.db, tenantId, deadLetterId);
    if (!letter) return notFound('There is no such dead letter.');
    if (letter.redeliveredAt) return conflict('It has already been redelivered.');
    if (letter.dismissedAt) return conflict('It has already been dismissed.');
    const dismissal = { dismissedAt: clock(), dismissedBy: actor, dismissalReason: comment };
    await recordDismissal(tx.db, letter, dismissal);
    return done({ deadLetter: { ...letter, ...dismissal } });
  });
}
