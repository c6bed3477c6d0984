import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Config } from './config.ts';
import { DEFAULT_PROFILING_POLICY, type ProfilingPolicy } from './domain/profiling-policy.ts';
import { createBus, type Bus } from './events/bus.ts';
import { createChangeSignal } from './events/change-signal.ts';
import { createFeed, type Feed } from './events/feed.ts';
import { createMemoryTransport } from './events/memory-transport.ts';
import { createRedisTransport } from './events/redis-transport.ts';
import type { Clock, Logger } from './logger.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createProfiler } from './profiler/profiler.ts';
import { startRetention } from './scheduler/retention.ts';
import { reportDueProfiles, startScheduler } from './scheduler/scheduler.ts';
import { startWebhookRetention } from './scheduler/webhook-retention.ts';
import type { SchemaParts } from './schema/context.ts';
import { schema } from './schema/schema.ts';
import { createAuthenticate } from './server/authenticate.ts';
import { createEventsHttp } from './server/events-http.ts';
import { createGraphQLHttp } from './server/graphql-http.ts';
import { createGraphQLSocket } from './server/graphql-socket.ts';
import { createHttpServer } from './server/http-server.ts';
import { createMaskError } from './server/mask-error.ts';
import { createMetricsHttp } from './server/metrics-http.ts';
import { createReadInTime } from './server/read-in-time.ts';
import { createReadiness } from './server/readiness.ts';
import { removeOldMarkers } from './store/commit-outcome.ts';
import { drizzleOn } from './store/drizzle.ts';
import { openDatabaseClock } from './store/database-clock.ts';
import { createEventLog } from './store/event-log.ts';
import { openJobQueue } from './store/job-queue.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open-database.ts';
import { openPostgres } from './store/postgres.ts';
import { repeat } from './store/repeat.ts';
import type { Database } from './store/sql.ts';
import { findQueueDepths } from './store/queue-depth.ts';
import { findStoreId } from './store/store-identity.ts';
import { STORE_SCHEMA } from './store/columns.ts';
import { createUnitOfWork } from './store/unit-of-work.ts';
import { approvalSubscriber } from './subscribers/approval-subscriber.ts';
import { startDurableWork } from './subscribers/durable-work.ts';
import { jobsOf, subscriberWork } from './subscribers/event-subscriber.ts';
import { handOutWork, jobOfSpan } from './subscribers/hand-out.ts';
import { impactNotificationWork } from './subscribers/impact-notification.ts';
import { impactSubscriber } from './subscribers/impact-subscriber.ts';
import { notificationSubscriber } from './subscribers/notification-subscriber.ts';
import { profileRunWork } from './subscribers/profile-run.ts';
import { profileSubscriber } from './subscribers/profile-subscriber.ts';
import { qualitySubscriber } from './subscribers/quality-subscriber.ts';
import { webhookDeliveryWork } from './subscribers/webhook-delivery.ts';
import { webhookSubscriber } from './subscribers/webhook-subscriber.ts';
import { createTurns } from './webhooks/turns.ts';
import { createWebhookSender, type WebhookSenderParts } from './webhooks/webhook-sender.ts';

/** A server that runs. */
export interface RunningServer {
  /** Where it listens, such as http://127.0.0.1:4000 */
  url: string;
  /** Events for code in this process. */
  bus: Bus;
  /** Where the tables are that are profiled; the demo and the tests write to it. */
  warehouse: Database;
  /** What resolvers work with; for the tests. */
  parts: SchemaParts;
  /** Looks for stale profiles now; returns how many it reported. */
  reportDueProfiles(): Promise<number>;
  feed: Feed;
  socketCount(): number;
  /** Takes nothing new, finishes what is running, closes sockets with 1001. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  logger: Logger;
  clock?: Clock;
  policy?: ProfilingPolicy;
  /** Where webhooks may lead, and whom they trust, where that is not the public Internet. */
  webhooks?: Pick<WebhookSenderParts, 'resolveName' | 'isAllowedAddress' | 'ca' | 'timeoutMs'>;
  /** Figures of the process itself, in the text format of Prometheus. */
  processMetrics?: () => Promise<string>;
  /** An open database to use instead of opening one; it is closed with the server. */
  database?: Database;
}

const FEED_CHECK_INTERVAL_MS = 2_000;
const CHANGE_LOOK_INTERVAL_MS = 5_000;
const DRAIN_MS = 10_000;
const CLOSE_IDLE_MS = 100;
const SWEEP_MARKERS_MS = 60_000;
/** Requests to receivers that an instance makes side by side: they wait for others, and cost little. */
const WEBHOOK_CONCURRENCY = 32;
const WEBHOOK_TURNS = { perWebhook: 4, perTenant: 16 };
const METRICS_DEADLINE_MS = 2_000;
/** Schemas with state of the server and its libraries: nothing in them is anybody's dataset. */
const OWN_SCHEMAS = [STORE_SCHEMA, 'pgboss', 'drizzle'];

/** How to close each part, in the order of their opening. */
type Closers = (() => unknown)[];

/** Puts the parts together and starts them. When that fails, what was opened is closed again. */
export function startServer(config: Config, options: ComposeOptions): Promise<RunningServer> {
  return opening((closers, closeAll) => start(config, options, closers, closeAll));
}

/** An instance without a door: for a command, which does something itself and is gone. */
export interface Instance {
  parts: SchemaParts;
  close(): Promise<void>;
}

