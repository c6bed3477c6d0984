import type { Clock } from '../domain/clock.ts';
import { DAY_MS } from '../domain/time-units.ts';
import { DELIVERIES_KEPT_MS, type Webhook, type WebhookDelivery } from '../domain/webhooks/webhook.ts';
import { factsOf, matchesFilter, NO_TRAITS } from '../events/log/event-filter.ts';
import { type Event, EVENT_TYPES } from '../events/schemas/catalogue.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { insertDeliveries, webhookDeliveryId, webhookDeliveryJob } from '../store/webhooks/webhook-deliveries.ts';
import { findWebhooks, holdWebhooks } from '../store/webhooks/webhooks.ts';
import { GIVE_UP_AFTER_MS } from '../webhooks/retry-schedule.ts';
import { defineSubscriber } from './event-subscriber.ts';

export interface WebhookSubscriberParts {
  database: Database;
  unitOfWork: UnitOfWork;
  clock: Clock;
}

/**
 * A delivery shows that its event was sent. One day less than deliveries are stored, for replays that wait: when they
 * run, the delivery must still exist.
 */
const REPLAYABLE_MS = DELIVERIES_KEPT_MS - DAY_MS;

/**
 * Creates a delivery of each event for the webhooks of its tenant that match, once for each. A paused webhook gets the
 * event when it is resumed; one that its receiver has stopped gets no more.
 */
export const webhookSubscriber = defineSubscriber(
  {
    name: 'webhook',
    types: EVENT_TYPES,
    replayableMs: REPLAYABLE_MS,
    onlyWithWebhooks: true,
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 2,
  },
  ({ database, unitOfWork, clock }: WebhookSubscriberParts) => ({
    async handle({ event, offset }) {
      // The filter of a webhook has no conditions about traits.
      const facts = factsOf(event, NO_TRAITS);
      const wants = ({ status, startOffset, filter }: Webhook) =>
        status !== 'STOPPED' && offset > startOffset && matchesFilter(filter, facts);
      const candidates = (await findWebhooks(drizzleOn(database), event.tenantId)).filter(wants);
      if (candidates.length === 0) return;
      await unitOfWork.transaction(async (tx) => {
        // Locked, so that none is resumed between reading its status and storing its delivery.
        const webhooks = (
          await holdWebhooks(
            tx.db,
            candidates.map(({ id }) => id),
          )
        ).filter(wants);
        const now = clock();
        const active = new Set(webhooks.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id));
        const deliveries = webhooks.map(({ id }) => newDelivery(id, event, offset, now, active.has(id)));
        const isNew = await insertDeliveries(tx.db, deliveries);
        for (const delivery of deliveries) {
          if (isNew.has(delivery.id) && active.has(delivery.webhookId)) tx.enqueue(webhookDeliveryJob(delivery));
        }
      });
    },
  }),
);

function newDelivery(
  webhookId: string,
  event: Event,
  eventOffset: number,
  now: Date,
  isSentNow: boolean,
): WebhookDelivery {
  return {
    id: webhookDeliveryId(webhookId, event),
    tenantId: event.tenantId,
    webhookId,
    eventOffset,
    eventType: event.type,
    status: 'PENDING',
    attempt: 0,
    round: 0,
    attempts: [],
    nextAttemptAt: isSentNow ? now : null,
    giveUpAt: new Date(now.getTime() + GIVE_UP_AFTER_MS),
    createdAt: now,
    finishedAt: null,
  };
}
