import { sql } from 'drizzle-orm';
import { index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';

import type { FieldChange } from '../../domain/entities/entity.ts';
import type { PolicyContent } from '../../domain/monitoring/policy-change.ts';
import type { ProposalStatus } from '../../domain/monitoring/policy-proposal.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import { governance, instant, tenantId } from '../database/columns.ts';

/** What a tenant's policy has said. The highest version is in force; a tenant without one has the defaults. */
export const monitoringPolicyVersion = governance.table(
  'monitoring_policy_version',
  {
    tenantId: tenantId(),
    version: integer('version').notNull(),
    content: jsonb('content').$type<PolicyContent>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.version] })],
);

/** The last pass of the scheduler for each tenant that has a policy of its own, and, as tenant '', for all others. */
export const schedulerTurn = governance.table('scheduler_turn', {
  tenantId: text('tenant_id').primaryKey(),
  passAt: instant('pass_at').notNull(),
  /** Until then, no other pass may take the tenant, by the clock of the database. Null: the pass has ended. */
  heldUntil: instant('held_until'),
});

export const monitoringPolicyProposal = governance.table(
  'monitoring_policy_proposal',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    status: text('status').$type<ProposalStatus>().notNull(),
    baseVersion: integer('base_version').notNull(),
    content: jsonb('content').$type<PolicyContent>().notNull(),
    diff: jsonb('diff').$type<FieldChange[]>().notNull(),
    comment: text('comment'),
    proposedBy: jsonb('proposed_by').$type<Actor>().notNull(),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: jsonb('decided_by').$type<Actor>(),
    decidedAt: instant('decided_at'),
    decisionComment: text('decision_comment'),
  },
  (table) => [
    uniqueIndex('monitoring_policy_one_open')
      .on(table.tenantId)
      .where(sql`status = 'PENDING'`),
    index('monitoring_policy_proposal_by_time').on(table.tenantId, table.proposedAt, table.id),
  ],
);