/** As `startServer`, but nobody is listened to, and the work that the events lead to is left to a server. */
export function openInstance(config: Config, options: ComposeOptions): Promise<Instance> {
  return opening(async (closers, close) => {
    const { parts } = await openParts(config, { ...options, takesJobs: false }, closers);
    return { parts, close };
  });
}

async function opening<T>(open: (closers: Closers, closeAll: () => Promise<void>) => Promise<T>): Promise<T> {
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
async function openParts(config: Config, options: ComposeOptions & { takesJobs: boolean }, closers: Closers) {
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
    jobsOf: (entry) => jobsOf(subscribers, entry),
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
  const profiler = createProfiler({ warehouse, timeoutMs: statementTimeoutMs, excludedSchemas: OWN_SCHEMAS });
  const profile = profileSubscriber({ unitOfWork, log, policy, clock, logger, onDecision: metrics.decided });
  const quality = qualitySubscriber({ unitOfWork, clock });
  const approval = approvalSubscriber({ unitOfWork, clock });
  const impact = impactSubscriber({ unitOfWork });
  const notification = notificationSubscriber({ database, unitOfWork, clock });
  const webhook = webhookSubscriber({ database, unitOfWork, clock });
  const webhookSender = createWebhookSender({ clock, allowPrivate: config.webhookAllowPrivate, ...options.webhooks });
  const subscribers = [profile, quality, approval, impact, notification, webhook];
  const works = [
    subscriberWork(profile, log),
    subscriberWork(quality, log),
    subscriberWork(approval, log),
    subscriberWork(impact, log),
    subscriberWork(notification, log),
    impactNotificationWork({ database, log, unitOfWork, clock }),
    handOutWork({ database, unitOfWork, clock, subscribers }),
    subscriberWork(webhook, log),
    webhookDeliveryWork({
      database,
      unitOfWork,
      log,
      sender: webhookSender,
      turns: createTurns(WEBHOOK_TURNS),
      concurrency: WEBHOOK_CONCURRENCY,
      clock,
      logger,
      onTried: metrics.webhookTried,
    }),
    profileRunWork({
      database,
      unitOfWork,
      log,
      measure: (dataset, rules) => profiler.measure(dataset, rules),
      concurrency: config.databaseUrl === undefined ? 1 : 2,
      statementTimeoutMs,
      clock,
      logger,
    }),
  ];
  await startDurableWork({
    works,
    // The embedded database runs one transaction at a time, and measurements are the long ones.
    waitMs: config.databaseUrl === undefined ? 2 * statementTimeoutMs : 0,
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
    works: works.map(({ name }) => ({
      name,
      types: subscribers.find((subscriber) => subscriber.name === name)?.types ?? [],
    })),
  };
  return { parts, warehouse, bus, scheduling, isRinging, metrics };
}

async function start(
  config: Config,
  options: ComposeOptions,
  closers: Closers,
  closeAll: () => Promise<void>,
): Promise<RunningServer> {
  const opened = await openParts(config, { ...options, takesJobs: true }, closers);
  const { parts, warehouse, bus, scheduling, isRinging, metrics } = opened;
  const { database, feed, logger } = parts;
  const authenticate = createAuthenticate(config.auth);
  const maskError = createMaskError(logger);
  const sockets = createGraphQLSocket({ schema, parts, authenticate, maskError, logger });
  const readiness = createReadiness({ pingStore: () => database.query('SELECT 1'), isRinging });
  const isLocal = config.auth.kind === 'none';
  const readQueues = createReadInTime(() => findQueueDepths(database), METRICS_DEADLINE_MS);
  const readMetrics = async () => {
    const readings = { queues: await readQueues(), followers: feed.followerCount(), refills: feed.refillCount() };
    const own = await metrics.text({ ...readings, sockets: sockets.socketCount() });
    return `${own}\n${(await options.processMetrics?.()) ?? ''}`;
  };
  const http = createHttpServer({
    graphql: createGraphQLHttp({ schema, parts, authenticate, maskError }),
    events: createEventsHttp({ parts, authenticate, maskError, onResult: metrics.reported }),
    metrics: createMetricsHttp({
      read: readMetrics,
      token: config.metricsToken,
      isLocal,
      onError: (error) => {
        logger.error({ err: error }, 'the metrics could not be read');
      },
    }),
    onAnswered: metrics.answered,
    sockets,
    isLocal,
    checkReadiness: () => readiness.check(),
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(config.port, config.host, resolve);
  });
  closers.push(async () => {
    const closed = new Promise((resolve) => http.close(resolve));
    // Again and again: one that is answering now is idle a moment later.
    const closing = setInterval(() => {
      http.closeIdleConnections();
    }, CLOSE_IDLE_MS);
    await sockets.close(DRAIN_MS);
    const cut = setTimeout(() => {
      http.closeAllConnections();
    }, DRAIN_MS);
    await closed;
    clearInterval(closing);
    clearTimeout(cut);
  });

  return {
    url: urlOf(http.address() as AddressInfo),
    bus,
    warehouse,
    parts,
    feed,
    reportDueProfiles: () => reportDueProfiles(scheduling),
    socketCount: () => sockets.socketCount(),
    async close() {
      readiness.drain();
      await sleep(config.drainDelaySeconds * 1000);
      await closeAll();
    },
  };
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

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
