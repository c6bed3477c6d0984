import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

import type { ProfileEstimate } from '../../domain/profiling/estimate.ts';
import type { ColumnFigures, RuleResult } from '../../domain/profiling/figures.ts';
import type { ProfileRunStatus } from '../../domain/profiling/profile-run.ts';
import type { Actor, QualityGrade } from '../../events/schemas/vocabulary.ts';
import { entityType, governance, instant, streamOffset, tenantId, tier } from '../database/columns.ts';

export const mdmProfile = governance.table(
  'mdm_profile',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    entityId: text('entity_id').notNull(),
    /** 1, 2, 3 … for each entity: the order of its profiles, whatever the clocks of the instances say. */
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
    /** Null: all rows were counted. */
    estimate: jsonb('estimate').$type<ProfileEstimate>(),
    /** What was measured, by which rules: profiles are compared if both are the same. Null: older than these columns. */
    bindingKey: text('binding_key'),
    rulesKey: text('rules_key'),
    /** The profile from which the score has dropped. */
    droppedFromId: text('dropped_from_id'),
    /** The best profile since the last drop, and its score: with which the next one is compared. */
    referenceId: text('reference_id'),
    referenceScore: doublePrecision('reference_score'),
  },
  (table) => [
    unique('mdm_profile_number').on(table.entityId, table.number),
    index('mdm_profile_by_time').on(table.tenantId, table.createdAt),
  ],
);

/** A profile run that waits, runs, or has ended. At most one run of an entity waits or runs. */
export const profileRun = governance.table(
  'profile_run',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    entityId: text('entity_id').notNull(),
    status: text('status').$type<ProfileRunStatus>().notNull(),
    triggerOffset: streamOffset('trigger_offset').notNull(),
    triggeredBy: jsonb('triggered_by').$type<Actor>().notNull(),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    /** Why it failed. Null: it did not, or it is older than these columns. */
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    /** The run whose job measures this one as well, while that one is open. Null: a job of its own does. */
    leaderId: text('leader_id'),
    /** Only runs with the same text are measured together. */
    apart: text('apart'),
    /** How often a temporary fault has stopped it, and since when. */
    tries: integer('tries').notNull().default(0),
    waitingSince: instant('waiting_since'),
  },
  (table) => [
    uniqueIndex('profile_run_one_at_a_time')
      .on(table.entityId)
      .where(sql`status in ('waiting', 'running')`),
    index('profile_run_led')
      .on(table.leaderId)
      .where(sql`status in ('waiting', 'running') and leader_id is not null`),
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
    /** Copy of the event, once retention has removed it from the log. */
    event: jsonb('event'),
    /** The tier of the entity. Null: about no entity, or older than this column. */
    tier: tier(),
    /** The last profile with which the event was compared. Null although `tier` is set: there was none. */
    lastProfileId: text('last_profile_id'),
  },
  (table) => [
    index('profiling_decision_by_time').on(table.tenantId, table.decidedAt, table.id),
    unique('profiling_decision_once').on(table.tenantId, table.eventOffset, table.entityId).nullsNotDistinct(),
    index('profiling_decision_by_entity').on(table.entityId, table.eventOffset),
  ],
);

/** When the scheduler looked for stale profiles, which a simulation of other thresholds needs. */
export const schedulerRun = governance.table('scheduler_pass', {
  at: instant('at').primaryKey(),
  /** Those of the tenants that it was for. Null: all tenants. */
  timeZones: text('time_zones').array(),
});
