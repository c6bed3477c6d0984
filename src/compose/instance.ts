import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import type { Config } from '../config.ts';
import { tableAccessOf } from '../domain/datasets/table-access.ts';
import { type Bus, createBus } from '../events/live/bus.ts';
import { createChangeSignals } from '../events/live/change-signals.ts';
import { createFeed } from '../events/live/feed.ts';
import { hostLoads } from '../load/hand-over/host-loads.ts';
import type { Logger } from '../logger.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { createCatalogue } from '../profiler/catalogue/catalogue.ts';
import { type DueProfilesParts, startDueProfiles } from '../scheduler/due-profiles.ts';
import { startRetention } from '../scheduler/retention.ts';
import { startTendingIncidents } from '../scheduler/tend-incidents.ts';
import { startWebhookRetention } from '../scheduler/webhook-retention.ts';
import type { SchemaParts } from '../schema/kit/context.ts';
import type { Database } from '../store/database/sql.ts';
import { createEventLog } from '../store/log/event-log.ts';
import { createStoredPolicies } from '../store/monitoring/stored-policies.ts';
import { joinSpellings } from '../store/notifications/join-spellings.ts';
import { type JobQueue, openJobQueue } from '../store/queue/job-queue.ts';
import { onlyDeclaring } from '../store/queue/only-declaring.ts';
import { repeat } from '../store/queue/repeat.ts';
import { createUnitOfWork, type UnitOfWorkParts } from '../store/unit-of-work.ts';
import { dispatchJob } from '../subscribers/dispatch-events.ts';
import { jobsOf } from '../subscribers/event-subscriber.ts';
import { startJobHandlers } from '../subscribers/job-handler.ts';
import { freeStrayRuns } from '../subscribers/profiling/free-stray-runs.ts';
import { createWebhookSender, type WebhookSenderParts } from '../webhooks/webhook-sender.ts';
import { createJobHandlers } from './job-handlers.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import { openTransport } from './open-transport.ts';
import { OWN_SCHEMAS } from './own-schemas.ts';
import { createRuleProbe } from './rule-probe.ts';
import { SUBSCRIBERS } from './subscribers.ts';
import { warnOfAccess } from './warn-of-access.ts';

export interface InstanceOptions extends StoreOptions {
  /** What webhooks may reach and trust, if that is not the public Internet. */
  webhooks?: Pick<WebhookSenderParts, 'resolveName' | 'isAllowedAddress' | 'ca' | 'timeoutMs'>;
}

/** Everything but the entry points: what a command works with, and what a server is built on. */
export interface Instance extends AsyncDisposable {
  parts: SchemaParts;
  warehouse: Database;
  /** Events for code in this process. */
  bus: Bus;
  scheduling: DueProfilesParts;
  /** Whether Redis connects the instances at the moment; undefined: there is no Redis. */
  isConnected: (() => boolean) | undefined;
  metrics: Metrics;
  queue: JobQueue;
}

const FEED_CHECK_INTERVAL_MS = 2_000;
const CHANGE_LOOK_INTERVAL_MS = 5_000;
const FREE_STRAYS_MS = 60_000;
/** How long running work may take when the instance is closed. */
export const DRAIN_MS = 10_000;

/**
 * Composes the parts. If that fails, what was opened is closed again; parts are always closed in reverse order. Jobs and
 * passes that `runs` does not name are left to other instances.
 */
