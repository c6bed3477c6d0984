import { CloudEvent } from 'cloudevents';

import type { Clock } from '../../domain/clock.ts';
import { newId } from '../../domain/ids.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { WebhookAttempt } from '../../domain/webhooks/webhook.ts';
import type { SentEvent } from '../../events/schemas/cloud-event.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findWebhook } from '../../store/webhooks/webhooks.ts';
import { signingSecrets } from '../../webhooks/signing-secrets.ts';
import type { WebhookSender } from '../../webhooks/webhook-sender.ts';
import { done, notFound, type Outcome } from '../outcome.ts';

export type TestWebhookOutcome = Outcome<{ attempt: WebhookAttempt }, 'not-found'>;

export interface TestWebhookParts {
  database: Database;
  webhookSender: WebhookSender;
  clock: Clock;
  /** The trace that the test belongs to. */
  traceparent?: string | undefined;
}

/**
 * Posts an event of the type `webhook.test` now, once, and returns the result, whether or not the webhook is active. It
 * is neither an event of the log nor a delivery, and the response has no consequences.
 */
export async function testWebhook(
  { database, webhookSender, clock, traceparent }: TestWebhookParts,
  { tenantId, actor }: Viewer,
  webhookId: string,
): Promise<TestWebhookOutcome> {
  const webhook = await findWebhook(drizzleOn(database), tenantId, webhookId);
  if (!webhook) return notFound('There is no such webhook.');
  const id = newId('WEBHOOK_DELIVERY');
  const now = clock();
  const { attempt } = await webhookSender.send({
    url: webhook.url,
    id,
    event: new CloudEvent<unknown>({
      specversion: '1.0',
      id,
      source: 'metadata-studio.api',
      type: 'webhook.test',
      time: now.toISOString(),
      subject: webhook.id,
      datacontenttype: 'application/json',
      tenantid: tenantId,
      ...(traceparent !== undefined && { traceparent }),
      data: { webhookId: webhook.id, requestedBy: actor },
    } satisfies Omit<Partial<SentEvent>, 'type'> & { type: string }),
    secrets: signingSecrets(webhook, now),
  });
  return done({ attempt });
}
