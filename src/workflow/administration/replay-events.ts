import { v4 as uuid } from 'uuid';

import type { Clock } from '../../domain/clock.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { assertHonourable, decodeCursor, encodeCursor } from '../../events/log/cursor.ts';
import type { EventType } from '../../events/schemas/catalogue.ts';
import { deriveId } from '../../events/schemas/create-event.ts';
import type { Logger } from '../../logger.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import { holdStream } from '../../store/log/trim-stream.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { done, invalid, notFound, type Outcome } from '../outcome.ts';

/** A job handler, as an administrator sees it. */
export interface SubscriberInfo {
  name: string;
  /** The events that it handles; empty: it runs follow-up jobs of other subscribers. */
  types: readonly EventType[];
  /** Events recorded longer ago are not replayed to it, because it may have forgotten that it has handled them. */
  replayableMs?: number | undefined;
}

/** Most events that one replay looks at; further calls continue after it. */
export const MAX_REPLAY = 10_000;
const PAGE_SIZE = 500;

export interface ReplayRequest {
  subscriber: string;
  /** Cursor after which to begin. */
  after: string;
  /** Cursor of the last event. If left out: the newest event. */
  through?: string | undefined;
  /** If left out: all types that the subscriber handles. */
  types?: readonly EventType[] | undefined;
  dryRun: boolean;
}

export interface Replay {
  /** How many events the subscriber gets again, or would get, excluding those that are too old for it. */
  count: number;
  /** The range has been covered up to and including this cursor. */
  through: string;
  /** Whether events of the range are left. */
  hasMore: boolean;
}

export type ReplayEventsOutcome = Outcome<Replay, 'invalid' | 'not-found'>;

export interface ReplayParts {
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  logger: Logger;
  clock: Clock;
  subscribers: readonly SubscriberInfo[];
}

/**
 * Has one subscriber handle a range of events again, as new jobs in addition to those that it has. Handlers are
 * idempotent: work that was done for an event is not repeated, and work that was not, because the subscriber was added
 * later or had a bug, is done now.
 * @throws AppError if a cursor is invalid, or the log is no longer complete after it
 */
export async function replayEvents(
  { unitOfWork, log, logger, clock, subscribers }: ReplayParts,
  { tenantId, actor }: Viewer,
  { subscriber, after, through, types, dryRun }: ReplayRequest,
): Promise<ReplayEventsOutcome> {
  const work = subscribers.find(({ name, types }) => name === subscriber && types.length > 0);
  if (!work) return notFound('There is no such subscriber of events.');
  const foreign = types?.filter((type) => !work.types.includes(type)) ?? [];
  if (foreign.length > 0) {
    return invalid(foreign.map((type) => ({ path: ['types'], message: `${subscriber} does not handle ${type}` })));
  }
  const head = await log.head(tenantId);
  const offsetOf = (cursor: string) => {
    const position = decodeCursor(cursor);
    assertHonourable(position, head);
    return position.offset;
  };
  const [first, last] = [offsetOf(after), through === undefined ? head.offset : offsetOf(through)];
  if (first > last) return invalid([{ path: ['through'], message: 'must not be before the start of the range' }]);

  const replay = uuid();
  const jobOf = (offset: number) => ({
    queue: subscriber,
    id: deriveId('replay', replay, tenantId, String(offset), subscriber),
    data: { work: subscriber, tenantId, offset, replay },
  });
  const filter = { types: types ?? work.types };
  const { replayableMs = Infinity } = work;
  const oldestMs = clock().getTime() - replayableMs;
  const { count, seen } = await unitOfWork.transaction(async (tx) => {
    await holdStream(tx.db, tenantId);
    let count = 0;
    let looked = 0;
    for (let seen = first; ;) {
      const page = { filter, after: seen, before: last + 1, limit: PAGE_SIZE, newestFirst: false };
      const entries = await tx.log.page(tenantId, page);
      const replayed = entries.filter(({ appendedAt }) => appendedAt.getTime() >= oldestMs);
      if (!dryRun) for (const { offset } of replayed) tx.enqueue(jobOf(offset));
      count += replayed.length;
      looked += entries.length;
      seen = entries.at(-1)?.offset ?? last;
      if (entries.length < PAGE_SIZE) return { count, seen: last };
      if (looked >= MAX_REPLAY) return { count, seen };
    }
  });
  if (!dryRun) logger.info({ tenantId, actor, subscriber, replay, count, after: first, through: seen }, 'replay');
  return done({ count, through: encodeCursor({ epoch: head.epoch, offset: seen }), hasMore: seen < last });
}
