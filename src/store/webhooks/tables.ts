import { sql } from 'drizzle-orm';
import { index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';

import type {
  WebhookAttempt,
  WebhookDeliveryStatus,
  WebhookFilter,
  WebhookStatus,
} from '../../domain/webhooks/webhook.ts';
import type { EventType } from '../../events/schemas/catalogue.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import { governance, instant, streamOffset, tenantId } from '../database/columns.ts';

export const webhook = governance.table(
  'webhook',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    url: text('url').notNull(),
    filter: jsonb('filter').$type<WebhookFilter>().notNull(),
    status: text('status').$type<WebhookStatus>().notNull(),
    statusReason: text('status_reason'),
    secret: text('secret').notNull(),
    previousSecret: text('previous_secret'),
    previousSecretUntil: instant('previous_secret_until'),
    quietUntil: instant('quiet_until'),
    startOffset: streamOffset('start_offset').notNull(),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('webhook_by_tenant').on(table.tenantId, table.createdAt, table.id)],
);

/** One event for one webhook. */
export const webhookDelivery = governance.table(
  'webhook_delivery',
  {
    /** Derived from the webhook and the event: there is one delivery of an event for a webhook. */
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhook.id, { onDelete: 'cascade' }),
    eventOffset: streamOffset('event_offset').notNull(),
    eventType: text('event_type').$type<EventType>().notNull(),
    status: text('status').$type<WebhookDeliveryStatus>().notNull(),
    attempt: integer('attempt').notNull().default(0),
    round: integer('round').notNull().default(0),
    attempts: jsonb('attempts')
      .$type<WebhookAttempt[]>()
      .notNull()
      .default(sql`'[]'`),
    nextAttemptAt: instant('next_attempt_at'),
    giveUpAt: instant('give_up_at').notNull(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('webhook_delivery_by_time').on(table.webhookId, table.createdAt, table.id),
    index('webhook_delivery_by_age').on(table.createdAt),
    // Deliveries that are held until their webhook is resumed.
    index('webhook_delivery_held')
      .on(table.webhookId, table.eventOffset)
      .where(sql`status = 'PENDING' and next_attempt_at is null`),
  ],
);
