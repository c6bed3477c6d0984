import { sql } from 'drizzle-orm';
import { bigint, index, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';

import type { NotificationKind } from '../../domain/notifications/notification.ts';
import { entityType, governance, instant, streamOffset, tenantId } from '../database/columns.ts';

const number = (name: string) => bigint(name, { mode: 'number' });

/** Which actor follows which entity. */
export const entityFollow = governance.table(
  'entity_follow',
  {
    tenantId: tenantId(),
    actorId: text('actor_id').notNull(),
    entityId: text('entity_id').notNull(),
    followedAt: instant('followed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.actorId, table.entityId] }),
    index('entity_follow_by_entity').on(table.tenantId, table.entityId, table.actorId),
    index('entity_follow_by_follower').on(table.tenantId, sql`lower(actor_id)`),
    index('entity_follow_by_time').on(table.tenantId, table.actorId, table.followedAt, table.entityId),
  ],
);

/** One row per recipient: the counter that numbers their notifications, and its epoch. */
export const notificationCounter = governance.table(
  'inbox',
  {
    tenantId: tenantId(),
    recipient: text('recipient').notNull(),
    epoch: uuid('epoch').notNull().defaultRandom(),
    lastNumber: number('last_number').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.recipient] })],
);

export const notification = governance.table(
  'notification',
  {
    tenantId: tenantId(),
    recipient: text('recipient').notNull(),
    /** 1, 2, 3 … for each recipient, in commit order. */
    number: number('number').notNull(),
    id: text('id').notNull().unique(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** Below 0: it is about a step of an incident, and this is the negative number of the step. */
    eventOffset: streamOffset('event_offset').notNull(),
    eventId: uuid('event_id').notNull(),
    entityType: entityType().notNull(),
    canonicalKey: text('canonical_key').notNull(),
    createdAt: instant('created_at').notNull(),
    readAt: instant('read_at'),
    incidentId: text('incident_id'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.recipient, table.number] }),
    unique('notification_once').on(table.tenantId, table.eventOffset, table.kind, table.recipient),
    index('notification_unread')
      .on(table.tenantId, table.recipient, table.number)
      .where(sql`read_at is null`),
    index('notification_by_incident')
      .on(table.tenantId, table.incidentId)
      .where(sql`incident_id is not null`),
  ],
);
