import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';

import type { EntityContent, EntityStatus, FieldChange } from '../../domain/entities/entity.ts';
import type { EntityDefinition } from '../../domain/entities/entity-definition.ts';
import type { VersionOrigin } from '../../domain/entities/entity-version.ts';
import type { DueGroup } from '../../domain/profiling/due-time.ts';
import type { Actor, ChangeKind } from '../../events/schemas/vocabulary.ts';
import { entityType, governance, instant, tenantId, tier } from '../database/columns.ts';

const IS_MEASURED = sql`dataset_schema is not null and dataset_table is not null`;
const DUE_GROUP = sql`case when not (${IS_MEASURED}) then 'unmeasured' when status <> 'ACTIVE' then 'inactive'
  when last_profiled_at is null then 'never' else tier end`;
const DUE_FROM = sql`case when ${IS_MEASURED} and status = 'ACTIVE' then coalesce(last_profiled_at, created_at) end`;

/**
 * Parent of the six entity tables: a list partition for each type, created with hand-written SQL in the first
 * migration.
 */
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
    standardPackId: text('standard_pack_id'),
    freshnessHours: doublePrecision('freshness_hours'),
    status: text('status').$type<EntityStatus>().notNull(),
    replacedById: text('replaced_by_id'),
    /** Whether its name leads to it. Not if it is deprecated and another entity was given the name since. */
    holdsName: boolean('holds_name').notNull().default(true),
    version: integer('version').notNull(),
    datasetSchema: text('dataset_schema'),
    datasetTable: text('dataset_table'),
    datasetColumn: text('dataset_column'),
    datasetKeyColumns: text('dataset_key_columns')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** The definition, which only the entity's type has. */
    definition: jsonb('definition').$type<EntityDefinition>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastProfileId: text('last_profile_id'),
    lastProfiledAt: instant('last_profiled_at'),
    lastQualityScore: doublePrecision('last_quality_score'),
    profileCount: integer('profile_count').notNull().default(0),
    /** Set while a due event of the scheduler waits to be evaluated. */
    dueSince: instant('due_since'),
    /** The profile run that waits or runs. A trigger on the runs writes it, and the failure. */
    openRunId: text('open_run_id'),
    /** Of the last profile run that ended; null: it did not fail, or none has ended. */
    failedAt: instant('failed_at'),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    /** When the first of the failures in a row with this code was, and how many they are. The trigger writes both. */
    failingSince: instant('failing_since'),
    failureCount: integer('failure_count'),
    /** When one of them was last announced. The trigger writes it for the first one. */
    failureReportedAt: instant('failure_reported_at'),
    /** When somebody last requested a profile. */
    requestedAt: instant('requested_at'),
    /** When the next profile is due is `dueFrom` and what the policy adds for this group; see DUE_GROUPS. */
    dueGroup: text('due_group').$type<DueGroup>().notNull().generatedAlwaysAs(DUE_GROUP),
    dueFrom: instant('due_from').generatedAlwaysAs(DUE_FROM),
  },
  (table) => [
    primaryKey({ columns: [table.entityType, table.id] }),
    uniqueIndex('mdm_entity_by_held_name')
      .on(table.tenantId, table.entityType, table.canonicalKey)
      .where(sql`holds_name`),
    index('mdm_entity_by_key').on(table.tenantId, table.canonicalKey, table.id),
    index('mdm_entity_by_dataset').on(table.tenantId, table.datasetSchema, table.datasetTable),
    index('mdm_entity_by_urn').on(table.tenantId, table.urn),
    index('mdm_entity_by_age').on(table.tier, table.lastProfiledAt),
    // One for each order of the list. Those with null are read as two stretches, so that one index serves both directions.
    index('mdm_entity_by_name').on(table.tenantId, table.name, table.id),
    index('mdm_entity_by_tier').on(table.tenantId, table.tier, table.canonicalKey, table.id),
    index('mdm_entity_by_score').on(table.tenantId, table.lastQualityScore, table.id),
    index('mdm_entity_by_profile_time').on(table.tenantId, table.lastProfiledAt, table.id),
    index('mdm_entity_by_due_time').on(table.tenantId, table.dueGroup, table.dueFrom, table.id),
    index('mdm_entity_by_update').on(table.tenantId, table.updatedAt, table.id),
    index('mdm_entity_by_owner').on(table.tenantId, sql`lower(owner)`, table.canonicalKey, table.id),
    index('mdm_entity_by_pack')
      .on(table.tenantId, table.standardPackId, table.id)
      .where(sql`standard_pack_id is not null`),
    index('mdm_entity_by_freshness')
      .on(table.tenantId, table.datasetSchema, table.datasetTable, table.freshnessHours, table.id)
      .where(sql`freshness_hours is not null and status = 'ACTIVE'`),
    index('mdm_entity_not_active')
      .on(table.tenantId, table.status, table.id)
      .where(sql`status <> 'ACTIVE'`),
    index('mdm_entity_failing')
      .on(table.tenantId, table.id)
      .where(sql`failed_at is not null`),
    index('mdm_tag_by_mark')
      .using('gin', sql`(definition -> 'tag' -> 'marks') jsonb_path_ops`)
      .where(sql`entity_type = 'TAG'`),
  ],
);