export async function openInstance(
  config: Config,
  { runs = [], ...options }: InstanceOptions & { runs?: Config['run'] },
): Promise<Instance> {
  const { logger } = options;
  const { actorIdCase } = config;
  const isEmbedded = config.databaseUrl === undefined;
  await using opening = new AsyncDisposableStack();
  const store = opening.use(await openStore(config, options));
  const { database, work, warehouse, clock, admit } = store;
  const accessOf = (tenantId: string) => tableAccessOf(config.warehouseAccess, tenantId);
  const catalogue = createCatalogue({ warehouse: store.catalogueDatabase, excludedSchemas: OWN_SCHEMAS, accessOf });
  if (actorIdCase === 'ignore') await joinSpellings(database);
  const metrics = createMetrics(clock);
  const log = createEventLog(database);
  const { transport, isConnected } = opening.use(await openTransport(config, { database, logger }));
  const onQueueError = (error: unknown) => {
    logger.error({ err: error }, 'job queue error');
  };
  const announce = (queues: readonly string[]) => {
    transport.announceJobs(queues);
  };
  const queue = opening.adopt(
    await openJobQueue({ database: work, isOnlyInstance: isEmbedded, announce, onError: onQueueError }),
    (opened) => opened.stop(DRAIN_MS),
  );
  opening.defer(
    transport.listen({
      onJobs(queues) {
        queue.wakeHere(queues);
      },
    }),
  );
  const unitOfWorkOn = (connections: Database) =>
    createUnitOfWork({
      database: connections,
      queue,
      transport,
      jobsOf: (event) => jobsOf(SUBSCRIBERS, event),
      jobsOfSpan: (span) => [dispatchJob(span)],
      ...announcing(metrics, logger),
    });
  const unitOfWork = unitOfWorkOn(database);
  const ofWork = { database: work, unitOfWork: unitOfWorkOn(work), log: createEventLog(work) };
  const feed = opening.use(
    createFeed({
      log,
      transport,
      checkIntervalMs: FEED_CHECK_INTERVAL_MS,
      onDelivery: metrics.delivered,
      onError: (error) => {
        logger.error({ err: error }, 'the feed could not read the log');
      },
    }),
  );
  const changes = opening.use(createChangeSignals({ transport, lookIntervalMs: CHANGE_LOOK_INTERVAL_MS }));
  const policies = opening.use(createStoredPolicies({ database, transport, defaults: config.monitoringPolicy }));
  const bus = opening.use(
    createBus({
      emit: (event) => unitOfWork.append(event.tenantId, [{ event }]).then(() => undefined),
      transport,
      onHandlerError: (error, event) => {
        logger.error({ err: error, eventId: event.id, type: event.type }, 'a bus handler failed');
      },
    }),
  );

  const statementTimeoutMs = config.profileTimeoutSeconds * 1000;
  const webhookSender = createWebhookSender({ clock, allowPrivate: config.webhookAllowPrivate, ...options.webhooks });
  const handlers = createJobHandlers({
    ...ofWork,
    ...{ warehouse, metrics, webhookSender, policies, statementTimeoutMs, isEmbedded },
    actorIdCase,
    ...{ accessOf, keepsTextRange: config.keepsTextRange },
    // The embedded database has one session.
    profileSampleFromRows: config.profileSampleFromRows,
    profileSessions: isEmbedded && config.warehouseUrl === undefined ? 1 : config.profileSessions,
    clock,
    logger,
  });
  await startJobHandlers({
    handlers,
    // The embedded database runs one transaction at a time, and measurements are the long ones.
    waitMs: isEmbedded ? 2 * statementTimeoutMs : 0,
    queue: runs.includes('work') ? queue : onlyDeclaring(queue),
    unitOfWork: ofWork.unitOfWork,
    clock,
    logger,
    onDeadLetterStored: metrics.deadLettered,
  });
  if (runs.includes('work')) {
    const strays = repeat(FREE_STRAYS_MS, onQueueError, () => freeStrayRuns(ofWork.unitOfWork));
    opening.defer(() => strays.stop());
  }
  const scheduling = { ...ofWork, policies, clock, logger };
  const passes = {
    ...scheduling,
    queue: runs.includes('schedule') ? queue : onlyDeclaring(queue),
  };
  await startDueProfiles({ ...passes, schedule: config.profileSchedule });
  await startWebhookRetention(passes);
  await startTendingIncidents({ ...passes, onIncident: metrics.incidentChanged });
  const { approvalPolicies, eventRetentionDays: retentionDays, maxAnswerBytes } = config;
  if (retentionDays !== undefined) await startRetention({ ...passes, retentionDays });

  if (runs.length > 0) {
    warnOfAccess({ database, warehouse, access: config.warehouseAccess, logger }).catch((error: unknown) => {
      logger.warn({ err: error }, 'which tables tenants share could not be found out');
    });
  }
  if (runs.length > 0 && admit) opening.use(await hostLoads({ database, admit, dataDir: config.dataDir, logger }));

  const parts: SchemaParts = {
    ...{
      database,
      unitOfWork,
      catalogue,
      log,
      feed,
      changes,
      approvalPolicies,
      actorIdCase,
      webhookSender,
      clock,
      logger,
      ruleProbe: createRuleProbe({
        ...{ warehouse, accessOf, isEmbedded, timeoutMs: statementTimeoutMs },
        sampleFromRows: config.profileSampleFromRows,
      }),
      policies,
      retentionDays,
      maxAnswerBytes,
    },
    subscribers: handlers.map(({ name }) => {
      const { types = [], replayableMs } = SUBSCRIBERS.find((subscriber) => subscriber.name === name) ?? {};
      return { name, types, replayableMs };
    }),
  };
  const opened = opening.move();
  return {
    ...{ parts, warehouse, bus, scheduling, isConnected, metrics, queue },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Counts what is committed, and logs it. */
function announcing(metrics: Metrics, logger: Logger): Pick<UnitOfWorkParts, 'onEmitted' | 'onBulkEmitted'> {
  return {
    onEmitted(entry) {
      metrics.emitted(entry);
      const { event, offset } = entry;
      const { id, type, tenantId, source, correlationId, traceparent } = event;
      logger.info({ eventId: id, type, tenantId, offset, source, correlationId, traceparent }, 'event');
    },
    onBulkEmitted(bulk) {
      metrics.bulkEmitted(bulk);
      logger.info({ ...bulk }, 'events');
    },
  };
}
