import { eventSchema, type Event } from '../events/catalogue.ts';
import type { LoggedEvent } from '../events/log.ts';
import type { Nudge, Transport } from '../events/transport.ts';
import type { Actor } from '../events/vocabulary.ts';
import { drizzleOn, type Db } from './drizzle.ts';
import { appendEvents, createEventLog, type EmittedEvent, type StoredEventLog } from './event-log.ts';
import type { Job, JobQueue } from './job-queue.ts';
import type { Database, Sql } from './sql.ts';

/** One transaction: state, the events that report it, and the durable work that follows, all or nothing. */
export interface Transaction {
  db: Db;
  /** The log as this transaction sees it. */
  log: StoredEventLog;
  /**
   * Validates now; appends last of all, when the work is done.
   * @throws ZodError when the event breaks its schema
   */
  emit(event: Event, by?: Actor): void;
  /** Durable work besides that of the events' subscribers. */
  enqueue(job: Job): void;
  /** After the commit, tells those who follow state that no event reports. */
  nudge(nudge: Nudge): void;
}

export interface UnitOfWork {
  /**
   * Runs the work in a transaction and rings the bell once it is committed.
   * @throws DuplicateEventError when an emitted event is in the log already; nothing of the transaction stays then
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * As `transaction`, and says where in the log the emitted events are. Whoever has to answer with them must not look
   * for them afterwards: should that fail, what has happened would be answered with an error.
   */
  commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>>;
}

export interface Committed<T> {
  result: T;
  /** By tenant, and in the order of their emission. */
  entries: readonly LoggedEvent[];
}

export interface UnitOfWorkParts {
  database: Database;
  queue: Pick<JobQueue, 'insert' | 'wake'>;
  transport: Pick<Transport, 'publish' | 'nudge'>;
  /** The jobs of an event's durable subscribers. */
  jobsOf: (entry: LoggedEvent) => Job[];
  /** Told of every committed event, for the log lines of the server. */
  onEmitted?: (entry: LoggedEvent) => void;
}

export function createUnitOfWork({ database, queue, transport, jobsOf, onEmitted }: UnitOfWorkParts): UnitOfWork {
  async function flush(sql: Sql, db: Db, emitted: readonly EmittedEvent[], jobs: readonly Job[]) {
    const entries: LoggedEvent[] = [];
    // One fixed order of tenants, so that two transactions never wait for each other's counters.
    for (const tenantId of [...new Set(emitted.map(({ event }) => event.tenantId))].sort()) {
      const ofTenant = emitted.filter(({ event }) => event.tenantId === tenantId);
      entries.push(...(await appendEvents(db, tenantId, ofTenant)));
    }
    const allJobs = [...jobs, ...entries.flatMap(jobsOf)];
    if (allJobs.length > 0) await queue.insert(sql, allJobs);
    return { entries, queues: new Set(allJobs.map((job) => job.queue)) };
  }

  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>> {
    const { result, entries, queues, nudges } = await database.transaction(
      async (sql) => {
        const db = drizzleOn(sql);
        const emitted: EmittedEvent[] = [];
        const jobs: Job[] = [];
        const nudges: Nudge[] = [];
        const result = await work({
          db,
          log: createEventLog(sql),
          emit: (event, actor) => emitted.push({ event: eventSchema.parse(event), actor }),
          enqueue: (job) => jobs.push(job),
          nudge: (nudge) => nudges.push(nudge),
        });
        return { result, nudges, ...(await flush(sql, db, emitted, jobs)) };
      },
      { isMarked: true },
    );
    for (const entry of entries) onEmitted?.(entry);
    transport.publish(entries);
    if (nudges.length > 0) transport.nudge(nudges);
    queue.wake(queues);
    return { result, entries };
  }

  return { commit, transaction: async (work) => (await commit(work)).result };
}
