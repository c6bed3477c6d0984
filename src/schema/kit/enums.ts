import { APPROVAL_STATUSES } from '../../domain/approvals/approval.ts';
import { REMOVAL_REASONS } from '../../domain/approvals/approval-step.ts';
import { ENTITY_STATUSES } from '../../domain/entities/entity.ts';
import { REQUEST_KINDS } from '../../domain/entities/entity-change.ts';
import { KPI_DIRECTIONS, SEVERITIES } from '../../domain/entities/entity-definition.ts';
import { VERSION_ORIGINS } from '../../domain/entities/entity-version.ts';
import { NOTIFICATION_KINDS } from '../../domain/notifications/notification.ts';
import { PROFILE_RUN_STATUSES } from '../../domain/profiling/profile-run.ts';
import { PROFILE_STATES } from '../../domain/profiling/profile-state.ts';
import { DEFAULT_PROFILING_POLICY } from '../../domain/profiling/profiling-policy.ts';
import { PROFILING_RULES } from '../../domain/profiling/profiling-rules.ts';
import { TREND_BUCKETS } from '../../domain/profiling/quality-trend.ts';
import { ROLES } from '../../domain/viewer.ts';
import { WEBHOOK_DELIVERY_STATUSES, WEBHOOK_STATUSES } from '../../domain/webhooks/webhook.ts';
import { EVENT_TYPES } from '../../events/schemas/catalogue.ts';
import {
  ACTOR_TYPES,
  DUE_REASONS,
  ENTITY_TYPES,
  EVENT_SOURCES,
  PRIORITIES,
  QUALITY_DIMENSIONS,
  QUALITY_GRADES,
  REFRESH_TYPES,
  type Tier,
  TIERS,
} from '../../events/schemas/vocabulary.ts';
import { builder } from './builder.ts';

/** The GraphQL enum of a list of words: in upper case, with '_' for '.' and '-'. */
export function enumOf<const T extends string>(
  name: string,
  words: readonly T[],
  description: string,
  descriptions?: Readonly<Record<T, string>>,
) {
  const values = Object.fromEntries(
    words.map((word) => [
      word.toUpperCase().replaceAll(/[.-]/g, '_'),
      { value: word, description: descriptions?.[word] ?? `${word}.` },
    ]),
  );
  return builder.enumType(name, { description, values: values });
}

