import { type SQL, sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

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
