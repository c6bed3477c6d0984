import type { Config } from '../config.ts';
import { DEFAULT_PROFILING_POLICY, type ProfilingPolicy } from '../domain/profiling/profiling-policy.ts';
import { createBus } from '../events/live/bus.ts';
import { createChangeSignal } from '../events/live/change-signal.ts';
import { createFeed } from '../events/live/feed.ts';
import { createMemoryTransport } from '../events/live/memory-transport.ts';
import { createRedisTransport } from '../events/live/redis-transport.ts';
import type { Clock, Logger } from '../logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { startRetention } from '../scheduler/retention.ts';
import { startScheduler } from '../scheduler/scheduler.ts';
import { startWebhookRetention } from '../scheduler/webhook-retention.ts';
import type { SchemaParts } from '../schema/kit/context.ts';
import { removeOldMarkers } from '../store/database/commit-outcome.ts';
import { openDatabaseClock } from '../store/database/database-clock.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import { migrate } from '../store/database/migrate.ts';
import { openDatabase } from '../store/database/open-database.ts';
import { openPostgres } from '../store/database/postgres.ts';
import type { Database } from '../store/database/sql.ts';
import { findStoreId } from '../store/database/store-identity.ts';
import { createEventLog } from '../store/log/event-log.ts';
import { openJobQueue } from '../store/queue/job-queue.ts';
import { repeat } from '../store/queue/repeat.ts';
import { createUnitOfWork } from '../store/unit-of-work.ts';
import { startDurableWork } from '../subscribers/durable-work.ts';
import { jobsOf } from '../subscribers/event-subscriber.ts';
import { jobOfSpan } from '../subscribers/hand-out.ts';
import { createWebhookSender, type WebhookSenderParts } from '../webhooks/webhook-sender.ts';
import { createWorks } from './works.ts';

export interface InstanceOptions {
  logger: Logger;
  clock?: Clock;
  policy?: ProfilingPolicy;
  /** Where webhooks may lead, and whom they trust, where that is not the public Internet. */
  webhooks?: Pick<WebhookSenderParts, 'resolveName' | 'isAllowedAddress' | 'ca' | 'timeoutMs'>;
  /** An open database to use instead of opening one; it is closed with the instance. */
  database?: Database;
}

const FEED_CHECK_INTERVAL_MS = 2_000;
const CHANGE_LOOK_INTERVAL_MS = 5_000;
/** How long what is running may take when the instance is closed. */
export const DRAIN_MS = 10_000;
const SWEEP_MARKERS_MS = 60_000;

/** How to close each part, in the order of their opening. */
export type Closers = (() => unknown)[];

/** An instance without a door: for a command, which does something itself and is gone. */
export interface Instance {
  parts: SchemaParts;
  close(): Promise<void>;
}

/** As `startServer`, but nobody is listened to, and the work that the events lead to is left to a server. */
export function openInstance(config: Config, options: InstanceOptions): Promise<Instance> {
  return opening(async (closers, close) => {
    const { parts } = await openParts(config, { ...options, takesJobs: false }, closers);
    return { parts, close };
  });
}