export const EntityTypeEnum = enumOf('EntityType', ENTITY_TYPES, 'Kind of governed entity.', {
  METADATA: 'A dataset, or one column of it.',
  KPI: 'A key performance indicator with its formula.',
  GLOSSARY: 'A term and its definition.',
  BUSINESS_RULE: 'A check that the values of a column must pass.',
  TAG: 'A label on other entities.',
  LINEAGE: 'An edge of the lineage: which data comes from which.',
});
const daysOf = (tier: Tier) => DEFAULT_PROFILING_POLICY.tiers[tier].staleAfterHours / 24;
export const TierEnum = enumOf('Tier', TIERS, 'How important an entity is, and how often it must be profiled.', {
  tier1: `Statutory; by default profiled every ${daysOf('tier1')} days.`,
  tier2: `By default profiled every ${daysOf('tier2')} days.`,
  tier3: `By default profiled every ${daysOf('tier3')} days.`,
  tier4: `By default profiled every ${daysOf('tier4')} days.`,
  tier5: `By default profiled every ${daysOf('tier5')} days.`,
});
export const ProfileStateEnum = enumOf(
  'ProfileState',
  PROFILE_STATES,
  'How an entity stands with its profiles. An entity has the first that applies, in this order.',
  {
    NOT_MEASURED: 'Bound to no dataset: there is nothing to profile.',
    RUNNING: 'A profile is waiting or running.',
    FAILING: 'The last attempt failed.',
    NEVER: 'There is no profile yet.',
    STALE: 'The newest profile is at least as old as the threshold of the tier.',
    FRESH: 'The newest profile is younger than the threshold of the tier.',
  },
);
export const EntityStatusEnum = enumOf('EntityStatus', ENTITY_STATUSES, 'Status of an entity.', {
  DRAFT: 'Not in force yet.',
  ACTIVE: 'Approved and in force.',
  DEPRECATED: 'No longer in use, and no longer profiled.',
});
export const QualityGradeEnum = enumOf('QualityGrade', QUALITY_GRADES, 'Grade of a quality score.', {
  A: 'From 90.',
  B: 'From 80.',
  C: 'From 70.',
  D: 'From 60.',
  F: 'Below 60.',
});
export const ActorTypeEnum = enumOf('ActorType', ACTOR_TYPES, 'Kind of actor.', {
  HUMAN: 'A person.',
  SYSTEM: 'A program that acts on its own.',
  AGENT: 'A program that acts on behalf of a person.',
});
export const PriorityEnum = enumOf('Priority', PRIORITIES, 'How urgent a profile is.', {
  low: 'Can wait.',
  normal: 'Ordinary.',
  high: 'Soon; always profiled in tier 1.',
  critical: 'Long overdue, or never profiled.',
});
export const RefreshTypeEnum = enumOf('RefreshType', REFRESH_TYPES, 'How a table was refreshed.', {
  full: 'All rows were replaced.',
  incremental: 'Some rows were added or changed.',
  snapshot: 'A copy as of one moment replaced the previous copy.',
});
export const ApprovalStatusEnum = enumOf('ApprovalStatus', APPROVAL_STATUSES, 'Status of a request.', {
  PENDING: 'Waiting for a decision.',
  APPROVED: 'Approved; the change is applied next.',
  REJECTED: 'Rejected; nothing changed.',
  WITHDRAWN: 'Withdrawn by the requester.',
});
export const InboxRemovalReasonEnum = enumOf(
  'InboxRemovalReason',
  REMOVAL_REASONS,
  'Why a request was removed from an inbox.',
  {
    VOTED: 'The viewer has voted for it; more votes are needed.',
    APPROVED: 'The request was approved.',
    REJECTED: 'The request was rejected.',
    WITHDRAWN: 'The request was withdrawn.',
  },
);
export const ChangeKindEnum = enumOf('ChangeKind', REQUEST_KINDS, 'Kind of change.', {
  CREATE: 'Creates an entity.',
  UPDATE: 'Changes some fields of an entity.',
  DEPRECATE: 'Takes an entity out of use.',
  REACTIVATE: 'Takes a deprecated entity into use again. To events it is an UPDATE, of the status.',
});
export const VersionOriginEnum = enumOf('VersionOrigin', VERSION_ORIGINS, 'How a version of an entity came about.', {
  APPROVAL: 'Requested by one person and approved by others.',
  IMPORT: 'Imported as approved elsewhere, without an approval here.',
});
export const EventTypeEnum = enumOf('EventType', EVENT_TYPES, 'The 13 types of events.');
export const EventSourceEnum = enumOf('EventSource', EVENT_SOURCES, 'Who reported an event.');
export const DueReasonEnum = enumOf('DueReason', DUE_REASONS, 'Why a profile is due.', {
  SCHEDULE: 'The last profile is stale.',
  MANUAL: 'A user requested it.',
});
export const QualityDimensionEnum = enumOf(
  'QualityDimension',
  QUALITY_DIMENSIONS,
  'A dimension of the quality score.',
  {
    completeness: 'Percentage of values that are not missing.',
    uniqueness: 'Distinct keys as a percentage of rows.',
    validity: 'Percentage of checked values that pass the business rules.',
  },
);
export const RoleEnum = enumOf('Role', ROLES, 'What a viewer can do.', {
  VIEWER: 'Can read and subscribe.',
  STEWARD: 'Can request approvals and profiles.',
  APPROVER: 'Can decide other people’s requests.',
  PRODUCER: 'Can report refreshed data.',
  ADMIN: 'Can see and redeliver dead letters, replay and remove events, import entities, and manage webhooks.',
});
export const KpiDirectionEnum = enumOf(
  'KpiDirection',
  KPI_DIRECTIONS,
  'Whether higher or lower values of a KPI are better.',
  {
    HIGHER_IS_BETTER: 'Higher is better.',
    LOWER_IS_BETTER: 'Lower is better.',
  },
);
export const SeverityEnum = enumOf('Severity', SEVERITIES, 'How serious a violation of a business rule is.', {
  INFO: 'For information.',
  WARNING: 'Should be fixed.',
  ERROR: 'Must be fixed, though a few exceptions are tolerated.',
  CRITICAL: 'Must be fixed.',
});
export const ProfilingRuleEnum = enumOf(
  'ProfilingRule',
  PROFILING_RULES,
  'A rule that decides whether an entity is profiled.',
  {
    REQUESTED: 'Somebody requested the profile, so it is made.',
    TIER1_HIGH_PRIORITY: 'A due profile of tier 1 with priority high or critical is always made.',
    STALE: 'A profile is due, and the last one is at least as old as the threshold of the tier.',
    WITHIN_THRESHOLD: 'A profile is due, but the last one is younger than the threshold of the tier.',
    NO_PROFILE_YET: 'There is no profile yet, so one is made.',
    COOLDOWN_OVER: 'The data was refreshed, and the last profile is old enough for any refresh to lead to a new one.',
    MANY_ROWS_CHANGED:
      'The data was refreshed, and enough rows were affected to profile it whatever its age, or the producer did not say how many.',
    WITHIN_COOLDOWN: 'The data was refreshed, but the last profile is recent and few rows were affected.',
    APPROVED_IN_HIGH_TIER: 'A change was approved in a tier in which every approved change leads to a profile.',
    APPROVED_IN_LOW_TIER: 'A change was approved in a tier in which approved changes lead to no profile.',
    RULES_CHANGED: 'A business rule of the dataset took effect, was changed or was deprecated.',
    ENTITY_NOT_ACTIVE: 'The entity is not active.',
    NO_DATASET: 'The entity is not bound to a dataset.',
    DATASET_NOT_BOUND: 'No entity is bound to the dataset that was refreshed, or whose business rule changed.',
    ENTITY_UNKNOWN: 'The entity does not exist.',
  },
);
export const ProfileRunStatusEnum = enumOf(
  'ProfileRunStatus',
  PROFILE_RUN_STATUSES,
  'How far a profile run has come.',
  {
    waiting: 'It has not begun, or waits for a temporary fault to pass.',
    running: 'The table is being measured.',
    completed: 'The profile is stored.',
    failed: 'It ended without a profile.',
  },
);
export const TrendBucketEnum = enumOf('TrendBucket', TREND_BUCKETS, 'Length of a time bucket, in UTC.', {
  HOUR: 'One hour.',
  DAY: 'One day, from midnight.',
  WEEK: 'One week, from Monday.',
  MONTH: 'One month, from its first day.',
});

