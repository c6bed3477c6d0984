import { APPROVAL_STATUSES } from '../../domain/approvals/approval.ts';
import { REMOVAL_REASONS } from '../../domain/approvals/approval-step.ts';
import { ENTITY_STATUSES } from '../../domain/entities/entity.ts';
import { KPI_DIRECTIONS, SEVERITIES } from '../../domain/entities/entity-definition.ts';
import { VERSION_ORIGINS } from '../../domain/entities/entity-version.ts';
import { NOTIFICATION_KINDS } from '../../domain/notifications/notification.ts';
import { PROFILING_RULES } from '../../domain/profiling/profiling-rules.ts';
import { TREND_BUCKETS } from '../../domain/profiling/quality-trend.ts';
import { ROLES } from '../../domain/viewer.ts';
import { WEBHOOK_DELIVERY_STATUSES, WEBHOOK_STATUSES } from '../../domain/webhooks/webhook.ts';
import { EVENT_TYPES } from '../../events/schemas/catalogue.ts';
import {
  ACTOR_TYPES,
  CHANGE_KINDS,
  DUE_REASONS,
  ENTITY_TYPES,
  EVENT_SOURCES,
  PRIORITIES,
  QUALITY_DIMENSIONS,
  QUALITY_GRADES,
  REFRESH_TYPES,
  TIERS,
} from '../../events/schemas/vocabulary.ts';
import { builder } from './builder.ts';

/** The GraphQL enum of a list of words: upper-cased, '.' and '-' becoming '_'. */
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

