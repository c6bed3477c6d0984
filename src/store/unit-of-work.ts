import type { SQL } from 'drizzle-orm';

import { isReadable, type LogEntry, type LoggedEvent } from '../events/log/log.ts';
import { type Event, eventSchema } from '../events/schemas/catalogue.ts';
import type { ChangeSignal, Transport } from '../events/transport/transport.ts';
import { type Db, drizzleOn } from './database/drizzle.ts';
import type { Database, Sql } from './database/sql.ts';
import {
  type Append,
  type Appended,
  appendEvents,
  type EmittedEvent,
  type EventNotes,
} from './log/append/append-events.ts';
import { createGroupAppend } from './log/append/group-append.ts';
import {
  createEventStaging,
  type EmittedBulk,
  type EventSpan,
  type EventStaging,
  type MadeEvents,
} from './log/append/staged-events.ts';
import { createEventLog, type StoredEventLog } from './log/event-log.ts';
import type { Job, JobQueue } from './queue/job-queue.ts';

/** One transaction: state, the events that report it, and the jobs that follow, all or nothing. */
export interface Transaction {
  db: Db;
  /** The log as this transaction sees it. */
  log: StoredEventLog;
  /**
   * Validates now; appends last, when the work is done.
   * @throws ZodError if the event violates its schema
   */
  emit(event: Event, notes?: EventNotes): void;
  /**
   * Emits more events than memory should hold, call by call: they are staged in the database until the transaction
   * appends, after those of `emit`. Only the last one of a tenant is announced, and readers read the others from the
   * log; their subscribers get them in batches.
   * @throws ZodError if an event violates its schema
   */
  emitMany(tenantId: string, events: readonly Event[]): Promise<void>;
  /**
   * As `emitMany`, of events that the database makes itself. `made` is the list of common table expressions of one
   * statement, and defines `made`: a row for each event, numbered from 1, with its entity_type, canonical_key and tier, and
   * a `key` of the caller's. The event is the template, with an id of its own, which is its correlation id as well, and
   * with the members of the row's `payload` in its payload. The rows must make valid events: only the template is checked.
   * @throws ZodError if the template violates its schema
   */
  emitLike(template: Event, made: SQL): Promise<MadeEvents>;
  /** Queues jobs besides those of the events' subscribers. */
  enqueue(job: Job): void;
  /** After the commit, signals the change to watchers of state that no event reports. */
  signalChange(signal: ChangeSignal): void;
}

export interface UnitOfWork {
  /**
   * Runs the work in a transaction, and announces its events after the commit.
   * @throws DuplicateEventError if an emitted event is in the log already; then nothing of the transaction is kept
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * As `transaction`, and returns where the emitted events are in the log. Callers that respond with them must not look
   * for them afterwards: if that failed, a change that took effect would be answered with an error.
   */
  commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>>;
  /**
   * Commits events that report no change of state, all or nothing, and announces them. What waits for the same tenant
   * meanwhile is committed together. Returns where they are in the log, in the same order.
   * @throws ZodError if an event violates its schema
   * @throws DuplicateEventError if one of them is in the log already
   */
  append(tenantId: string, emitted: readonly EmittedEvent[]): Promise<readonly LoggedEvent[]>;
}

export interface Committed<T> {
  result: T;
  /** By tenant, in the order in which they were emitted. */
  entries: readonly LoggedEvent[];
}

export interface UnitOfWorkParts {
  database: Database;
  queue: Pick<JobQueue, 'insert' | 'wake'>;
  transport: Pick<Transport, 'publish' | 'signalChange'>;
  /** The jobs of an event's durable subscribers. */
  jobsOf: Append['jobsOf'];
  /** Called with every committed event, for the server's log lines. */
  onEmitted?: (entry: LoggedEvent) => void;
  /**
   * The jobs that dispatch a span of events to their durable subscribers. If left out, nobody gets what `emitMany`
   * emits.
   */
  jobsOfSpan?: (span: EventSpan) => Job[];
  /** As `onEmitted`, for the events of `emitMany`, which are too many to report individually. */
  onBulkEmitted?: (bulk: EmittedBulk) => void;
}

/** What is written when the work of a transaction is done. */
interface Outbox {
  emitted: EmittedEvent[];
  staging: EventStaging;
  jobs: Job[];
}

/** What was committed, and is to be announced. */
interface Written extends Appended {
  /** Of events in bulk, the last one of each tenant. */
  announced: readonly LoggedEvent[];
  bulks: readonly EmittedBulk[];
  signals: readonly ChangeSignal[];
}

export function createUnitOfWork(parts: UnitOfWorkParts): UnitOfWork {
  const { database, queue, transport, jobsOf, jobsOfSpan = () => [], onEmitted, onBulkEmitted } = parts;

  async function flush(sql: Sql, { emitted, staging, jobs }: Outbox) {
    const entries: LoggedEvent[] = [];
    const announced: LogEntry[] = [];
    const spans: EventSpan[] = [];
    const queues = new Set<string>();
    const open = [...jobs];
    const tenantIds = [...emitted.map(({ event }) => event.tenantId), ...staging.tenantIds()];
    // One fixed order of tenants, so that two transactions cannot deadlock on each other's counters.
    for (const tenantId of [...new Set(tenantIds)].sort()) {
      const ofTenant = emitted.filter(({ event }) => event.tenantId === tenantId);
      if (ofTenant.length > 0) {
        // What else is queued goes along with the first append.
        const append = { emitted: ofTenant, jobsOf, jobs: open.splice(0) };
        const appended = await appendEvents(sql, tenantId, append);
        entries.push(...appended.entries);
        for (const name of appended.queues) queues.add(name);
      }
      if (!staging.tenantIds().includes(tenantId)) continue;
      const span = await staging.append(tenantId);
      spans.push(span);
      announced.push(...(await createEventLog(sql).at(tenantId, [span.last])));
    }
    open.push(...spans.flatMap(jobsOfSpan));
    if (open.length > 0) await queue.insert(sql, open);
    for (const job of open) queues.add(job.queue);
    return { entries, announced: announced.filter(isReadable), queues };
  }

  /** Tells whoever waits for what is committed. */
  function announce({ entries, announced, bulks, signals, queues }: Written): void {
    for (const entry of entries) onEmitted?.(entry);
    for (const bulk of bulks) onBulkEmitted?.(bulk);
    transport.publish([...entries, ...announced]);
    if (signals.length > 0) transport.signalChange(signals);
    queue.wake(queues);
  }

  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>> {
    const { result, ...written } = await database.transaction(
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
          emitLike: (template, made) => staging.addLike(eventSchema.parse(template), made),
          enqueue: (job) => jobs.push(job),
          signalChange: (signal) => signals.push(signal),
        });
        return { result, signals, bulks: staging.bulks(), ...(await flush(sql, outbox)) };
      },
      { isMarked: true },
    );
    announce(written);
    return { result, entries: written.entries };
  }

  const group = createGroupAppend({
    database,
    jobsOf,
    onAppended(appended) {
      announce({ ...appended, announced: [], bulks: [], signals: [] });
    },
  });

  return {
    commit,
    transaction: async (work) => (await commit(work)).result,
    append: (tenantId, emitted) =>
      group.append(
        tenantId,
        emitted.map((one) => ({ ...one, event: eventSchema.parse(one.event) })),
      ),
  };
}
