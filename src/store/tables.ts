import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import type { EntityDefinition } from '../domain/entity-definition.ts';
import type { EntityChange, EntityStatus, FieldChange } from '../domain/entity.ts';
import type { ApprovalStatus } from '../domain/approval.ts';
import type { ColumnFigures, RuleResult } from '../domain/figures.ts';
import type { Role } from '../domain/viewer.ts';
import type { EventType } from '../events/catalogue.ts';
import type { Actor, ChangeKind, EventSource, QualityGrade } from '../events/vocabulary.ts';
import { entityType, governance, instant, streamOffset, tenantId, tier } from './columns.ts';

/** One row: the name of this store, which tells it from others that ring the same Redis. */
export const storeIdentity = governance.table(
  'store_identity',
  {
    only: boolean('only').primaryKey().default(true),
    id: uuid('id').notNull().defaultRandom(),
  },
  (table) => [check('store_identity_has_one_row', sql`${table.only}`)],
);

/** A row of each transaction of the last minutes whose outcome somebody may have to ask for. */
export const commitMarker = governance.table('commit_marker', {
  id: uuid('id').primaryKey().defaultRandom(),
  transactionId: text('transaction_id').notNull(),
  beganAt: instant('began_at').notNull().defaultNow(),
});

/** One row per tenant: the counter that gives its events their offsets, and the name of its stream's life. */
export const eventStream = governance.table('event_stream', {
  tenantId: text('tenant_id').primaryKey(),
  epoch: uuid('epoch').notNull().defaultRandom(),
  lastOffset: streamOffset('last_offset').notNull().default(0),
  trimmedThrough: streamOffset('trimmed_through').notNull().default(0),
  /** Whether there are webhooks of the tenant. It stands here because an append reads this row anyway. */
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
    /** Who asked for it, where the payload does not say. */
    actor: jsonb('actor').$type<Actor>(),
    event: jsonb('event').notNull(),
    /** By the database's clock: what retention goes by, whatever a producer says of its event. */
    appendedAt: instant('appended_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.offset] }),
    unique('event_log_duplicate_key').on(table.tenantId, table.source, table.id),
    index('event_log_by_correlation').on(table.tenantId, table.correlationId, table.offset),
    index('event_log_by_type').on(table.tenantId, table.type, table.offset),
    index('event_log_by_canonical_key').on(table.tenantId, table.canonicalKey, table.offset),
  ],
);

/** Parent of the six entity tables: a list partition for each type, made by hand in the first migration. */
export const mdmEntity = governance.table(
  'mdm_entity',
  {
    id: text('id').notNull(),
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    canonicalKey: text('canonical_key').notNull(),
    urn: text('urn').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    tier: tier().notNull(),
    owner: text('owner'),
    status: text('status').$type<EntityStatus>().notNull(),
    version: integer('version').notNull(),
    datasetSchema: text('dataset_schema'),
    datasetTable: text('dataset_table'),
    datasetColumn: text('dataset_column'),
    datasetKeyColumns: text('dataset_key_columns')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** What is particular to the type. */
    definition: jsonb('definition').$type<EntityDefinition>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastProfileId: text('last_profile_id'),
    lastProfiledAt: instant('last_profiled_at'),
    lastQualityScore: doublePrecision('last_quality_score'),
    profileCount: integer('profile_count').notNull().default(0),
    /** Set while a due event of the scheduler waits to be judged. */
    dueSince: instant('due_since'),
  },
  (table) => [
    primaryKey({ columns: [table.entityType, table.id] }),
    unique('mdm_entity_canonical_key').on(table.tenantId, table.entityType, table.canonicalKey),
    index('mdm_entity_by_key').on(table.tenantId, table.canonicalKey, table.id),
    index('mdm_entity_by_dataset').on(table.tenantId, table.datasetSchema, table.datasetTable),
    index('mdm_entity_by_urn').on(table.tenantId, table.urn),
    index('mdm_entity_by_age').on(table.tier, table.lastProfiledAt),
    index('mdm_tag_by_mark')
      .using('gin', sql`(definition -> 'tag' -> 'marks') jsonb_path_ops`)
      .where(sql`entity_type = 'TAG'`),
  ],
);

export const mdmProfile = governance.table(
  'mdm_profile',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    entityId: text('entity_id').notNull(),
    /** 1, 2, 3 ... for each entity: the order of its profiles, whatever the clocks of the instances say. */
    number: integer('number').notNull(),
    runId: text('run_id').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    rowCount: bigint('row_count', { mode: 'number' }).notNull(),
    durationSeconds: doublePrecision('duration_seconds').notNull(),
    completeness: doublePrecision('completeness').notNull(),
    uniqueness: doublePrecision('uniqueness').notNull(),
    validity: doublePrecision('validity').notNull(),
    qualityScore: doublePrecision('quality_score').notNull(),
    qualityGrade: text('quality_grade').$type<QualityGrade>().notNull(),
    triggeredBy: jsonb('triggered_by').$type<Actor>().notNull(),
    columns: jsonb('columns').$type<ColumnFigures[]>().notNull(),
    rules: jsonb('rules').$type<RuleResult[]>().notNull(),
  },
  (table) => [
    unique('mdm_profile_number').on(table.entityId, table.number),
    index('mdm_profile_by_time').on(table.tenantId, table.createdAt),
  ],
);

