import type { Clock } from '../../domain/clock.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { WebhookDelivery } from '../../domain/webhooks/webhook.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { beginRound, findDelivery, lockDelivery, webhookDeliveryJob } from '../../store/webhooks/webhook-deliveries.ts';
import { holdWebhooks } from '../../store/webhooks/webhooks.ts';
import { GIVE_UP_AFTER_MS } from '../../webhooks/retry-schedule.ts';
import { conflict, done, notFound, type Outcome } from '../outcome.ts';

export interface RedeliverWebhookParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

export type RedeliverWebhookOutcome = Outcome<{ delivery: WebhookDelivery }, 'not-found' | 'conflict'>;

/**
 * Sends an event to its webhook again, as if for the first time and with the same id: one that was given up, one that
 * arrived, or one that waits for its next attempt.
 */
export async function redeliverWebhookDelivery(
  { unitOfWork, clock }: RedeliverWebhookParts,
  { tenantId }: Viewer,
  deliveryId: string,
): Promise<RedeliverWebhookOutcome> {
  return unitOfWork.transaction(async (tx) => {
    const found = await findDelivery(tx.db, tenantId, deliveryId);
    // The webhook first and then the delivery, as everywhere: otherwise two transactions could deadlock.
    const [webhook] = found ? await holdWebhooks(tx.db, [found.webhookId]) : [];
    const delivery = webhook && (await lockDelivery(tx.db, tenantId, deliveryId));
    if (!delivery) return notFound('There is no such delivery.');
    if (webhook.status !== 'ACTIVE') return conflict('Its webhook is not active: resume it first.');
    const now = clock();
    if (delivery.status === 'PENDING' && (delivery.nextAttemptAt === null || delivery.nextAttemptAt <= now)) {
      return conflict('It is being sent.');
    }
    if ((await tx.log.at(tenantId, [delivery.eventOffset])).length === 0) {
      return conflict('Retention has removed its event, so there is nothing left to send.');
    }
    const again = await beginRound(tx.db, delivery, { now, giveUpAt: new Date(now.getTime() + GIVE_UP_AFTER_MS) });
    tx.enqueue(webhookDeliveryJob(again));
    return done({ delivery: again });
  });
}
