import type { Clock } from '../../domain/clock.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { Logger } from '../../logger.ts';
import type { Database } from '../../store/database/sql.ts';
import { trimStreamWithin } from '../../store/log/trim-stream.ts';
import { done, invalid, type Outcome } from '../outcome.ts';

/** Time limit of one call; the result says whether there is more to remove. */
const BUDGET_MS = 10_000;

export interface RemoveParts {
  database: Database;
  clock: Clock;
  logger: Logger;
}

export type RemoveOldEventsOutcome = Outcome<{ removed: number; isDone: boolean }, 'invalid'>;

/**
 * Removes the tenant's events that were recorded before a time, as retention does: from the beginning of the stream, up
 * to the first one that unfinished jobs still need.
 */
export async function removeOldEvents(
  { database, clock, logger }: RemoveParts,
  { tenantId, actor }: Viewer,
  olderThan: Date,
): Promise<RemoveOldEventsOutcome> {
  if (olderThan > clock()) return invalid([{ path: ['olderThan'], message: 'must not be in the future' }]);
  const trim = await trimStreamWithin(database, { tenantId, before: olderThan, budgetMs: BUDGET_MS });
  logger.info({ tenantId, actor, olderThan, ...trim }, 'events removed');
  return done(trim);
}
