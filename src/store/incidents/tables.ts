import { type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import { SEVERITIES, type Severity } from '../../domain/entities/entity-definition.ts';
import type {
  IncidentCause,
  IncidentReference,
  IncidentResolution,
  IncidentStatus,
  IncidentStep,
  IncidentStepKind,
} from '../../domain/incidents/incident.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import { entityType, governance, instant, streamOffset, tenantId, tier } from '../database/columns.ts';

const ranks = SEVERITIES.map((severity, rank) => `WHEN '${severity}' THEN ${rank}`).join(' ');
/** The place of the severity among all, the gravest the last, by which lists are sorted. */
export const SEVERITY_RANK = sql.raw(`(CASE severity ${ranks} END)`) as SQL<number>;

const stepNumber = (name: string) => bigint(name, { mode: 'number' });

export const incident = governance.table(
  'incident',
  {
    id: text('id').primaryKey(),
    tenantId: tenantId(),
    entityType: entityType().notNull(),
    entityId: text('entity_id').notNull(),
    canonicalKey: text('canonical_key').notNull(),
    tier: tier().notNull(),
    cause: text('cause').$type<IncidentCause>().notNull(),
    status: text('status').$type<IncidentStatus>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    summary: text('summary').notNull(),
    openedAt: instant('opened_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    occurrences: integer('occurrences').notNull().default(1),
    ruleId: text('rule_id'),
    profileId: text('profile_id'),
    openedByEventId: uuid('opened_by_event_id'),
    openedByOffset: streamOffset('opened_by_offset'),
    correlationId: text('correlation_id'),
    rootId: text('root_id'),
    assignee: text('assignee'),
    snoozedUntil: instant('snoozed_until'),
    acknowledgedAt: instant('acknowledged_at'),
    resolvedAt: instant('resolved_at'),
    resolution: text('resolution').$type<IncidentResolution>(),
    reference: jsonb('reference').$type<IncidentReference>(),
    /** The dataset to which the entity was bound when the incident was opened. Null: none. */
    boundSchema: text('bound_schema'),
    boundTable: text('bound_table'),
    boundColumn: text('bound_column'),
    /** Number of the step that changed it last. */
    lastStep: stepNumber('last_step').notNull(),
  },
  (table) => [
    uniqueIndex('incident_one_open')
      .on(table.entityId, table.cause)
      .where(sql`status <> 'RESOLVED'`),
    index('incident_by_time').on(table.tenantId, table.openedAt, table.id),
    index('incident_open')
      .on(table.tenantId, table.openedAt, table.id)
      .where(sql`status <> 'RESOLVED'`),
    index('incident_by_last_seen').on(table.tenantId, table.lastSeenAt, table.id),
    index('incident_by_severity').on(table.tenantId, SEVERITY_RANK, table.openedAt, table.id),
    index('incident_by_root').on(table.rootId, table.openedAt, table.id),
    index('incident_by_correlation').on(table.tenantId, table.correlationId),
    index('incident_by_entity').on(table.entityId, table.cause, table.openedAt),
    index('incident_snoozed')
      .on(table.snoozedUntil)
      .where(sql`status = 'SNOOZED'`),
  ],
);

/** One row per tenant: the counter that numbers the steps of its incidents. */
export const incidentStream = governance.table('incident_stream', {
  tenantId: text('tenant_id').primaryKey(),
  lastNumber: stepNumber('last_number').notNull(),
});

/** What happened to the incidents of a tenant, in commit order. */
export const incidentStep = governance.table(
  'incident_step',
  {
    tenantId: tenantId(),
    number: stepNumber('number').notNull(),
    incidentId: text('incident_id').notNull(),
    kind: text('kind').$type<IncidentStepKind>().notNull(),
    actor: jsonb('actor').$type<Actor>(),
    text: text('text'),
    at: instant('at').notNull(),
    details: jsonb('details').$type<NonNullable<IncidentStep['details']>>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.number] }),
    index('incident_step_by_incident').on(table.incidentId, table.number),
  ],
);

/** What incidents need to know of an entity: what of it was judged last, and with what its next profile is compared. */
export const incidentWatch = governance.table('incident_watch', {
  entityId: text('entity_id').primaryKey(),
  tenantId: tenantId(),
  /** Number of the last profile that was judged; 0: none was. */
  profileNumber: integer('profile_number').notNull().default(0),
  /** Offset of the last event that said whether a profile run was completed or failed; 0: none has. */
  outcomeOffset: streamOffset('outcome_offset').notNull().default(0),
  /** The columns that are normal. Null: none was measured yet. */
  columns: jsonb('columns').$type<NonNullable<IncidentReference['columns']>>(),
  /** The score from which it fell while no alarms were raised, until it is reached again or an incident is opened. */
  pendingScore: doublePrecision('pending_score'),
});

/** When the tables of a tenant were refreshed lately. */
export const datasetRefresh = governance.table(
  'dataset_refresh',
  {
    tenantId: tenantId(),
    schema: text('schema_name').notNull(),
    table: text('table_name').notNull(),
    /** Of the last refresh. */
    refreshedAt: instant('refreshed_at').notNull(),
    /** The last refreshes, oldest first, in milliseconds since 1970. */
    timesMs: jsonb('times_ms').$type<number[]>().notNull(),
    /** When to look next whether it is late. Null: its usual interval is not known. */
    lookAt: instant('look_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.schema, table.table] }),
    index('dataset_refresh_to_look_at')
      .on(table.lookAt)
      .where(sql`look_at is not null`),
  ],
);
