import { index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';

import type { Actor } from '../../events/schemas/vocabulary.ts';
import { governance, instant, streamOffset, tenantId } from '../database/columns.ts';

/** Jobs that failed for good, kept until somebody redelivers or dismisses them, and afterwards. */
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