/** A profile that waits, runs, or has ended. At most one of an entity waits or runs. */
export const profileRun = governance.table(
  'profile_run',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    entityId: text('entity_id').notNull(),
    status: text('status').$type<'waiting' | 'running' | 'completed' | 'failed'>().notNull(),
    triggerOffset: streamOffset('trigger_offset').notNull(),
    triggeredBy: jsonb('triggered_by').$type<Actor>().notNull(),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    uniqueIndex('profile_run_one_at_a_time')
      .on(table.entityId)
      .where(sql`status in ('waiting', 'running')`),
  ],
);

export const profilingDecision = governance.table(
  'profiling_decision',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    entityType: entityType(),
    entityId: text('entity_id'),
    eventOffset: streamOffset('event_offset').notNull(),
    profiled: boolean('profiled').notNull(),
    rule: text('rule').notNull(),
    explanation: text('explanation').notNull(),
    runId: text('run_id'),
    decidedAt: instant('decided_at').notNull(),
    /** What was judged, once retention has removed it from the log. */
    event: jsonb('event'),
    /** The tier that the entity had. Null: about no entity, or older than this column. */
    tier: tier(),
    /** The last profile that it was judged by. Null where `tier` is set: there was none. */
    lastProfileId: text('last_profile_id'),
  },
  (table) => [
    index('profiling_decision_by_time').on(table.tenantId, table.decidedAt, table.id),
    unique('profiling_decision_once').on(table.tenantId, table.eventOffset, table.entityId).nullsNotDistinct(),
    index('profiling_decision_by_entity').on(table.entityId, table.eventOffset),
  ],
);

export const approval = governance.table(
  'approval',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    status: text('status').$type<ApprovalStatus>().notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    entityType: entityType().notNull(),
    canonicalKey: text('canonical_key').notNull(),
    tier: tier().notNull(),
    entityId: text('entity_id'),
    expectedVersion: integer('expected_version'),
    change: jsonb('change').$type<EntityChange>().notNull(),
    diff: jsonb('diff').$type<FieldChange[]>().notNull(),
    requestComment: text('request_comment'),
    requestedBy: jsonb('requested_by').$type<Actor>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    dueAt: instant('due_at'),
    approversNeeded: integer('approvers_needed').notNull().default(1),
    requiredRole: text('required_role').$type<Role>().notNull().default('APPROVER'),
    round: integer('round').notNull().default(1),
    decisionComment: text('decision_comment'),
    decidedBy: jsonb('decided_by').$type<Actor>(),
    decidedAt: instant('decided_at'),
    /** The event that announced the request: what is decided about it belongs to the same cause. */
    createdEventId: uuid('created_event_id').notNull(),
    appliedAt: instant('applied_at'),
  },
  (table) => [
    uniqueIndex('approval_one_open')
      .on(table.tenantId, table.entityType, table.canonicalKey)
      .where(sql`status = 'PENDING' or (status = 'APPROVED' and applied_at is null)`),
    index('approval_by_request').on(table.tenantId, table.requestedAt, table.id),
    index('approval_inbox')
      .on(table.tenantId, table.dueAt, table.requestedAt, table.id)
      .where(sql`status = 'PENDING'`),
  ],
);

/** Durable work that failed for good, kept until somebody sends it round again. */
export const deadLetter = governance.table(
  'dead_letter',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    subscriber: text('subscriber').notNull(),
    eventOffset: streamOffset('event_offset').notNull(),
    job: jsonb('job').notNull(),
    error: text('error').notNull(),
    attempts: integer('attempts').notNull(),
    failedAt: instant('failed_at').notNull(),
    redeliveredAt: instant('redelivered_at'),
    redeliveredBy: jsonb('redelivered_by').$type<Actor>(),
    dismissedAt: instant('dismissed_at'),
    dismissedBy: jsonb('dismissed_by').$type<Actor>(),
    dismissalReason: text('dismissal_reason'),
  },
  (table) => [index('dead_letter_by_time').on(table.tenantId, table.failedAt, table.id)],
);
