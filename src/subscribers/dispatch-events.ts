import * as z from 'zod';

import type { Clock } from '../domain/clock.ts';
import { isReadable, type LogEntry } from '../events/log/log.ts';
import type { EventType } from '../events/schemas/catalogue.ts';
import { deriveId } from '../events/schemas/create-event.ts';
import type { Sql } from '../store/database/sql.ts';
import { findTenantTraits } from '../store/log/append/append-events.ts';
import type { EventSpan } from '../store/log/append/staged-events.ts';
import type { Job } from '../store/queue/job-queue.ts';
import { findQueueDepths } from '../store/queue/queue-depth.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { jobsOfLogged, type Recipient } from './event-subscriber.ts';
import type { JobHandler } from './job-handler.ts';

export interface DispatchParts {
  database: Sql;
  unitOfWork: UnitOfWork;
  clock: Clock;
  subscribers: readonly Recipient[];
}

/** Waiting jobs and dead letters are stored under this name, and `subscribers` shows it: it must not change. */
const NAME = 'hand-out';
/** Events that one transaction dispatches. */
const BATCH_SIZE = 500;
/** Nothing more is dispatched while this many jobs are waiting: a later job, of however small a change, waits behind them. */
const MAX_WAITING = 1_000;
const PAUSE_MS = 1_000;

const spanSchema = z.object({
  tenantId: z.string(),
  /** Offset of the first event that is not dispatched yet. */
  offset: z.number(),
  through: z.number(),
  /** How often this batch was too early. */
  pauses: z.number(),
});
type Span = z.output<typeof spanSchema>;

function jobOf(span: Span, startAfter?: Date): Job {
  const { tenantId, offset, pauses } = span;
  return {
    queue: NAME,
    id: deriveId(NAME, tenantId, String(offset), String(pauses)),
    data: { ...span, work: NAME },
    ...(startAfter && { startAfter }),
  };
}

/** The job that dispatches a span of events to their subscribers. */
export function dispatchJob({ tenantId, first, last }: EventSpan): Job {
  return jobOf({ tenantId, offset: first, through: last, pauses: 0 });
}

/** Of an event that can no longer be read, each subscriber of its type gets to know by a dead letter. */
function jobsOfUnreadable(subscribers: readonly Recipient[], { tenantId, offset, facts }: LogEntry): Job[] {
  return subscribers
    .filter(({ types, onlyWithWebhooks }) => types.includes(facts.type) && !onlyWithWebhooks)
    .map(({ name }) => ({
      queue: name,
      id: deriveId('job', tenantId, 'unreadable', String(offset), name),
      data: { work: name, tenantId, offset },
    }));
}

/** Queues the jobs of events that were emitted in bulk, batch by batch, as fast as the subscribers can handle them. */
export function dispatchHandler({ database, unitOfWork, clock, subscribers }: DispatchParts): JobHandler {
  const names = subscribers.map(({ name }) => name);
  const types: EventType[] = [...new Set(subscribers.flatMap(({ types }) => types))];

  async function isBusy(): Promise<boolean> {
    const depths = await findQueueDepths(database);
    return depths.some(({ queue, state, jobs }) => names.includes(queue) && state === 'waiting' && jobs > MAX_WAITING);
  }

  return {
    name: NAME,
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 1,
    async run({ data }) {
      const span = spanSchema.parse(data);
      const { tenantId, offset, through, pauses } = span;
      const isEarly = await isBusy();
      await unitOfWork.transaction(async (tx) => {
        if (isEarly) {
          tx.enqueue(jobOf({ ...span, pauses: pauses + 1 }, new Date(clock().getTime() + PAUSE_MS)));
          return;
        }
        const page = {
          filter: { types },
          after: offset - 1,
          before: through + 1,
          limit: BATCH_SIZE,
          newestFirst: false,
        };
        const entries = await tx.log.page(tenantId, page);
        const tenant = await findTenantTraits(tx.db, tenantId);
        const jobs = entries.flatMap((entry) =>
          isReadable(entry) ? jobsOfLogged(subscribers, entry, tenant) : jobsOfUnreadable(subscribers, entry),
        );
        for (const job of jobs) tx.enqueue(job);
        const last = entries.at(-1);
        if (last && entries.length === BATCH_SIZE) tx.enqueue(jobOf({ ...span, offset: last.offset + 1, pauses: 0 }));
      });
    },
  };
}
