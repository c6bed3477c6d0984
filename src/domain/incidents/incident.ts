import type { Actor, Tier } from '../../events/schemas/vocabulary.ts';
import type { Severity } from '../entities/entity-definition.ts';
import type { EntityName } from '../entities/entity-name.ts';

export const INCIDENT_CAUSES = ['SCORE', 'RULE', 'VOLUME', 'SCHEMA', 'FRESHNESS', 'PROFILE_FAILED'] as const;
export type IncidentCause = (typeof INCIDENT_CAUSES)[number];

export const INCIDENT_STATUSES = ['OPEN', 'ACKNOWLEDGED', 'SNOOZED', 'RESOLVED'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

export const INCIDENT_RESOLUTIONS = ['AUTO', 'FIXED', 'FALSE_ALARM', 'ACCEPTED', 'DUPLICATE'] as const;
export type IncidentResolution = (typeof INCIDENT_RESOLUTIONS)[number];

/** Trouble with an entity, from the first profile or event that shows it until it is resolved. */
export interface Incident extends EntityName {
  id: string;
  tenantId: string;
  entityId: string;
  /** Of the entity when the incident was opened. */
  tier: Tier;
  /** An entity has at most one incident of a cause that is not resolved. */
  cause: IncidentCause;
  status: IncidentStatus;
  severity: Severity;
  /** One sentence with the figures. */
  summary: string;
  openedAt: Date;
  lastSeenAt: Date;
  /** How often it was seen. */
  occurrences: number;
  /** Of cause RULE: id of the gravest rule that failed. */
  ruleId: string | null;
  /** The latest profile that shows it. */
  profileId: string | null;
  /** Id and offset of the event that led to it; null: none did, as with FRESHNESS. */
  openedByEventId: string | null;
  openedByOffset: number | null;
  /** Of that event. */
  correlationId: string | null;
  /** Id of the upstream or earlier incident to which it belongs; null: it is a root. */
  rootId: string | null;
  assignee: string | null;
  snoozedUntil: Date | null;
  acknowledgedAt: Date | null;
  resolvedAt: Date | null;
  resolution: IncidentResolution | null;
  /** The figures with which later profiles are compared, by which it resolves itself. */
  reference: IncidentReference | null;
  /** Number of the step that changed it last. */
  lastStep: number;
}

/** What a profile must reach to resolve an incident of the cause. */
export interface IncidentReference {
  /** SCORE: the score that was compared with. */
  score?: number | undefined;
  /** VOLUME: the median of the row counts. */
  rowCount?: number | undefined;
  /** SCHEMA: names and types of the columns before. */
  columns?: readonly { name: string; dataType: string }[] | undefined;
}

export const INCIDENT_STEP_KINDS = [
  'OPENED',
  'SEEN',
  'ATTACHED',
  'ACKNOWLEDGED',
  'ASSIGNED',
  'SNOOZED',
  'WOKEN',
  'COMMENTED',
  'RESOLVED',
] as const;
export type IncidentStepKind = (typeof INCIDENT_STEP_KINDS)[number];

/** Something that happened to an incident. */
export interface IncidentStep {
  tenantId: string;
  /** 1, 2, 3 … for each tenant, in commit order. */
  number: number;
  incidentId: string;
  kind: IncidentStepKind;
  /** Null: the server. */
  actor: Actor | null;
  /** A comment, or the sentence of what was seen. */
  text: string | null;
  at: Date;
  /** What the step set, such as the assignee. */
  details: Readonly<Record<string, string | number | null>> | null;
}