export const EntityTypeEnum = enumOf('EntityType', ENTITY_TYPES, 'What kind of thing is governed.', {
  METADATA: 'A dataset or one column of it.',
  KPI: 'A key figure with its formula.',
  GLOSSARY: 'A term and its definition.',
  BUSINESS_RULE: 'A check that values of a column must pass.',
  TAG: 'A mark on other entities.',
  LINEAGE: 'Where a field comes from.',
});
export const TierEnum = enumOf('Tier', TIERS, 'How much an entity matters, and how often it must be profiled.', {
  tier1: 'Statutory; profiled every 7 days.',
  tier2: 'Profiled every 14 days.',
  tier3: 'Profiled every 30 days.',
  tier4: 'Profiled every 90 days.',
  tier5: 'Profiled every 90 days.',
});
export const EntityStatusEnum = enumOf('EntityStatus', ENTITY_STATUSES, 'Where an entity stands in its life.', {
  DRAFT: 'Not in force yet.',
  ACTIVE: 'Approved and in force.',
  DEPRECATED: 'No longer to be used; not profiled any more.',
});
export const QualityGradeEnum = enumOf('QualityGrade', QUALITY_GRADES, 'Grade of a quality score.', {
  A: 'From 90.',
  B: 'From 80.',
  C: 'From 70.',
  D: 'From 60.',
  F: 'Below 60.',
});
export const ActorTypeEnum = enumOf('ActorType', ACTOR_TYPES, 'What kind of actor it is.', {
  HUMAN: 'A person.',
  SYSTEM: 'A program that runs by itself.',
  AGENT: 'A program that acts for a person.',
});
export const PriorityEnum = enumOf('Priority', PRIORITIES, 'How urgent a profile is.', {
  low: 'It can wait.',
  normal: 'In its turn.',
  high: 'Soon; in tier 1 it is always profiled.',
  critical: 'Long overdue, or never profiled.',
});
export const RefreshTypeEnum = enumOf('RefreshType', REFRESH_TYPES, 'How a table was refreshed.', {
  full: 'All rows were written anew.',
  incremental: 'Some rows were added or changed.',
  snapshot: 'A copy as of one moment replaced the last.',
});
export const ApprovalStatusEnum = enumOf('ApprovalStatus', APPROVAL_STATUSES, 'Where a request stands.', {
  PENDING: 'Not decided yet.',
  APPROVED: 'Approved; the change is applied soon after.',
  REJECTED: 'Rejected; nothing changed.',
  WITHDRAWN: 'Taken back by who made it.',
});
export const InboxRemovalReasonEnum = enumOf('InboxRemovalReason', REMOVAL_REASONS, 'Why a request left an inbox.', {
  VOTED: 'Its owner has voted for it; others have yet to.',
  APPROVED: 'It is approved.',
  REJECTED: 'It is rejected.',
  WITHDRAWN: 'It was taken back.',
});
export const ChangeKindEnum = enumOf('ChangeKind', CHANGE_KINDS, 'What a change does to an entity.', {
  CREATE: 'Creates it.',
  UPDATE: 'Changes some of its fields.',
  DEPRECATE: 'Takes it out of use.',
});
export const VersionOriginEnum = enumOf('VersionOrigin', VERSION_ORIGINS, 'How a version of an entity came about.', {
  APPROVAL: 'Somebody requested it and somebody else approved.',
  IMPORT: 'It was imported as it stood elsewhere, without an approval.',
});
export const EventTypeEnum = enumOf('EventType', EVENT_TYPES, 'The 13 types of events.');
export const EventSourceEnum = enumOf('EventSource', EVENT_SOURCES, 'Who reports an event.');
export const DueReasonEnum = enumOf('DueReason', DUE_REASONS, 'Why a profile is due.', {
  SCHEDULE: 'The last one has grown old.',
  MANUAL: 'A user asked for it.',
});
export const QualityDimensionEnum = enumOf('QualityDimension', QUALITY_DIMENSIONS, 'A part of the quality score.', {
  completeness: 'Share of values that are there.',
  uniqueness: 'Share of distinct keys.',
  validity: 'Share of checked values that pass the business rules.',
});
export const RoleEnum = enumOf('Role', ROLES, 'What a viewer may do.', {
  VIEWER: 'Reads and subscribes.',
  STEWARD: 'Requests approvals and profiles.',
  APPROVER: 'Decides requests of others.',
  PRODUCER: 'Reports refreshed data.',
  ADMIN: 'Sees failed work and sends it round again; manages webhooks.',
});
export const KpiDirectionEnum = enumOf('KpiDirection', KPI_DIRECTIONS, 'Which way a KPI gets better.', {
  HIGHER_IS_BETTER: 'More is better.',
  LOWER_IS_BETTER: 'Less is better.',
});
export const SeverityEnum = enumOf('Severity', SEVERITIES, 'How bad it is when a business rule is broken.', {
  INFO: 'Good to know.',
  WARNING: 'Should be mended.',
  CRITICAL: 'Must be mended.',
});
export const ProfilingRuleEnum = enumOf('ProfilingRule', PROFILING_RULES, 'A rule that decides about a profile.', {
  TIER1_HIGH_PRIORITY: 'A due profile of tier 1 with high or critical priority is always made.',
  STALE: 'A profile is due, and the last one is as old as the threshold of the tier.',
  WITHIN_THRESHOLD: 'A profile is due, but the last one is younger than the threshold of the tier.',
  NO_PROFILE_YET: 'There is no profile yet, so one is made.',
  COOLDOWN_OVER: 'The data was refreshed, and the last profile is old enough for any refresh to count.',
  MANY_ROWS_CHANGED: 'The data was refreshed, and the share of affected rows is large enough for any age.',
  WITHIN_COOLDOWN: 'The data was refreshed, but the last profile is recent and few rows were affected.',
  APPROVED_IN_HIGH_TIER: 'A change was approved in a tier where each one leads to a profile.',
  APPROVED_IN_LOW_TIER: 'A change was approved in a tier where none does.',
  ENTITY_NOT_ACTIVE: 'The entity is not active.',
  NO_DATASET: 'The entity is bound to no dataset.',
  DATASET_NOT_BOUND: 'No entity is bound to the dataset that was refreshed.',
  ENTITY_UNKNOWN: 'The entity is not there.',
});
export const TrendBucketEnum = enumOf('TrendBucket', TREND_BUCKETS, 'How long a bucket of a trend is, in UTC.', {
  HOUR: 'An hour.',
  DAY: 'A day, from midnight.',
  WEEK: 'A week, from Monday.',
  MONTH: 'A month, from the first.',
});

export const NotificationKindEnum = enumOf('NotificationKind', NOTIFICATION_KINDS, 'What a notification is about.', {
  APPROVAL_CREATED: 'Somebody asks for a change.',
  APPROVAL_APPROVED: 'A request was approved.',
  APPROVAL_REJECTED: 'A request was rejected.',
  PROFILE_FAILED: 'A profile failed for good.',
  QUALITY_DEGRADED: 'A quality score fell by more than 10 %.',
  DEPRECATED: 'An entity was deprecated.',
  IMPACT: 'Something happened upstream that affects an entity.',
});
export const WebhookStatusEnum = enumOf('WebhookStatus', WEBHOOK_STATUSES, 'Whether a webhook is sent events.', {
  ACTIVE: 'Each event that it wants is sent.',
  PAUSED: 'Events are kept for it, and sent when it is resumed.',
  STOPPED: 'Its receiver said that it is gone; further events are not kept for it.',
});
export const WebhookDeliveryStatusEnum = enumOf(
  'WebhookDeliveryStatus',
  WEBHOOK_DELIVERY_STATUSES,
  'What became of an event on its way to a webhook.',
  {
    PENDING: 'It is to be sent, for the first time or again, or waits for its webhook to be resumed.',
    SUCCEEDED: 'The receiver has taken it.',
    FAILED: 'It was given up; it can be sent again.',
  },
);
