import * as z from 'zod';

import type { Clock } from '../domain/clock.ts';
import type { Webhook, WebhookAttempt, WebhookDelivery } from '../domain/webhooks/webhook.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import {
  type DeliveryState,
  findPendingDelivery,
  releaseHeldDeliveries,
  updateDelivery,
  WEBHOOK_DELIVERY,
  webhookDeliveryJob,
} from '../store/webhooks/webhook-deliveries.ts';
import { holdWebhooks, keepQuiet, lockWebhook, stopWebhook } from '../store/webhooks/webhooks.ts';
import type { DeliverySlots } from '../webhooks/delivery-slots.ts';
import { GIVE_UP_AFTER_MS, MAX_ATTEMPTS, pauseAfterMs } from '../webhooks/retry-schedule.ts';
import { signingSecrets } from '../webhooks/signing-secrets.ts';
import { toCloudEvent } from '../webhooks/to-cloud-event.ts';
import { GONE, type SendOutcome, WEBHOOK_TIMEOUT_MS, type WebhookSender } from '../webhooks/webhook-sender.ts';
import { jobDataSchema, type JobHandler } from './job-handler.ts';

export interface WebhookDeliveryParts {
  database: Database;
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  sender: WebhookSender;
  slots: DeliverySlots;
  /** Requests that this instance makes concurrently. */
  concurrency: number;
  clock: Clock;
  logger: Logger;
  /** Called with the result of each attempt; `durationMs` if a request was made. */
  onTried?: (outcome: 'succeeded' | 'retried' | 'failed', durationMs?: number) => void;
}

const dataSchema = jobDataSchema.extend({
  deliveryId: z.string(),
  round: z.number(),
  attempt: z.number(),
  delays: z.number(),
  releasesMore: z.boolean(),
});

/** Attempts that are stored of a delivery that is redelivered again and again. */
const KEPT_ATTEMPTS = 50;
/** Spreads out requests that were postponed together. */
const SPREAD_MS = 2_000;

/**
 * Posts a delivery and stores the result; each further attempt is a job of its own. If the process dies between the
 * request and storing its result, the request is made again, which the receiver recognises by its id.
 */
