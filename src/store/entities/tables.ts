import { sql } from 'drizzle-orm';
import { doublePrecision, index, integer, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core';

import type { EntityContent, EntityStatus, FieldChange } from '../../domain/entities/entity.ts';
import type { EntityDefinition } from '../../domain/entities/entity-definition.ts';
import type { VersionOrigin } from '../../domain/entities/entity-version.ts';
import type { Actor, ChangeKind } from '../../events/schemas/vocabulary.ts';
import { entityType, governance, instant, tenantId, tier } from '../database/columns.ts';

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
    status: text('status').$type<EntityStatus>().notNull(),
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