/**
 * What the search looks through, in lower case: canonical key and name, each after a line feed, then description and
 * owner, each after a tab, and then, each after a form feed, the definition, the tags on the entity, and the columns of
 * its latest profile. A table of its own, so that a new profile does not write its large index, unless its columns are
 * others than before. What every order sorts by is beside the text, so that what is found in it need not be joined with
 * its entities before it is sorted; no index has it, so a new profile writes a heap-only version of the row. Triggers on
 * the entities, the tags and the profiles write it.
 */
export const entityText = governance.table(
  'entity_text',
  {
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    entityId: text('entity_id').notNull(),
    text: text('text').notNull(),
    canonicalKey: text('canonical_key').notNull(),
    name: text('name').notNull(),
    /** So that what is found in the text need not be joined to leave deprecated entities out. */
    isDeprecated: boolean('is_deprecated').notNull().default(false),
    tier: tier().notNull(),
    lastQualityScore: doublePrecision('last_quality_score'),
    lastProfiledAt: instant('last_profiled_at'),
    updatedAt: instant('updated_at').notNull(),
    dueGroup: text('due_group').$type<DueGroup>().notNull(),
    dueFrom: instant('due_from'),
    /** Changes once: an index may have it. */
    hasScore: boolean('has_score')
      .notNull()
      .generatedAlwaysAs(sql`last_quality_score is not null`),
  },
  (table) => [
    primaryKey({ columns: [table.entityType, table.entityId] }),
    index('entity_text_by_trigram').using('gin', sql`text gin_trgm_ops`),
    // Of the canonical key and the name, by which a search is ranked.
    index('entity_text_by_name').using('gin', sql`split_part(text, E'\t', 1) gin_trgm_ops`),
    // Of those that stand together at one end of some orders, and of which few may match although others do.
    index('entity_text_by_group')
      .on(table.tenantId, table.hasScore, table.dueGroup)
      .where(sql`due_group in ('unmeasured', 'inactive', 'never') or not has_score`),
  ],
);

/** The history of the entities: a row for every applied change. Rows are never changed. */
export const entityVersion = governance.table(
  'entity_version',
  {
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    canonicalKey: text('canonical_key').notNull(),
    entityId: text('entity_id').notNull(),
    version: integer('version').notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    origin: text('origin').$type<VersionOrigin>().notNull(),
    diff: jsonb('diff').$type<FieldChange[]>().notNull(),
    /** The complete content, as this change left it. */
    content: jsonb('content').$type<EntityContent>().notNull(),
    approvalId: text('approval_id'),
    requestedBy: jsonb('requested_by').$type<Actor>().notNull(),
    decidedBy: jsonb('decided_by').$type<Actor>(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entityId, table.version] })],
);

/** The active tags of each entity, from the marks of the tags. A trigger on the tags writes it. */
export const entityMark = governance.table(
  'entity_mark',
  {
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    canonicalKey: text('canonical_key').notNull(),
    tagKey: text('tag_key').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.entityType, table.canonicalKey, table.tagKey] }),
    index('entity_mark_by_tag').on(table.tenantId, table.tagKey),
  ],
);
