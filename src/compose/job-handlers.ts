import type { ActorIdCase } from '../domain/actor-id.ts';
import type { Clock } from '../domain/clock.ts';
import type { TableAccess } from '../domain/datasets/table-access.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createProfiler } from '../profiler/profiler.ts';
import type { Database } from '../store/database/sql.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import type { StoredPolicies } from '../store/monitoring/stored-policies.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { dispatchHandler } from '../subscribers/dispatch-events.ts';
import { impactNotificationHandler } from '../subscribers/impact-notification.ts';
import type { JobHandler } from '../subscribers/job-handler.ts';
import { incidentNotificationHandler } from '../subscribers/notifications/incident-notification.ts';
import { profileRunHandler } from '../subscribers/profile-run.ts';
import { webhookDeliveryHandler } from '../subscribers/webhook-delivery.ts';
import { createDeliverySlots } from '../webhooks/delivery-slots.ts';
import type { WebhookSender } from '../webhooks/webhook-sender.ts';
import { OWN_SCHEMAS } from './own-schemas.ts';
import { SUBSCRIBERS } from './subscribers.ts';

export interface JobHandlersParts {
  database: Database;
  warehouse: Database;
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  metrics: Metrics;
  webhookSender: WebhookSender;
  policies: StoredPolicies;
  actorIdCase: ActorIdCase;
  /** Time limit of one statement of the profiler. */
  statementTimeoutMs: number;
  /** Most sessions that measure one table. */
  profileSessions: number;
  /** Tables with more rows than this are measured by a sample; undefined: none. */
  profileSampleFromRows: number | undefined;
  /** Whether profiles contain the least and the greatest text of a column. */
  keepsTextRange: boolean;
  /** Which tables a tenant may use. */
  accessOf: (tenantId: string) => TableAccess;
  /** Whether the database is embedded, which runs one transaction at a time. */
  isEmbedded: boolean;
  clock: Clock;
  logger: Logger;
}

/** Requests to receivers that an instance makes concurrently: they mostly wait, and cost little. */
const WEBHOOK_CONCURRENCY = 32;
const WEBHOOK_SLOTS = { perWebhook: 4, perTenant: 16 };
/** All job handlers: those of the subscribers, and those of their follow-up jobs. */
export function createJobHandlers(parts: JobHandlersParts): JobHandler[] {
  const { database, warehouse, unitOfWork, log, metrics, webhookSender, clock, logger } = parts;
  const { actorIdCase, statementTimeoutMs, profileSessions, profileSampleFromRows, isEmbedded } = parts;
  const { accessOf, keepsTextRange } = parts;
  const profiler = createProfiler({
    warehouse,
    timeoutMs: statementTimeoutMs,
    excludedSchemas: OWN_SCHEMAS,
    sessions: profileSessions,
    keepsTextRange,
    ...(profileSampleFromRows !== undefined && { sampleFromRows: profileSampleFromRows }),
  });
  return [
    ...SUBSCRIBERS.map((subscriber) =>
      subscriber.work({ ...parts, onDecision: metrics.decided, onIncident: metrics.incidentChanged }),
    ),
    impactNotificationHandler({ database, log, unitOfWork, clock, actorIdCase }),
    incidentNotificationHandler({ database, log, unitOfWork, clock, actorIdCase }),
    dispatchHandler({ database, unitOfWork, clock, subscribers: SUBSCRIBERS }),
    webhookDeliveryHandler({
      database,
      unitOfWork,
      log,
      sender: webhookSender,
      slots: createDeliverySlots(WEBHOOK_SLOTS),
      concurrency: WEBHOOK_CONCURRENCY,
      clock,
      logger,
      onTried: metrics.webhookTried,
    }),
    profileRunHandler({
      database,
      unitOfWork,
      log,
      measure: (datasets, rules, tenantId) => profiler.measureTogether(datasets, rules, accessOf(tenantId)),
      concurrency: isEmbedded ? 1 : 2,
      statementTimeoutMs,
      policies: parts.policies,
      clock,
      logger,
    }),
  ];
}