export function webhookDeliveryHandler(parts: WebhookDeliveryParts): JobHandler {
  const { database, unitOfWork, log, sender, slots, concurrency, clock, logger, onTried } = parts;
  const later = (ms: number) => new Date(clock().getTime() + ms);

  /** Holds the delivery while the webhook is not active; false if it is active again. */
  function hold(delivery: WebhookDelivery): Promise<boolean> {
    return unitOfWork.transaction(async (tx) => {
      const [webhook] = await holdWebhooks(tx.db, [delivery.webhookId]);
      if (webhook?.status === 'ACTIVE') return false;
      await updateDelivery(tx.db, delivery, { nextAttemptAt: null });
      return true;
    });
  }

  async function postpone(delivery: WebhookDelivery, delays: number, at: Date): Promise<void> {
    if (at > delivery.giveUpAt) return fail(delivery, 'the receiver was busy for too long');
    await unitOfWork.transaction(async (tx) => {
      if (!(await updateDelivery(tx.db, delivery, { nextAttemptAt: at }))) return;
      tx.enqueue(webhookDeliveryJob(delivery, { startAfter: at, delays: delays + 1 }));
    });
  }

  /** Ends the round without a request. */
  async function fail(delivery: WebhookDelivery, error: string): Promise<void> {
    const attempt = { at: clock().toISOString(), responseStatus: null, durationMs: 0, error };
    const isFailed = await unitOfWork.transaction((tx) =>
      updateDelivery(tx.db, delivery, finished(delivery, attempt, 'FAILED', clock())),
    );
    if (isFailed) onTried?.('failed');
    logger.warn({ delivery: delivery.id, webhook: delivery.webhookId, error }, 'webhook delivery failed');
  }

  /** What to send now; undefined if the delivery is over, held or postponed, which is then stored. */
  async function findDue(tenantId: string, state: DeliveryState, delays: number) {
    for (;;) {
      const found = await findPendingDelivery(drizzleOn(database), tenantId, state);
      if (!found) return undefined;
      const { delivery, webhook } = found;
      if (webhook.status !== 'ACTIVE') {
        if (await hold(delivery)) return undefined;
        continue;
      }
      if (!webhook.quietUntil || webhook.quietUntil <= clock()) return found;
      await postpone(delivery, delays, new Date(webhook.quietUntil.getTime() + Math.random() * SPREAD_MS));
      return undefined;
    }
  }

  /** When the next attempt is made; undefined: there is none. */
  function nextAttemptAt(delivery: WebhookDelivery, { attempt, retryAfterMs = 0 }: SendOutcome): Date | undefined {
    const made = delivery.attempt + 1;
    if (attempt.error === null || attempt.responseStatus === GONE || made >= MAX_ATTEMPTS) return undefined;
    const at = later(Math.max(pauseAfterMs(made), retryAfterMs));
    return at > delivery.giveUpAt ? undefined : at;
  }

  /** What follows from an attempt; undefined if another round was begun meanwhile. */
  async function record(tx: Transaction, webhook: Webhook, delivery: WebhookDelivery, outcome: SendOutcome) {
    const { attempt, retryAfterMs } = outcome;
    const at = nextAttemptAt(delivery, outcome);
    const isGone = attempt.responseStatus === GONE;
    // The webhook first and then the delivery, as everywhere: otherwise two transactions could deadlock.
    if (isGone || retryAfterMs !== undefined) await lockWebhook(tx.db, webhook.tenantId, webhook.id);
    const values = at
      ? { attempt: delivery.attempt + 1, attempts: withAttempt(delivery, attempt), nextAttemptAt: at }
      : finished(delivery, attempt, attempt.error === null ? 'SUCCEEDED' : 'FAILED', clock());
    if (!(await updateDelivery(tx.db, delivery, values))) return undefined;
    if (at) tx.enqueue(webhookDeliveryJob({ ...delivery, ...values }, { startAfter: at }));
    if (retryAfterMs !== undefined) await keepQuiet(tx.db, webhook, later(retryAfterMs));
    if (isGone) {
      await stopWebhook(tx.db, webhook, `The receiver answered ${GONE} (gone) at ${attempt.at}.`);
    }
    return attempt.error === null ? 'succeeded' : at ? 'retried' : 'failed';
  }

  async function send(webhook: Webhook, delivery: WebhookDelivery): Promise<void> {
    const [entry] = await log.at(delivery.tenantId, [delivery.eventOffset]);
    if (!entry) return fail(delivery, 'retention has removed its event');
    const { event, epoch, offset } = entry;
    if (!event) return fail(delivery, 'its event cannot be read');
    const outcome = await sender.send({
      url: webhook.url,
      id: delivery.id,
      event: toCloudEvent({ event, epoch, offset }),
      secrets: signingSecrets(webhook, clock()),
    });
    const follows = await unitOfWork.transaction((tx) => record(tx, webhook, delivery, outcome));
    const { responseStatus, durationMs, error } = outcome.attempt;
    if (follows) onTried?.(follows, durationMs);
    logger.info(
      { delivery: delivery.id, webhook: webhook.id, attempt: delivery.attempt + 1, responseStatus, durationMs, error },
      'webhook request',
    );
  }

  return {
    name: WEBHOOK_DELIVERY,
    boundMs: WEBHOOK_TIMEOUT_MS + 20_000,
    retryLimit: 5,
    concurrency,
    async run({ data }) {
      const { tenantId, deliveryId, round, attempt, delays, releasesMore } = dataSchema.parse(data);
      const state = { id: deliveryId, round, attempt };
      if (releasesMore) await releaseFor(tenantId, state);
      const planned = await findDue(tenantId, state, delays);
      if (!planned) return;
      const slot = await slots.take({ tenantId, webhookId: planned.webhook.id });
      if (!slot.isFree) {
        await postpone(planned.delivery, delays, later(slot.waitMs));
        return;
      }
      try {
        // While it was queued for a slot, other requests may have led to a pause.
        const due = await findDue(tenantId, state, delays);
        if (due) await send(due.webhook, due.delivery);
      } finally {
        slot.end();
      }
    },
    async onDeadLetter(tx, data, { error }) {
      const { tenantId, deliveryId, round, attempt, releasesMore } = dataSchema.parse(data);
      const found = await findPendingDelivery(tx.db, tenantId, { id: deliveryId, round, attempt });
      if (found) {
        const { delivery, webhook } = found;
        if (releasesMore) await release(tx, webhook.id);
        const last = {
          at: clock().toISOString(),
          responseStatus: null,
          durationMs: 0,
          error: 'an internal error of this server',
        };
        await updateDelivery(tx.db, delivery, finished(delivery, last, 'FAILED', clock()));
        logger.error({ delivery: deliveryId, error }, 'webhook delivery failed');
      }
      return { instead: `Send the delivery ${deliveryId} again with redeliverWebhookDelivery.` };
    },
  };

  async function releaseFor(tenantId: string, state: DeliveryState): Promise<void> {
    const found = await findPendingDelivery(drizzleOn(database), tenantId, state);
    if (found) await unitOfWork.transaction((tx) => release(tx, found.webhook.id));
  }

  /** The next held deliveries are released batch by batch. */
  async function release(tx: Transaction, webhookId: string): Promise<void> {
    const [webhook] = await holdWebhooks(tx.db, [webhookId]);
    if (webhook?.status !== 'ACTIVE') return;
    await releaseHeldDeliveries(tx, webhookId, { now: clock(), giveUpAt: later(GIVE_UP_AFTER_MS) });
  }
}

function finished(delivery: WebhookDelivery, attempt: WebhookAttempt, status: 'SUCCEEDED' | 'FAILED', now: Date) {
  return {
    status,
    attempt: delivery.attempt + 1,
    attempts: withAttempt(delivery, attempt),
    nextAttemptAt: null,
    finishedAt: now,
  };
}

function withAttempt({ attempts }: WebhookDelivery, attempt: WebhookAttempt): WebhookAttempt[] {
  return [...attempts, attempt].slice(-KEPT_ATTEMPTS);
}