export const NotificationKindEnum = enumOf('NotificationKind', NOTIFICATION_KINDS, 'What a notification is about.', {
  APPROVAL_CREATED: 'A change was requested.',
  APPROVAL_APPROVED: 'A request was approved.',
  APPROVAL_REJECTED: 'A request was rejected.',
  PROFILE_FAILED: 'A profile failed for good.',
  QUALITY_DEGRADED: 'A quality score fell by more than 10 %.',
  DEPRECATED: 'An entity was deprecated.',
  IMPACT: 'Something upstream affects an entity.',
  INCIDENT_OPENED: 'There is trouble other than a fallen score or a failed profile, which have kinds of their own.',
  INCIDENT_ASSIGNED: 'An incident was assigned to the user.',
  QUALITY_RECOVERED: 'An incident of which the user was told is over.',
});
export const WebhookStatusEnum = enumOf('WebhookStatus', WEBHOOK_STATUSES, 'Whether events are sent to a webhook.', {
  ACTIVE: 'Every event that matches its filter is sent.',
  PAUSED: 'Events are held, and sent when it is resumed.',
  STOPPED: 'Its receiver answered that it is gone; new events are not held for it.',
});
export const WebhookDeliveryStatusEnum = enumOf(
  'WebhookDeliveryStatus',
  WEBHOOK_DELIVERY_STATUSES,
  'Status of the delivery of one event to one webhook.',
  {
    PENDING: 'To be sent for the first time or again, or held until its webhook is resumed.',
    SUCCEEDED: 'The receiver accepted it.',
    FAILED: 'It failed for good; it can be sent again.',
  },
);
