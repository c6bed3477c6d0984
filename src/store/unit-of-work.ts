import { isReadable, type LogEntry, type LoggedEvent } from '../events/live/log.ts';
import type { ChangeSignal, Transport } from '../events/live/transport.ts';
import { type Event, eventSchema } from '../events/schemas/catalogue.ts';
import { type Db, drizzleOn } from './database/drizzle.ts';
import type { Database, Sql } from './database/sql.ts';
import { appendEvents, type EmittedEvent, type EventNotes, type TenantTraits } from './log/append-events.ts';
import { createEventLog, type StoredEventLog } from './log/event-log.ts';
import { createEventStaging, type EmittedBulk, type EventSpan, type EventStaging } from './log/staged-events.ts';
import type { Job, JobQueue } from './queue/job-queue.ts';

/** One transaction: state, the events that report it, and the durable work that follows, all or nothing. */
export interface Transaction {
  db: Db;
  /** The log as this transaction sees it. */
  log: StoredEventLog;
  /**
   * Validates now; appends last of all, when the work is done.
   * @throws ZodError when the event breaks its schema
   */
  emit(event: Event, notes?: EventNotes): void;
  /**
   * Emits more events than memory should hold, call by call: they wait in the database until the transaction appends,
   * after those of `emit`. Only the last of a tenant rings the bell, and followers read on from the log; their subscribers
   * get them in portions.
   * @throws ZodError when an event breaks its schema
   */
  emitMany(tenantId: string, events: readonly Event[]): Promise<void>;
  /** Durable work besides that of the events' subscribers. */
  enqueue(job: Job): void;
  /** After the commit, tells those who follow state that no event reports. */
  signalChange(signal: ChangeSignal): void;
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
  transport: Pick<Transport, 'publish' | 'signalChange'>;
  /** The jobs of an event's durable subscribers. */
  jobsOf: (entry: LoggedEvent, tenant: TenantTraits) => Job[];
  /** Told of every committed event, for the log lines of the server. */
  onEmitted?: (entry: LoggedEvent) => void;
  /** The jobs that hand a span of events to their durable subscribers. Left out: nobody gets what `emitMany` emits. */
  jobsOfSpan?: (span: EventSpan) => Job[];
  /** As `onEmitted` for the events of `emitMany`, which are too many to be told of one by one. */
  onBulkEmitted?: (bulk: EmittedBulk) => void;
}

/** What is written when the work of a transaction is done. */
interface Outbox {
  emitted: EmittedEvent[];
  staging: EventStaging;
  jobs: Job[];
}

export function createUnitOfWork(parts: UnitOfWorkParts): UnitOfWork {
  const { database, queue, transport, jobsOf, jobsOfSpan = () => [], onEmitted, onBulkEmitted } = parts;

  async function flush(sql: Sql, db: Db, { emitted, staging, jobs }: Outbox) {
    const entries: LoggedEvent[] = [];
    const announced: LogEntry[] = [];
    const spans: EventSpan[] = [];
    const allJobs = [...jobs];
    const tenantIds = [...emitted.map(({ event }) => event.tenantId), ...staging.tenantIds()];
    // One fixed order of tenants, so that two transactions never wait for each other's counters.
    for (const tenantId of [...new Set(tenantIds)].sort()) {
      const ofTenant = emitted.filter(({ event }) => event.tenantId === tenantId);
      if (ofTenant.length > 0) {
        const appended = await appendEvents(db, tenantId, ofTenant);
        entries.push(...appended.entries);
        allJobs.push(...appended.entries.flatMap((entry) => jobsOf(entry, appended.tenant)));
      }
      if (!staging.tenantIds().includes(tenantId)) continue;
      const span = await staging.append(tenantId);
      spans.push(span);
      announced.push(...(await createEventLog(sql).at(tenantId, [span.last])));
    }
    allJobs.push(...spans.flatMap(jobsOfSpan));
    if (allJobs.length > 0) await queue.insert(sql, allJobs);
    return { entries, announced: announced.filter(isReadable), queues: new Set(allJobs.map((job) => job.queue)) };
  }

  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>> {
    const { result, entries, announced, bulks, queues, signals } = await database.transaction(
      async (sql) => {
        const db = drizzleOn(sql);
        const outbox: Outbox = { emitted: [], staging: createEventStaging(db), jobs: [] };
        const { emitted, staging, jobs } = outbox;
        const signals: ChangeSignal[] = [];
        const result = await work({
          db,
          log: createEventLog(sql),
          emit: (event, notes) => emitted.push({ ...notes, event: eventSchema.parse(event) }),
          emitMany: (tenantId, events) =>
            staging.add(
              tenantId,
              events.map((event) => eventSchema.parse(event)),
            ),
          enqueue: (job) => jobs.push(job),
          signalChange: (signal) => signals.push(signal),
        });
        return { result, signals, bulks: staging.bulks(), ...(await flush(sql, db, outbox)) };
      },
      { isMarked: true },
    );
    for (const entry of entries) onEmitted?.(entry);
    for (const bulk of bulks) onBulkEmitted?.(bulk);
    transport.publish([...entries, ...announced]);
    if (signals.length > 0) transport.signalChange(signals);
    queue.wake(queues);
    return { result, entries };
  }

  return { commit, transaction: async (work) => (await commit(work)).result };
}
