import { eventSchema, type Event, type EventType } from '../events/catalogue.ts';
import type { LoggedEvent } from '../events/log.ts';
import type { Nudge, Transport } from '../events/transport.ts';
import type { Actor, EventSource } from '../events/vocabulary.ts';
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
  /**
   * Emits more events of a tenant than memory should hold. They are asked for, batch by batch, when the transaction is
   * about to append, after those of `emit`. Only the last of them rings the bell: followers read on from the log.
   */
  emitBatches(tenantId: string, batches: () => AsyncIterable<readonly Event[]>): void;
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
  queue: JobQueue;
  transport: Transport;
  /** The jobs of an event's durable subscribers. */
  jobsOf: (entry: LoggedEvent) => Job[];
  /** Told of every committed event, for the log lines of the server. */
  onEmitted?: (entry: LoggedEvent) => void;
  /** Told the same of `emitBatches`, whose events are too many to be told of one by one. */
  onBulkEmitted?: (bulk: EmittedBulk) => void;
}

/** How many events of a type were committed in bulk. */
export interface EmittedBulk {
  tenantId: string;
  type: EventType;
  source: EventSource;
  count: number;
}

interface Bulk {
  tenantId: string;
  batches: () => AsyncIterable<readonly Event[]>;
}

/** What is written when the work of a transaction is done. */
interface Outbox {
  emitted: EmittedEvent[];
  bulks: Bulk[];
  jobs: Job[];
}

export function createUnitOfWork(parts: UnitOfWorkParts): UnitOfWork {
  const { database, queue, transport, jobsOf, onEmitted, onBulkEmitted } = parts;

  async function flush(sql: Sql, db: Db, { emitted, bulks, jobs }: Outbox) {
    const entries: LoggedEvent[] = [];
    const bells: LoggedEvent[] = [];
    const emittedBulks: EmittedBulk[] = [];
    const queues = new Set<string>();

    async function insertJobs(added: readonly Job[]): Promise<void> {
      if (added.length > 0) await queue.insert(sql, added);
      for (const job of added) queues.add(job.queue);
    }

    async function appendBulk({ tenantId, batches }: Bulk): Promise<void> {
      let last: LoggedEvent | undefined;
      const tally = new Map<string, EmittedBulk>();
      for await (const batch of batches()) {
        if (batch.length === 0) continue;
        const parsed = batch.map((event) => ({ event: eventSchema.parse(event) }));
        const appended = await appendEvents(db, tenantId, parsed);
        await insertJobs(appended.flatMap(jobsOf));
        last = appended.at(-1);
        for (const { event } of appended) {
          const { type, source } = event;
          const key = `${type} ${source}`;
          tally.set(key, { tenantId, type, source, count: (tally.get(key)?.count ?? 0) + 1 });
        }
      }
      if (last) bells.push(last);
      emittedBulks.push(...tally.values());
    }

    const tenantIds = [...emitted.map(({ event }) => event.tenantId), ...bulks.map(({ tenantId }) => tenantId)];
    // One fixed order of tenants, so that two transactions never wait for each other's counters.
    for (const tenantId of [...new Set(tenantIds)].sort()) {
      const ofTenant = emitted.filter(({ event }) => event.tenantId === tenantId);
      if (ofTenant.length > 0) entries.push(...(await appendEvents(db, tenantId, ofTenant)));
      for (const bulk of bulks) if (bulk.tenantId === tenantId) await appendBulk(bulk);
    }
    await insertJobs([...jobs, ...entries.flatMap(jobsOf)]);
    return { entries, bells, emittedBulks, queues };
  }

  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<Committed<T>> {
    const { result, entries, bells, emittedBulks, queues, nudges } = await database.transaction(
      async (sql) => {
        const db = drizzleOn(sql);
        const outbox: Outbox = { emitted: [], bulks: [], jobs: [] };
        const nudges: Nudge[] = [];
        const result = await work({
          db,
          log: createEventLog(sql),
          emit: (event, actor) => outbox.emitted.push({ event: eventSchema.parse(event), actor }),
          emitBatches: (tenantId, batches) => outbox.bulks.push({ tenantId, batches }),
          enqueue: (job) => outbox.jobs.push(job),
          nudge: (nudge) => nudges.push(nudge),
        });
        return { result, nudges, ...(await flush(sql, db, outbox)) };
      },
      { isMarked: true },
    );
    for (const entry of entries) onEmitted?.(entry);
    for (const bulk of emittedBulks) onBulkEmitted?.(bulk);
    transport.publish([...entries, ...bells]);
    if (nudges.length > 0) transport.nudge(nudges);
    queue.wake(queues);
    return { result, entries };
  }

  return { commit, transaction: async (work) => (await commit(work)).result };
}
