import { bigint, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';

import type { StepKind } from '../domain/approval-step.ts';
import type { Actor } from '../events/vocabulary.ts';
import { governance, instant, tenantId } from './columns.ts';

const stepNumber = (name: string) => bigint(name, { mode: 'number' });

/** One row per tenant: the counter that gives the steps of its approvals their numbers. */
export const approvalStream = governance.table('approval_stream', {
  tenantId: text('tenant_id').primaryKey(),
  lastNumber: stepNumber('last_number').notNull(),
});

/** What happened to the requests of a tenant, in the order of the commits. */
export const approvalStep = governance.table(
  'approval_step',
  {
    tenantId: tenantId(),
    number: stepNumber('number').notNull(),
    approvalId: text('approval_id').notNull(),
    round: integer('round').notNull(),
    kind: text('kind').$type<StepKind>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.number] })],
);

/** Who is for a request. Those of earlier rounds are kept, and do not count. */
export const approvalVote = governance.table(
  'approval_vote',
  {
    approvalId: text('approval_id').notNull(),
    round: integer('round').notNull(),
    actorId: text('actor_id').notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    comment: text('comment'),
    votedAt: instant('voted_at').notNull(),
    /** The step that it was. */
    stepNumber: stepNumber('step_number').notNull(),
  },
  (table) => [primaryKey({ columns: [table.approvalId, table.round, table.actorId] })],
);

export const approvalComment = governance.table(
  'approval_comment',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    approvalId: text('approval_id').notNull(),
    author: jsonb('author').$type<Actor>().notNull(),
    text: text('text').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('approval_comment_by_time').on(table.approvalId, table.createdAt, table.id)],
);
