import type { Clock } from '../domain/clock.ts';
import { DELIVERIES_KEPT_MS } from '../domain/webhooks/webhook.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import type { JobQueue } from '../store/queue/job-queue.ts';
import { removeOldDeliveries } from '../store/webhooks/webhook-deliveries.ts';
import { startRecurringJob } from './recurring-job.ts';

export interface WebhookRetentionParts {
  database: Database;
  queue: JobQueue;
  clock: Clock;
  logger: Logger;
}

const BATCH_SIZE = 1_000;
const BUDGET_MS = 30_000;
const LEASE_SECONDS = 300;

/** Removes old deliveries every day, and once now; one of all instances does it. */
export async function startWebhookRetention(parts: WebhookRetentionParts): Promise<void> {
  const { database, queue, clock, logger } = parts;
  await startRecurringJob({
    database,
    queue,
    clock,
    name: 'remove-old-webhook-deliveries',
    schedule: '30 3 * * *',
    leaseSeconds: LEASE_SECONDS,
    async run() {
      const before = new Date(clock().getTime() - DELIVERIES_KEPT_MS);
      const endMs = performance.now() + BUDGET_MS;
      let removed = 0;
      let batch: number;
      do {
        batch = await removeOldDeliveries(drizzleOn(database), before, BATCH_SIZE);
        removed += batch;
      } while (batch === BATCH_SIZE && performance.now() < endMs);
      if (removed > 0) logger.info({ removed }, 'old webhook deliveries removed');
      return batch === BATCH_SIZE ? 'rest' : undefined;
    },
  });
}
