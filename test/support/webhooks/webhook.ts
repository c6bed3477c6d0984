import { newId } from '../../../src/domain/ids.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertDeliveries } from '../../../src/store/webhooks/webhook-deliveries.ts';
import { insertWebhook } from '../../../src/store/webhooks/webhooks.ts';
import type { TestServer } from '../server/test-server.ts';

/** A paused webhook, which nothing is sent to, and a delivery of the tenant's first event that has failed. */
export async function keepWebhook(
  server: TestServer,
  tenantId = 'demo',
): Promise<{ webhookId: string; deliveryId: string }> {
  const db = drizzleOn(server.parts.database);
  const webhookId = newId('WEBHOOK');
  const now = server.now();
  await insertWebhook(db, {
    id: webhookId,
    tenantId,
    url: `https://hooks.example/${tenantId}`,
    filter: { canonicalKeys: ['nothing'] },
    status: 'PAUSED',
    statusReason: `Paused for ${tenantId}.`,
    secret: `whsec_${tenantId}`,
    previousSecret: null,
    previousSecretUntil: null,
    quietUntil: null,
    startOffset: 0,
    createdBy: { actorId: `${tenantId}-anna`, actorType: 'HUMAN' },
    createdAt: now,
  });
  return { webhookId, deliveryId: await keepDelivery(server, webhookId, tenantId) };
}

/** One more delivery of the first event to the webhook. Returns its id. */
export async function keepDelivery(server: TestServer, webhookId: string, tenantId = 'demo'): Promise<string> {
  const id = newId('WEBHOOK_DELIVERY');
  const now = server.now();
  await insertDeliveries(drizzleOn(server.parts.database), [
    {
      id,
      tenantId,
      webhookId,
      eventOffset: 1,
      eventType: 'approval.created',
      status: 'FAILED',
      attempt: 1,
      round: 0,
      attempts: [{ at: now.toISOString(), responseStatus: 500, durationMs: 1, error: `failed for ${tenantId}` }],
      nextAttemptAt: null,
      giveUpAt: now,
      createdAt: now,
      finishedAt: now,
    },
  ]);
  return id;
}