/** Opens what the callback opens, part by part; when that fails, what was opened is closed again. */
export async function opening<T>(open: (closers: Closers, closeAll: () => Promise<void>) => Promise<T>): Promise<T> {
  const closers: Closers = [];
  const closeAll = async () => {
    const failures: unknown[] = [];
    for (const close of closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  };
  try {
    return await open(closers, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Everything but the doors. */
export async function openParts(config: Config, options: InstanceOptions & { takesJobs: boolean }, closers: Closers) {
  const { logger, policy = DEFAULT_PROFILING_POLICY } = options;
  const onIdleError = (error: unknown) => {
    logger.warn({ err: error }, 'database connection lost');
  };
  const database = options.database ?? (await openDatabase(config, onIdleError));
  closers.push(() => database.close());
  await migrate(database);
  const sweep = repeat(
    SWEEP_MARKERS_MS,
    (error) => {
      logger.warn({ err: error }, 'old commit markers could not be removed');
    },
    () => removeOldMarkers(database),
  );
  closers.push(() => sweep.stop());
  const clock = options.clock ?? (await openClock(config, database, closers, onIdleError));
  const warehouse =
    config.warehouseUrl === undefined
      ? database
      : openPostgres({ connectionString: config.warehouseUrl, poolSize: 4, onIdleError });
  if (warehouse !== database) closers.push(() => warehouse.close());

  const metrics = createMetrics(clock);
  const log = createEventLog(database);
  const { transport, isRinging } = await openTransport(config, database, logger);
  closers.push(() => transport.close());
  const queue = await openJobQueue({
    database,
    isOnlyInstance: config.databaseUrl === undefined,
    takesJobs: options.takesJobs,
    onError: (error) => {
      logger.error({ err: error }, 'job queue error');
    },
  });
  closers.push(() => queue.stop(DRAIN_MS));
  const unitOfWork = createUnitOfWork({
    database,
    queue,
    transport,
    jobsOf: (entry, tenant) => jobsOf(subscribers, entry, tenant),
    onEmitted: (entry) => {
      metrics.emitted(entry);
      const { event, offset } = entry;
      const { id, type, tenantId, source, correlationId, traceparent } = event;
      logger.info({ eventId: id, type, tenantId, offset, source, correlationId, traceparent }, 'event');
    },
    jobsOfSpan: (span) => [jobOfSpan(span)],
    onBulkEmitted: (bulk) => {
      metrics.bulkEmitted(bulk);
      logger.info({ ...bulk }, 'events');
    },
  });
  const feed = createFeed({
    log,
    transport,
    checkIntervalMs: FEED_CHECK_INTERVAL_MS,
    onDelivery: metrics.delivered,
    onError: (error) => {
      logger.error({ err: error }, 'the feed could not read the log');
    },
  });
  closers.push(() => {
    feed[Symbol.dispose]();
  });
  const changes = createChangeSignal({ transport, lookIntervalMs: CHANGE_LOOK_INTERVAL_MS });
  closers.push(() => {
    changes[Symbol.dispose]();
  });
  const bus = createBus({
    emit: (event) =>
      unitOfWork.transaction((tx) => {
        tx.emit(event);
        return Promise.resolve();
      }),
    transport,
    onHandlerError: (error, event) => {
      logger.error({ err: error, eventId: event.id, type: event.type }, 'a bus handler failed');
    },
  });
  closers.push(() => {
    bus[Symbol.dispose]();
  });

  const statementTimeoutMs = config.profileTimeoutSeconds * 1000;
  const isEmbedded = config.databaseUrl === undefined;
  const webhookSender = createWebhookSender({ clock, allowPrivate: config.webhookAllowPrivate, ...options.webhooks });
  const { subscribers, works } = createWorks({
    ...{ database, warehouse, unitOfWork, log, metrics, webhookSender, policy, statementTimeoutMs, isEmbedded },
    clock,
    logger,
  });
  await startDurableWork({
    works,
    // The embedded database runs one transaction at a time, and measurements are the long ones.
    waitMs: isEmbedded ? 2 * statementTimeoutMs : 0,
    queue,
    unitOfWork,
    clock,
    logger,
    onBuried: metrics.buried,
  });
  const scheduling = { database, unitOfWork, policy, clock, logger };
  await startScheduler({ ...scheduling, queue, schedule: config.profileSchedule });
  await startWebhookRetention({ database, queue, clock, logger });
  const retentionDays = config.eventRetentionDays;
  if (retentionDays !== undefined) await startRetention({ database, queue, clock, logger, retentionDays });

  const parts: SchemaParts = {
    database,
    unitOfWork,
    log,
    feed,
    changes,
    approvalPolicies: config.approvalPolicies,
    webhookSender,
    clock,
    logger,
    policy,
    retentionDays,
    works: works.map(({ name }) => {
      const { types = [], replayableMs } = subscribers.find((subscriber) => subscriber.name === name) ?? {};
      return { name, types, replayableMs };
    }),
  };
  return { parts, warehouse, bus, scheduling, isRinging, metrics, queue };
}

/** Instances agree on the time of their database; an instance on its own has that of its machine. */
async function openClock(
  { databaseUrl }: Config,
  database: Database,
  closers: Closers,
  onError: (error: unknown) => void,
): Promise<Clock> {
  if (databaseUrl === undefined) return () => new Date();
  const clock = await openDatabaseClock(database, onError);
  closers.push(() => {
    clock.close();
  });
  return clock.now;
}

/** The bell, and whether it rings between instances; an instance on its own needs none but its own. */
async function openTransport({ redisUrl }: Config, database: Database, logger: Logger) {
  const onError = (error: unknown) => {
    logger.error({ err: error }, 'the bell failed');
  };
  if (redisUrl === undefined) {
    return { transport: { ...createMemoryTransport(onError), close: () => undefined }, isRinging: undefined };
  }
  const transport = createRedisTransport({
    url: redisUrl,
    storeId: await findStoreId(drizzleOn(database)),
    onChange: (isRinging) => {
      if (isRinging) logger.info({}, 'Redis rings between the instances');
      else logger.warn({}, 'Redis is away: events of other instances come from the log');
    },
    onError,
  });
  return { transport, isRinging: () => transport.isRinging() };
}
