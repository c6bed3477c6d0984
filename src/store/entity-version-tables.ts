import { integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';

import type { EntityContent, FieldChange } from '../domain/entity.ts';
import type { VersionOrigin } from '../domain/entity-version.ts';
import type { Actor, ChangeKind } from '../events/vocabulary.ts';
import { entityType, governance, instant, tenantId } from './columns.ts';

/** The history of the entities: a row for every change that was applied. Rows are written once and never changed. */
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
    /** The whole of it, as this change left it. */
    content: jsonb('content').$type<EntityContent>().notNull(),
    approvalId: text('approval_id'),
    requestedBy: jsonb('requested_by').$type<Actor>().notNull(),
    decidedBy: jsonb('decided_by').$type<Actor>(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entityId, table.version] })],
);
