import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import type { ApprovalStatus, ChangeSetHold } from '../../domain/approvals/approval.ts';
import type { StepKind } from '../../domain/approvals/approval-step.ts';
import type { NoticeEvents } from '../../domain/approvals/change-set.ts';
import type { EntityChange, FieldChange } from '../../domain/entities/entity.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Role } from '../../domain/viewer.ts';
import type { Actor, ChangeKind } from '../../events/schemas/vocabulary.ts';
import { entityType, governance, instant, tenantId, tier } from '../database/columns.ts';

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
    reactivatesId: text('reactivates_id'),
    replacedById: text('replaced_by_id'),
    expectedVersion: integer('expected_version'),
    change: jsonb('change').$type<EntityChange>().notNull(),
    diff: jsonb('diff').$type<FieldChange[]>().notNull(),
    warnings: jsonb('warnings')
      .$type<Issue[]>()
      .notNull()
      .default(sql`'[]'`),
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
    /** The event that announced the request: decisions about it have the same cause. */
    createdEventId: uuid('created_event_id').notNull(),
    /** Null: the id of that event. */
    correlationId: uuid('correlation_id'),
    appliedAt: instant('applied_at'),
    changeSetId: text('change_set_id'),
    changeSetPosition: integer('change_set_position'),
    changeSetHold: text('change_set_hold').$type<ChangeSetHold>(),
  },
  (table) => [
    uniqueIndex('approval_one_open')
      .on(table.tenantId, table.entityType, table.canonicalKey)
      .where(sql`status = 'PENDING' or (status = 'APPROVED' and applied_at is null)`),
    index('approval_by_request').on(table.tenantId, table.requestedAt, table.id),
    index('approval_inbox')
      .on(table.tenantId, table.dueAt, table.requestedAt, table.id)
      .where(sql`status = 'PENDING'`),
    index('approval_by_requester').on(table.tenantId, sql`lower(requested_by ->> 'actorId')`),
    index('approval_by_decider').on(table.tenantId, sql`lower(decided_by ->> 'actorId')`),
    uniqueIndex('approval_of_change_set')
      .on(table.changeSetId, table.changeSetPosition)
      .where(sql`change_set_id is not null`),
    index('approval_by_change_set_status')
      .on(table.changeSetId, table.status)
      .where(sql`change_set_id is not null`),
    // A server of a version that does not know sets must neither decide nor apply an item by itself.
    check(
      'approval_held_by_change_set',
      sql`change_set_hold is null or (applied_at is null and (change_set_hold = 'EFFECT' or status = 'PENDING'))`,
    ),
  ],
);

/** The requests that were made together. What has become of a set follows from its items. */
export const changeSet = governance.table(
  'change_set',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    atomic: boolean('atomic').notNull(),
    itemCount: integer('item_count').notNull(),
    comment: text('comment'),
    requestedBy: jsonb('requested_by').$type<Actor>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    correlationId: uuid('correlation_id').notNull(),
    noticeEvents: jsonb('notice_events').$type<NoticeEvents>().notNull(),
  },
  (table) => [index('change_set_by_request').on(table.tenantId, table.requestedAt, table.id)],
);

const stepNumber = (name: string) => bigint(name, { mode: 'number' });

/** One row per tenant: the counter that numbers the steps of its approvals. */
export const approvalStream = governance.table('approval_stream', {
  tenantId: text('tenant_id').primaryKey(),
  lastNumber: stepNumber('last_number').notNull(),
});

/** What happened to the requests of a tenant, in commit order. */
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

/** The votes for requests. Those of earlier rounds are kept, and do not count. */
export const approvalVote = governance.table(
  'approval_vote',
  {
    approvalId: text('approval_id').notNull(),
    round: integer('round').notNull(),
    actorId: text('actor_id').notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    comment: text('comment'),
    votedAt: instant('voted_at').notNull(),
    /** Number of the step that it was. */
    stepNumber: stepNumber('step_number').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.approvalId, table.round, table.actorId] }),
    index('approval_vote_by_voter').on(sql`lower(actor_id)`),
  ],
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
