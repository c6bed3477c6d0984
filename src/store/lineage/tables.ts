import { boolean, index, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

import type { LineageStep } from '../../domain/lineage/lineage.ts';
import type { EventType } from '../../events/schemas/catalogue.ts';
import { entityType, governance, instant, streamOffset, tenantId } from '../database/columns.ts';

/**
 * What is made from what, as the active lineage fields and KPIs state. The ends are names: the entities need not exist.
 */
export const lineageEdge = governance.table(
  'lineage_edge',
  {
    tenantId: tenantId(),
    viaId: text('via_id').notNull(),
    fromType: entityType('from_type').notNull(),
    fromKey: text('from_key').notNull(),
    toType: entityType('to_type').notNull(),
    toKey: text('to_key').notNull(),
    fromColumn: text('from_column'),
    toColumn: text('to_column'),
    transformation: text('transformation'),
  },
  (table) => [
    primaryKey({ columns: [table.viaId, table.fromType, table.fromKey, table.toType, table.toKey] }),
    index('lineage_edge_downstream').on(table.tenantId, table.fromType, table.fromKey),
    index('lineage_edge_upstream').on(table.tenantId, table.toType, table.toKey),
  ],
);

/** One row for each event whose impact was determined, whether or not it affects anything. */
export const impactEvent = governance.table(
  'followed_event',
  {
    tenantId: tenantId(),
    offset: streamOffset('event_offset').notNull(),
    eventId: uuid('event_id').notNull(),
    type: text('event_type').$type<EventType>().notNull(),
    occurredAt: instant('occurred_at').notNull(),
    /** The entity that the event is about. */
    causeId: text('cause_id').notNull(),
    affectedCount: integer('affected_count').notNull(),
    /** Whether more entities were affected than are stored. */
    isTruncated: boolean('is_truncated').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.offset] }),
    index('followed_event_by_id').on(table.tenantId, table.eventId),
  ],
);

/** An entity downstream of the one that an event is about, and the path between them. */
export const impact = governance.table(
  'impact',
  {
    tenantId: tenantId(),
    offset: streamOffset('event_offset').notNull(),
    /** 1 is the nearest. */
    number: integer('number').notNull(),
    entityId: text('entity_id').notNull(),
    distance: integer('distance').notNull(),
    path: jsonb('path').$type<LineageStep[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.offset, table.entityId] }),
    index('impact_by_entity').on(table.tenantId, table.entityId, table.offset),
  ],
);
