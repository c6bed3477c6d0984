import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';

import type { EventType } from '../../events/schemas/catalogue.ts';
import type { Actor, EventSource } from '../../events/schemas/vocabulary.ts';
import { entityType, governance, instant, streamOffset, tenantId, tier } from '../database/columns.ts';

/**
 * What an event is, by all facts that have few values: type, source, entity type and tier, in one text. A tenant has few
 * kinds, however many events.
 */
export const EVENT_KIND = sql`(type || ' ' || source || ' ' || coalesce(entity_type, '') || ' ' || coalesce(tier, ''))`;

/** Scores in steps of ten. */
export const SCORE_STEP = sql`floor(quality_score / 10)`;

/** One row per tenant: the counter for the offsets of its events, and the epoch of its stream. */
export const eventStream = governance.table('event_stream', {
  tenantId: text('tenant_id').primaryKey(),
  epoch: uuid('epoch').notNull().defaultRandom(),
  lastOffset: streamOffset('last_offset').notNull().default(0),
  trimmedThrough: streamOffset('trimmed_through').notNull().default(0),
  /** Latest `createdAt` of the removed events; null: none was removed. */
  trimmedLatestAt: instant('trimmed_latest_at'),
  /** Whether the tenant has webhooks. It is stored here because an append reads this row anyway. */
  hasWebhooks: boolean('has_webhooks').notNull().default(false),
});

export const eventLog = governance.table(
  'event_log',
  {
    tenantId: tenantId(),
    offset: streamOffset('stream_offset').notNull(),
    id: uuid('id').notNull(),
    type: text('type').$type<EventType>().notNull(),
    source: text('source').$type<EventSource>().notNull(),
    createdAt: instant('created_at').notNull(),
    correlationId: text('correlation_id').notNull(),
    entityType: entityType(),
    canonicalKey: text('canonical_key'),
    tier: tier(),
    qualityScore: doublePrecision('quality_score'),
    /** Owner of the entity when the event was appended; null: it had none, or the row is older than this column. */
    owner: text('owner'),
    /** Canonical keys of the tags that the entity had then; null: as above. */
    tags: text('tags').array(),
    /** Who requested it, if the payload does not say. */
    actor: jsonb('actor').$type<Actor>(),
    /** The source of the event's cause; null: it has none, or is older than this column. */
    causeSource: text('cause_source').$type<EventSource>(),
    /** Who caused it according to the producer alone. */
    claimedBy: jsonb('claimed_by').$type<Actor>(),
    event: jsonb('event').notNull(),
    /** By the database's clock, which retention uses, whatever time a producer reports. */
    appendedAt: instant('appended_at').notNull().defaultNow(),
    /**
     * Latest `createdAt` of the stream up to and including this event. Unlike `createdAt` it never falls, so that the
     * place of a moment can be looked up. Null: appended by a version that did not have the column.
     */
    latestAt: instant('latest_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.offset] }),
    unique('event_log_duplicate_key').on(table.tenantId, table.source, table.id),
    index('event_log_by_correlation').on(table.tenantId, table.correlationId, table.offset),
    // Both include what a kind is made of: otherwise, an index with an expression is not read without the rows.
    index('event_log_by_kind').on(table.tenantId, EVENT_KIND, table.offset),
    index('event_log_by_canonical_key').on(table.tenantId, table.canonicalKey, table.offset),
    index('event_log_by_latest_at').on(table.tenantId, table.latestAt, table.offset),
    // The events that came after one that was created later: those that a time range may have to look for.
    index('event_log_late')
      .using('gist', sql`tstzrange(created_at, latest_at, '(]')`)
      .where(sql`created_at < latest_at`),
    index('event_log_by_owner_and_kind')
      .on(table.tenantId, table.owner, EVENT_KIND, table.offset)
      .where(sql`owner IS NOT NULL`),
    index('event_log_by_score')
      .on(table.tenantId, EVENT_KIND, SCORE_STEP, table.offset)
      .where(sql`quality_score IS NOT NULL`),
  ],
);

/** The tags of each event, so that those of a tag are found in order. A trigger on the log writes and removes them. */
export const eventTag = governance.table(
  'event_tag',
  {
    tenantId: tenantId(),
    tagKey: text('tag_key').notNull(),
    kind: text('kind').notNull(),
    offset: streamOffset('stream_offset').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tagKey, table.kind, table.offset] })],
);
