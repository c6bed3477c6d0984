export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An RFC 3339 date and time in UTC, such as 2026-01-31T12:00:00.000Z. */
  DateTime: { input: string; output: string; }
  /** Any JSON value: an object, a list, a text, a number, a boolean or null. */
  JSON: { input: unknown; output: unknown; }
  /** A whole number up to 2^53 - 1, for values that Int cannot hold. */
  SafeInt: { input: number; output: number; }
};

/** An incident of which the viewer takes notice. */
export type AcknowledgeIncidentInput = {
  /** A comment for its history: up to 10,000 characters. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Id of the incident. */
  incidentId: Scalars['ID']['input'];
};

/** Kind of actor. */
export type ActorType =
  /** A program that acts on behalf of a person. */
  | 'AGENT'
  /** A person. */
  | 'HUMAN'
  /** A program that acts on its own. */
  | 'SYSTEM';

/** A decision about one request. */
export type ApprovalDecisionInput = {
  /** Id of the request. Each request may appear once. */
  approvalId: Scalars['ID']['input'];
  /** A comment for the requester; required for a rejection, as its reason. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Whether to approve or reject. */
  decision: Decision;
};

/** Filters requests. All conditions must match; a condition that is left out matches every request. */
export type ApprovalFilter = {
  /** For entities with this canonical key. */
  canonicalKey?: InputMaybe<Scalars['String']['input']>;
  /** The items of this change set. */
  changeSetId?: InputMaybe<Scalars['ID']['input']>;
  /** For entities of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** True: only overdue requests. False: only requests that are not overdue. */
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Requested by one of these actors, by id. At most 1,000. */
  requestedBy?: InputMaybe<Array<Scalars['String']['input']>>;
  /** With these statuses. */
  statuses?: InputMaybe<Array<ApprovalStatus>>;
  /** Whose entity is in one of these tiers after the change. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** Filters requests. All conditions must match; a condition that is left out matches every request. */
export type ApprovalInboxFilter = {
  /** For entities of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** True: of each change set, only the most urgent request that matches the other conditions, so that a set is one entry; its `changeSet` leads to the others. False, the default: all of them. */
  onePerChangeSet?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: only overdue requests. False: only requests that are not overdue. */
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** In these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** Status of a request. */
export type ApprovalStatus =
  /** Approved; the change is applied next. */
  | 'APPROVED'
  /** Waiting for a decision. */
  | 'PENDING'
  /** Rejected; nothing changed. */
  | 'REJECTED'
  /** Withdrawn by the requester. */
  | 'WITHDRAWN';

/** An approval of a change. */
export type ApproveInput = {
  /** Id of the request. */
  approvalId: Scalars['ID']['input'];
  /** A comment for the requester. */
  comment?: InputMaybe<Scalars['String']['input']>;
};

/** Who is to take care of an incident. */
export type AssignIncidentInput = {
  /** Id of the actor, up to 200 characters; null: nobody any more. Must be given. */
  assignee?: InputMaybe<Scalars['String']['input']>;
  /** A comment for its history: up to 10,000 characters. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Id of the incident. */
  incidentId: Scalars['ID']['input'];
};

/** What an import does if some rows are invalid. */
export type BadRowPolicy =
  /** Import nothing. */
  | 'REFUSE_ALL'
  /** Import the valid rows. */
  | 'SKIP';

/** Definition of a business rule. It replaces the previous definition completely. `dataset.column` binds the rule to a column. */
export type BusinessRuleInput = {
  /** The check. */
  check: RuleCheckInput;
  /** Share of the checked values that must pass, 0 to 100. If left out, the monitoring policy decides by severity. */
  minPassPercent?: InputMaybe<Scalars['Float']['input']>;
  /** How serious a violation is. */
  severity: Severity;
};

/** Kind of change. */
export type ChangeKind =
  /** Creates an entity. */
  | 'CREATE'
  /** Takes an entity out of use. */
  | 'DEPRECATE'
  /** Takes a deprecated entity into use again. To events it is an UPDATE, of the status. */
  | 'REACTIVATE'
  /** Changes some fields of an entity. */
  | 'UPDATE';

/** Filters change sets. A condition that is left out matches every change set. */
export type ChangeSetFilter = {
  /** With these statuses. */
  statuses?: InputMaybe<Array<ApprovalStatus>>;
};

/** A comment on a request. */
export type CommentOnApprovalInput = {
  /** Id of the request, which may already be decided. */
  approvalId: Scalars['ID']['input'];
  /** The text; must not be empty. */
  text: Scalars['String']['input'];
};

/** A comment on an incident. */
export type CommentOnIncidentInput = {
  /** The comment: must not be empty, and have at most 10,000 characters. */
  comment: Scalars['String']['input'];
  /** Id of the incident, which may already be resolved. */
  incidentId: Scalars['ID']['input'];
};

/** A webhook to create. */
export type CreateWebhookInput = {
  /** The events to send. Default: all. */
  filter?: InputMaybe<WebhookFilterInput>;
  /** The URL of the receiver: https:// on the public Internet. */
  url: Scalars['String']['input'];
};

/** Filters by the table that is measured. */
export type DatasetFilter = {
  /** Its schema, exactly. */
  schema: Scalars['String']['input'];
  /** Its name, exactly. Default: all tables of the schema. */
  table?: InputMaybe<Scalars['String']['input']>;
};

/** What a dataset is in the database. */
export type DatasetKind =
  /** A table of another server. */
  | 'FOREIGN_TABLE'
  /** A materialized view. */
  | 'MATERIALIZED_VIEW'
  /** A table, partitioned or not. */
  | 'TABLE'
  /** A view. */
  | 'VIEW';

/** A warehouse table, or one column of it. */
export type DatasetRefInput = {
  /** The column to measure. Default: all columns. Required for a business rule. */
  column?: InputMaybe<Scalars['String']['input']>;
  /** The columns that identify a row. Default: the primary key of the table, or the whole row if it has none. */
  keyColumns?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Schema of the table. */
  schema: Scalars['String']['input'];
  /** Name of the table. */
  table: Scalars['String']['input'];
};

/** An inclusive range of dates, with an earliest date, a latest date or both. */
export type DateRangeInput = {
  /** Latest allowed date, in the same format. */
  max?: InputMaybe<Scalars['String']['input']>;
  /** Earliest allowed date: a date such as 2026-01-31, or an RFC 3339 date and time. */
  min?: InputMaybe<Scalars['String']['input']>;
};

/** Decisions on several requests. */
export type DecideApprovalsInput = {
  /** 1 to 100 decisions. */
  decisions: Array<ApprovalDecisionInput>;
};

/** A decision about a whole change set, or decisions about some of its items. */
export type DecideChangeSetInput = {
  /** Id of the change set. */
  changeSetId: Scalars['ID']['input'];
  /** A comment on the decision for the requester; required for a rejection, as its reason. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** The decision about every item that is pending, except those that the viewer has voted for. Required without `items`. */
  decision?: InputMaybe<Decision>;
  /** Decisions about 1 to 200 items, instead of one about all; not for an atomic set. */
  items?: InputMaybe<Array<ApprovalDecisionInput>>;
};

/** A decision about a proposal. */
export type DecideMonitoringPolicyInput = {
  /** A comment for the proposer; required for a rejection, as its reason. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** What becomes of it. */
  decision: MonitoringPolicyDecision;
  /** Id of the proposal. */
  proposalId: Scalars['ID']['input'];
};

/** The two decisions that an approver can make. */
export type Decision =
  /** Vote for the request, as `approve` does. */
  | 'APPROVE'
  /** Reject the request, as `reject` does. */
  | 'REJECT';

/** A webhook to delete. */
export type DeleteWebhookInput = {
  /** Id of the webhook. */
  webhookId: Scalars['ID']['input'];
};

/** A dead letter whose job is not needed. */
export type DismissDeadLetterInput = {
  /** Why the job is not needed: up to 1,000 characters; must not be empty. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Id of the dead letter. */
  deadLetterId: Scalars['ID']['input'];
  /**
   * Why the job is not needed, if there is no `comment`.
   * @deprecated Use `comment`, as everywhere.
   */
  reason?: Scalars['String']['input'];
};

/** Why a profile is due. */
export type DueReason =
  /** A user requested it. */
  | 'MANUAL'
  /** The last profile is stale. */
  | 'SCHEDULE';

/** The fields to set. A field that is left out keeps its value; null clears description, owner, standardPackId, freshnessHours and dataset. */
export type EntityChangeInput = {
  /** Definition of a business rule. Required to create one. */
  businessRule?: InputMaybe<BusinessRuleInput>;
  /** The data that is measured when the entity is profiled. */
  dataset?: InputMaybe<DatasetRefInput>;
  /** What the entity is, in words. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** How old the last refresh of its dataset may be, in hours, such as 24 or 1.5; from 0.1 to 87,600. Null: three times the usual interval, or what the monitoring policy says instead of three. */
  freshnessHours?: InputMaybe<Scalars['Float']['input']>;
  /** Definition of a glossary term. Required to create one. */
  glossary?: InputMaybe<GlossaryInput>;
  /** Definition of a KPI. Required to create one. */
  kpi?: InputMaybe<KpiInput>;
  /** Definition of a lineage field. Required to create one. */
  lineage?: InputMaybe<LineageInput>;
  /** Display name. Required to create an entity. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Id of the actor who is responsible for it. Default for a new entity: the requester. */
  owner?: InputMaybe<Scalars['String']['input']>;
  /** Id of the standard pack that governs it, such as `ifrs-revenue`; 1 to 200 characters. */
  standardPackId?: InputMaybe<Scalars['String']['input']>;
  /** Definition of a tag. Required to create one. */
  tag?: InputMaybe<TagInput>;
  /** How important the entity is. Required to create an entity. */
  tier?: InputMaybe<Tier>;
};

/** Filters entities. All conditions must match; a condition that is left out matches every entity, except that deprecated ones are left out unless `statuses` asks for them. A condition with several values matches any of them. At most 1,000 values each. */
export type EntityFilter = {
  /** Bound to this table, or to a table of this schema. */
  dataset?: InputMaybe<DatasetFilter>;
  /** Of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** True: which the viewer follows. False: which the viewer does not follow. */
  followed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whose latest profile has one of these grades. */
  grades?: InputMaybe<Array<QualityGrade>>;
  /** True: with a request that is waiting for a decision. False: without one. */
  hasPendingApproval?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whose latest profile has at most this score, 0 to 100. */
  maxQualityScore?: InputMaybe<Scalars['Float']['input']>;
  /** Whose owner has one of these actor ids. */
  owners?: InputMaybe<Array<Scalars['String']['input']>>;
  /** In one of these states now. */
  profileStates?: InputMaybe<Array<ProfileState>>;
  /** Words, separated by spaces, that are looked for in the canonical key, name, description and owner, in definitions and synonyms, in the tags on the entity and in its columns, ignoring case: every word must be found, as a whole or as a part, in any of them; one of one or two letters or digits where a word begins. At most 20 words are looked for. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Governed by one of these standard packs, by id. */
  standardPackIds?: InputMaybe<Array<Scalars['String']['input']>>;
  /** With these statuses. Default: all but DEPRECATED. */
  statuses?: InputMaybe<Array<EntityStatus>>;
  /** With one of these active tags, by canonical key. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** In these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** The name of an entity. */
export type EntityNameInput = {
  /** Its canonical key. */
  canonicalKey: Scalars['String']['input'];
  /** Its entity type. */
  entityType: EntityType;
};

/** An order of entities. Those without a value come last in both directions; equal ones are in a fixed order. */
export type EntityOrder = {
  /** Ascending or descending. */
  direction: OrderDirection;
  /** What they are sorted by. */
  field: EntityOrderField;
};

/** What entities are sorted by. */
export type EntityOrderField =
  /** Their canonical key, in the collation of the database. */
  | 'CANONICAL_KEY'
  /** When the latest profile was made. */
  | 'LAST_PROFILED_AT'
  /** Their name, in the collation of the database. */
  | 'NAME'
  /** When the next profile is due. */
  | 'NEXT_PROFILE_DUE_AT'
  /** The score of the latest profile. */
  | 'QUALITY_SCORE'
  /** Their tier, the most important first, and within a tier their canonical key. */
  | 'TIER'
  /** When the last change was applied. */
  | 'UPDATED_AT';

/** Status of an entity. */
export type EntityStatus =
  /** Approved and in force. */
  | 'ACTIVE'
  /** No longer in use, and no longer profiled. */
  | 'DEPRECATED'
  /** Not in force yet. */
  | 'DRAFT';

/** Kind of governed entity. */
export type EntityType =
  /** A check that the values of a column must pass. */
  | 'BUSINESS_RULE'
  /** A term and its definition. */
  | 'GLOSSARY'
  /** A key performance indicator with its formula. */
  | 'KPI'
  /** An edge of the lineage: which data comes from which. */
  | 'LINEAGE'
  /** A dataset, or one column of it. */
  | 'METADATA'
  /** A label on other entities. */
  | 'TAG';

/** Filters events. All conditions must match; a condition that is left out matches every event. A filter can have at most 5000 values. */
export type EventFilter = {
  /** About entities with these canonical keys. */
  canonicalKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** With this correlation id. */
  correlationId?: InputMaybe<Scalars['ID']['input']>;
  /** About entities of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** With this `createdAt` or a later one, to the millisecond. Events stay in the order of the stream, which can differ from that of `createdAt`. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Without the events that this filter matches. An event that lacks what a condition asks for, such as an owner, does not match the condition and so is not left out. It can be nested up to 3 times. */
  not?: InputMaybe<EventFilter>;
  /** About entities of these owners, as they were when the event was appended: a later change of the owner changes nothing. Matches no event that is about no entity, and none that a version without this filter appended. */
  owners?: InputMaybe<Array<Scalars['String']['input']>>;
  /** From these sources. */
  sources?: InputMaybe<Array<EventSource>>;
  /** About entities with at least one of these tags, by the canonical keys of the tags, as they were when the event was appended. Matches no event that is about no entity, and none that a version without this filter appended. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** About entities in these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
  /** With a `createdAt` before this one, to the millisecond. A subscription stays open after it: an event can be reported late. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of these types. */
  types?: InputMaybe<Array<EventType>>;
};

/** Who reported an event. */
export type EventSource =
  /** agent.profiler. */
  | 'AGENT_PROFILER'
  /** bff.graphql. */
  | 'BFF_GRAPHQL'
  /** etl.pipeline. */
  | 'ETL_PIPELINE'
  /** finance.service. */
  | 'FINANCE_SERVICE'
  /** kernel.scheduler. */
  | 'KERNEL_SCHEDULER'
  /** metadata-studio.api. */
  | 'METADATA_STUDIO_API'
  /** metadata-studio.approval. */
  | 'METADATA_STUDIO_APPROVAL'
  /** system.migration. */
  | 'SYSTEM_MIGRATION';

/** The 13 types of events. */
export type EventType =
  /** approval.approved. */
  | 'APPROVAL_APPROVED'
  /** approval.created. */
  | 'APPROVAL_CREATED'
  /** approval.rejected. */
  | 'APPROVAL_REJECTED'
  /** data.quality.degraded. */
  | 'DATA_QUALITY_DEGRADED'
  /** data.refreshed. */
  | 'DATA_REFRESHED'
  /** kpi.approved. */
  | 'KPI_APPROVED'
  /** kpi.changed. */
  | 'KPI_CHANGED'
  /** metadata.approved. */
  | 'METADATA_APPROVED'
  /** metadata.changed. */
  | 'METADATA_CHANGED'
  /** metadata.deprecated. */
  | 'METADATA_DEPRECATED'
  /** metadata.profile.completed. */
  | 'METADATA_PROFILE_COMPLETED'
  /** metadata.profile.due. */
  | 'METADATA_PROFILE_DUE'
  /** metadata.profile.failed. */
  | 'METADATA_PROFILE_FAILED';

/** A time, each week, in which no incidents are opened, because a known load runs. */
export type ExclusionWindowInput = {
  /** The days on which it begins: 1 (Monday) to 7. */
  days: Array<Scalars['Int']['input']>;
  /** When it begins on these days: a time such as 23:30, in the time zone of the policy. */
  from: Scalars['String']['input'];
  /** How many minutes it lasts, also beyond midnight: 1 to 10,080. */
  minutes: Scalars['Int']['input'];
  /** What it is for; at most 100 characters. */
  name: Scalars['String']['input'];
  /** The tiers that it concerns. Default: all. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** An entity to follow or unfollow. */
export type FollowInput = {
  /** Canonical key of the entity. */
  canonicalKey: Scalars['String']['input'];
  /** Type of the entity. */
  entityType: EntityType;
};

/** Definition of a glossary term. It replaces the previous definition completely. */
export type GlossaryInput = {
  /** The meaning of the term. */
  definition: Scalars['String']['input'];
  /** Canonical keys of other glossary terms. */
  relatedTerms?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Other words for the same term. */
  synonyms?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Entities to import as they were approved elsewhere. */
export type ImportEntitiesInput = {
  /** What to do if some rows are invalid. Default: REFUSE_ALL. */
  onBadRow?: InputMaybe<BadRowPolicy>;
  /** The entities, at most 1000, in any order. They may refer to one another. */
  rows: Array<ImportEntityInput>;
};

/** An entity with the content that it should have. */
export type ImportEntityInput = {
  /** Its canonical key. */
  canonicalKey: Scalars['String']['input'];
  /** The complete content. A field that is left out becomes empty, except the owner, which is kept. */
  content: EntityChangeInput;
  /** Its entity type. */
  entityType: EntityType;
};

/** Why a request was removed from an inbox. */
export type InboxRemovalReason =
  /** The request was approved. */
  | 'APPROVED'
  /** The request was rejected. */
  | 'REJECTED'
  /** The viewer has voted for it; more votes are needed. */
  | 'VOTED'
  /** The request was withdrawn. */
  | 'WITHDRAWN';

/** What is wrong with an entity. */
export type IncidentCause =
  /** Its data was not refreshed for longer than usual. */
  | 'FRESHNESS'
  /** It cannot be profiled. */
  | 'PROFILE_FAILED'
  /** Too few values pass a business rule. */
  | 'RULE'
  /** A column of its table came, went or changed its type. */
  | 'SCHEMA'
  /** Its quality score fell. */
  | 'SCORE'
  /** It has far fewer or far more rows than it had. */
  | 'VOLUME';

/** Filters incidents by what they are now. All conditions must match; a condition that is left out matches every incident, and one with several values matches any of them. At most 1,000 values each. */
export type IncidentFilter = {
  /** Assigned to one of these actors, by id. */
  assignees?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Of these causes. */
  causes?: InputMaybe<Array<IncidentCause>>;
  /** Of the entity with this id. */
  entityId?: InputMaybe<Scalars['ID']['input']>;
  /** True: only those that belong to no other one. False: all. */
  rootsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of these severities. */
  severities?: InputMaybe<Array<Severity>>;
  /** With one of these statuses. */
  statuses?: InputMaybe<Array<IncidentStatus>>;
  /** Whose entity was in one of these tiers when they were opened. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** An order of incidents. Equal ones are in a fixed order. */
export type IncidentOrder = {
  /** Ascending or descending. */
  direction: OrderDirection;
  /** What they are sorted by. */
  field: IncidentOrderField;
};

/** What incidents are sorted by. */
export type IncidentOrderField =
  /** When they were last seen. */
  | 'LAST_SEEN_AT'
  /** When they were opened. */
  | 'OPENED_AT'
  /** How grave they are, and those of one severity by when they were opened. */
  | 'SEVERITY';

/** How an incident ended. */
export type IncidentResolution =
  /** It stays as it is. */
  | 'ACCEPTED'
  /** The server saw that the trouble is over. Only the server resolves an incident so. */
  | 'AUTO'
  /** It is part of another incident. */
  | 'DUPLICATE'
  /** There was no trouble. */
  | 'FALSE_ALARM'
  /** Somebody repaired it. */
  | 'FIXED';

/** Status of an incident. */
export type IncidentStatus =
  /** Somebody has taken notice of it. */
  | 'ACKNOWLEDGED'
  /** Nobody has taken notice of it yet, or its snooze is over. */
  | 'OPEN'
  /** Over. */
  | 'RESOLVED'
  /** Put off by somebody until a time. */
  | 'SNOOZED';

/** What happened to an incident. */
export type IncidentStepKind =
  /** Somebody took notice of it. */
  | 'ACKNOWLEDGED'
  /** It was assigned to somebody, or to nobody any more. */
  | 'ASSIGNED'
  /** It was found to belong to another one. */
  | 'ATTACHED'
  /** Somebody commented on it. */
  | 'COMMENTED'
  /** It was opened. */
  | 'OPENED'
  /** It was resolved. */
  | 'RESOLVED'
  /** It was seen again. */
  | 'SEEN'
  /** It was put off until a time. */
  | 'SNOOZED'
  /** The time until which it was put off has come. */
  | 'WOKEN';

/** Whether higher or lower values of a KPI are better. */
export type KpiDirection =
  /** Higher is better. */
  | 'HIGHER_IS_BETTER'
  /** Lower is better. */
  | 'LOWER_IS_BETTER';

/** Definition of a KPI. It replaces the previous definition completely. */
export type KpiInput = {
  /** Canonical keys of the metadata that the formula uses. */
  computedFrom?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether higher or lower values are better. */
  direction: KpiDirection;
  /** The formula. */
  formula: Scalars['String']['input'];
  /** The unit of its value. */
  unit?: InputMaybe<Scalars['String']['input']>;
};

/** A range of lengths, with a minimum, a maximum or both. */
export type LengthInput = {
  /** Maximum number of characters. */
  max?: InputMaybe<Scalars['Int']['input']>;
  /** Minimum number of characters. */
  min?: InputMaybe<Scalars['Int']['input']>;
};

/** What states an edge of the lineage. */
export type LineageEdgeKind =
  /** The KPI at the end of the edge, which is computed from the metadata at its start. */
  | 'COMPUTED_FROM'
  /** A lineage field. */
  | 'LINEAGE_FIELD';

/** One end of a lineage edge. */
export type LineageEndInput = {
  /** Canonical key of the entity. */
  canonicalKey: Scalars['String']['input'];
  /** The column of its dataset. Default: the whole entity. */
  column?: InputMaybe<Scalars['String']['input']>;
  /** METADATA or KPI. */
  entityType: EntityType;
};

/** Definition of a lineage field. It replaces the previous definition completely. */
export type LineageInput = {
  /** The source of the data. */
  from: LineageEndInput;
  /** The target of the data. */
  to: LineageEndInput;
  /** How the data is transformed, in words. */
  transformation?: InputMaybe<Scalars['String']['input']>;
};

/** Which notifications the viewer has read: either by ids, or all up to a position. */
export type MarkNotificationsReadInput = {
  /** Ids of the viewer’s notifications, 1 to 100. */
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Position from the query, or cursor of a notification. */
  upTo?: InputMaybe<Scalars['String']['input']>;
};

/** Which notifications to mark as unread. */
export type MarkNotificationsUnreadInput = {
  /** Ids of the viewer’s notifications, 1 to 100. */
  ids: Array<Scalars['ID']['input']>;
};

/** How many values must pass the business rules of a severity. */
export type MinPassPercentInput = {
  /** Share of the checked values, in percent, that must pass a business rule of the severity, unless the rule itself says otherwise: 0 to 100. Null, or left out: any share will do. */
  percent?: InputMaybe<Scalars['Float']['input']>;
  /** The severity of the rules. */
  severity: Severity;
};

/** What becomes of a proposal. */
export type MonitoringPolicyDecision =
  /** It is the next version of the policy, in force at once. */
  | 'APPROVE'
  /** The policy stays as it is. */
  | 'REJECT'
  /** As REJECT, but by the administrator who proposed it. */
  | 'WITHDRAW';

/** Changes of a monitoring policy. What is left out stays as it is. */
export type MonitoringPolicyInput = {
  /** All times, from then on, in which no incidents are opened; at most 50. An empty list: none. */
  exclusionWindows?: InputMaybe<Array<ExclusionWindowInput>>;
  /** The tiers for which something changes. */
  tiers?: InputMaybe<Array<TierMonitoringPolicyInput>>;
  /** The time zone of the exclusion windows, and of the schedule by which the scheduler looks for stale profiles: a name such as Europe/Berlin. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** Filters notifications. All conditions must match; a condition that is left out matches every notification. */
export type NotificationFilter = {
  /** Of these kinds. */
  kinds?: InputMaybe<Array<NotificationKind>>;
  /** Only unread notifications. */
  unreadOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What a notification is about. */
export type NotificationKind =
  /** A request was approved. */
  | 'APPROVAL_APPROVED'
  /** A change was requested. */
  | 'APPROVAL_CREATED'
  /** A request was rejected. */
  | 'APPROVAL_REJECTED'
  /** An entity was deprecated. */
  | 'DEPRECATED'
  /** Something upstream affects an entity. */
  | 'IMPACT'
  /** An incident was assigned to the user. */
  | 'INCIDENT_ASSIGNED'
  /** There is trouble other than a fallen score or a failed profile, which have kinds of their own. */
  | 'INCIDENT_OPENED'
  /** A profile failed for good. */
  | 'PROFILE_FAILED'
  /** A quality score fell by more than 10 %. */
  | 'QUALITY_DEGRADED'
  /** An incident of which the user was told is over. */
  | 'QUALITY_RECOVERED';

/** An inclusive range of numbers, with a minimum, a maximum or both. */
export type NumberRangeInput = {
  /** Maximum. */
  max?: InputMaybe<Scalars['Float']['input']>;
  /** Minimum. */
  min?: InputMaybe<Scalars['Float']['input']>;
};

/** Direction of an order. */
export type OrderDirection =
  /** Ascending. */
  | 'ASC'
  /** Descending. */
  | 'DESC';

/** A webhook to pause. */
export type PauseWebhookInput = {
  /** Id of the webhook. */
  webhookId: Scalars['ID']['input'];
};

/** How urgent a profile is. */
export type Priority =
  /** Long overdue, or never profiled. */
  | 'CRITICAL'
  /** Soon; always profiled in tier 1. */
  | 'HIGH'
  /** Can wait. */
  | 'LOW'
  /** Ordinary. */
  | 'NORMAL';

/** How far a profile run has come. */
export type ProfileRunStatus =
  /** The profile is stored. */
  | 'COMPLETED'
  /** It ended without a profile. */
  | 'FAILED'
  /** The table is being measured. */
  | 'RUNNING'
  /** It has not begun, or waits for a temporary fault to pass. */
  | 'WAITING';

/** How an entity stands with its profiles. An entity has the first that applies, in this order. */
export type ProfileState =
  /** The last attempt failed. */
  | 'FAILING'
  /** The newest profile is younger than the threshold of the tier. */
  | 'FRESH'
  /** There is no profile yet. */
  | 'NEVER'
  /** Bound to no dataset: there is nothing to profile. */
  | 'NOT_MEASURED'
  /** A profile is waiting or running. */
  | 'RUNNING'
  /** The newest profile is at least as old as the threshold of the tier. */
  | 'STALE';

/** Filters decisions. All conditions must match; a condition that is left out matches every decision. */
export type ProfilingDecisionFilter = {
  /** Made at this time or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: only decisions that led to a profile or joined one. False: only the others. */
  profiled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Made by these rules. */
  rules?: InputMaybe<Array<ProfilingRule>>;
  /** About entities that were in these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
  /** Made before this time. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A rule that decides whether an entity is profiled. */
export type ProfilingRule =
  /** A change was approved in a tier in which every approved change leads to a profile. */
  | 'APPROVED_IN_HIGH_TIER'
  /** A change was approved in a tier in which approved changes lead to no profile. */
  | 'APPROVED_IN_LOW_TIER'
  /** The data was refreshed, and the last profile is old enough for any refresh to lead to a new one. */
  | 'COOLDOWN_OVER'
  /** No entity is bound to the dataset that was refreshed, or whose business rule changed. */
  | 'DATASET_NOT_BOUND'
  /** The entity is not active. */
  | 'ENTITY_NOT_ACTIVE'
  /** The entity does not exist. */
  | 'ENTITY_UNKNOWN'
  /** The data was refreshed, and enough rows were affected to profile it whatever its age, or the producer did not say how many. */
  | 'MANY_ROWS_CHANGED'
  /** The entity is not bound to a dataset. */
  | 'NO_DATASET'
  /** There is no profile yet, so one is made. */
  | 'NO_PROFILE_YET'
  /** Somebody requested the profile, so it is made. */
  | 'REQUESTED'
  /** A business rule of the dataset took effect, was changed or was deprecated. */
  | 'RULES_CHANGED'
  /** A profile is due, and the last one is at least as old as the threshold of the tier. */
  | 'STALE'
  /** A due profile of tier 1 with priority high or critical is always made. */
  | 'TIER1_HIGH_PRIORITY'
  /** The data was refreshed, but the last profile is recent and few rows were affected. */
  | 'WITHIN_COOLDOWN'
  /** A profile is due, but the last one is younger than the threshold of the tier. */
  | 'WITHIN_THRESHOLD';

/** A change of the monitoring policy. */
export type ProposeMonitoringPolicyInput = {
  /** A comment for whoever decides. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** The version of the policy on which the change is based. */
  expectedVersion: Scalars['Int']['input'];
  /** The changes: what simulateProfilingPolicy takes as `policy` as well. */
  policy: MonitoringPolicyInput;
};

/** A dimension of the quality score. */
export type QualityDimension =
  /** Percentage of values that are not missing. */
  | 'COMPLETENESS'
  /** Distinct keys as a percentage of rows. */
  | 'UNIQUENESS'
  /** Percentage of checked values that pass the business rules. */
  | 'VALIDITY';

/** Grade of a quality score. */
export type QualityGrade =
  /** From 90. */
  | 'A'
  /** From 80. */
  | 'B'
  /** From 70. */
  | 'C'
  /** From 60. */
  | 'D'
  /** Below 60. */
  | 'F';

/** Filters the entities that count. All conditions must match; a condition that is left out matches every entity. */
export type QualityTrendFilter = {
  /** Of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** In these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** A dead letter whose cause has been fixed. */
export type RedeliverDeadLetterInput = {
  /** Id of the dead letter. */
  deadLetterId: Scalars['ID']['input'];
};

/** A delivery to send again. */
export type RedeliverWebhookDeliveryInput = {
  /** Id of the delivery. */
  deliveryId: Scalars['ID']['input'];
};

/** A column of another table. */
export type ReferenceInput = {
  /** Column with the allowed values. */
  column: Scalars['String']['input'];
  /** Schema of the other table. */
  schema: Scalars['String']['input'];
  /** Name of the other table. */
  table: Scalars['String']['input'];
};

/** How a table was refreshed. */
export type RefreshType =
  /** All rows were replaced. */
  | 'FULL'
  /** Some rows were added or changed. */
  | 'INCREMENTAL'
  /** A copy as of one moment replaced the previous copy. */
  | 'SNAPSHOT';

/** A rejection of a change. */
export type RejectInput = {
  /** Id of the request. */
  approvalId: Scalars['ID']['input'];
  /** Why; must not be empty. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /**
   * Why, if there is no `comment`.
   * @deprecated Use `comment`, as everywhere.
   */
  reason?: Scalars['String']['input'];
};

/** Which events to remove. */
export type RemoveOldEventsInput = {
  /** Remove the events that the log recorded before this time. */
  olderThan: Scalars['DateTime']['input'];
};

/** A range of events for one subscriber. */
export type ReplayEventsInput = {
  /** Cursor of the event after which the range begins. */
  after: Scalars['String']['input'];
  /** Whether only to count the events. Default: false. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of the subscriber. */
  subscriber: Scalars['String']['input'];
  /** Cursor of the last event. Default: the newest event. */
  through?: InputMaybe<Scalars['String']['input']>;
  /** Only events of these types. Default: all types that the subscriber handles. */
  types?: InputMaybe<Array<EventType>>;
};

/** A table with new data. */
export type ReportDataRefreshInput = {
  /** When the refresh was completed. Default: now. */
  completedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Correlation id chosen by the producer, for everything that the refresh leads to. */
  correlationId?: InputMaybe<Scalars['ID']['input']>;
  /** What was refreshed, such as urn:mdm:metadata:revenue_gross. */
  entityUrn: Scalars['String']['input'];
  /** Id chosen by the producer. While the first event with this id is kept, sending the id again returns that event. */
  eventId?: InputMaybe<Scalars['ID']['input']>;
  /** How it was refreshed. */
  refreshType: RefreshType;
  /** Number of rows written, 0 or more. Left out or null: not known, which counts as many. */
  rowsAffected?: InputMaybe<Scalars['SafeInt']['input']>;
  /** Schema of the table. */
  schema: Scalars['String']['input'];
  /** Source of the report. Default: ETL_PIPELINE. */
  source?: InputMaybe<EventSource>;
  /** Name of the table. */
  table: Scalars['String']['input'];
};

/** A change to submit for approval. */
export type RequestApprovalInput = {
  /** Canonical key of the entity. */
  canonicalKey: Scalars['String']['input'];
  /** The fields to set; leave it out for a deprecation or reactivation. */
  change?: InputMaybe<EntityChangeInput>;
  /** A comment for the approvers; for a deprecation, its reason. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** When the decision is due. Default: according to the policy of the tier. */
  dueAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Type of the entity. */
  entityType: EntityType;
  /** The version on which the change is based. Required to update, deprecate or reactivate. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Whether to create, update, deprecate or reactivate the entity. */
  kind: ChangeKind;
  /** Canonical key or id of the active entity of the same type that takes its place; for a deprecation only. In a change set, also the canonical key of one that the set creates. */
  replacedBy?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to submit for approval together. */
export type RequestChangeSetInput = {
  /** Whether they are decided and take effect together or not at all. Every item then needs as many approvals as the one that needs most. Default: false. */
  atomic?: InputMaybe<Scalars['Boolean']['input']>;
  /** A comment on the whole for the approvers. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** When the decision is due, for items without `dueAt`. Default: according to the policy of each tier. */
  dueAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** 1 to 200 changes of different entities. They may refer to one another in any order, and to what others of them create. */
  items: Array<RequestApprovalInput>;
};

/** An entity to profile. */
export type RequestProfileInput = {
  /** Canonical key of the entity. */
  canonicalKey: Scalars['String']['input'];
  /** Type of the entity. */
  entityType: EntityType;
  /** How urgent it is. Default: NORMAL. */
  priority?: InputMaybe<Priority>;
};

/** How an incident ended. */
export type ResolveIncidentInput = {
  /** A comment for its history, up to 10,000 characters. Required unless the resolution is FIXED. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Id of the incident. */
  incidentId: Scalars['ID']['input'];
  /** How it ended. AUTO is refused: it is the server’s. */
  resolution: IncidentResolution;
};

/** A webhook to resume. */
export type ResumeWebhookInput = {
  /** Id of the webhook. */
  webhookId: Scalars['ID']['input'];
};

/** What a viewer can do. */
export type Role =
  /** Can see and redeliver dead letters, replay and remove events, import entities, and manage webhooks. */
  | 'ADMIN'
  /** Can decide other people’s requests. */
  | 'APPROVER'
  /** Can report refreshed data. */
  | 'PRODUCER'
  /** Can request approvals and profiles. */
  | 'STEWARD'
  /** Can read and subscribe. */
  | 'VIEWER';

/** A webhook that should get a new secret. */
export type RotateWebhookSecretInput = {
  /** Id of the webhook. */
  webhookId: Scalars['ID']['input'];
};

/** How the result of a business rule compares with the previous one. */
export type RuleChangeKind =
  /** Values violate it now. Before, none did, or it was not checked. */
  | 'NEWLY_FAILING'
  /** It was checked before, and is not checked now. */
  | 'NOT_CHECKED'
  /** No value violates it now, and none did before. */
  | 'PASSING'
  /** Values violated it before, and none do now. */
  | 'RECOVERED'
  /** Values violate it, as before. */
  | 'STILL_FAILING';

/** Exactly one of the checks. */
export type RuleCheckInput =
  /** The value must be one of these. */
  { acceptedValues: Array<Scalars['String']['input']>; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  /** The date must be in this range. */
  { acceptedValues?: never; dateRange: DateRangeInput; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  /** The length of the text must be in this range. */
  { acceptedValues?: never; dateRange?: never; length: LengthInput; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  /** Must be true: the value must not be missing. */
  { acceptedValues?: never; dateRange?: never; length?: never; notNull: Scalars['Boolean']['input']; numberRange?: never; pattern?: never; reference?: never; }
  |  /** The number must be in this range. */
  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange: NumberRangeInput; pattern?: never; reference?: never; }
  |  /** The text must match this POSIX regular expression. Back-references are not supported. */
  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern: Scalars['String']['input']; reference?: never; }
  |  /** The value must occur in this column. */
  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference: ReferenceInput; };

/** What a suggestion is about. */
export type RuleSuggestionKind =
  /** The texts are a few that come again and again. */
  | 'ACCEPTED_VALUES'
  /** A value is never, or hardly ever, missing. */
  | 'NOT_NULL'
  /** The numbers or dates lie in a range. */
  | 'RANGE'
  /** All values occur in the key of another table. */
  | 'REFERENCE'
  /** No two rows have the same value: the column may be the key of the dataset. */
  | 'UNIQUENESS';

/** How serious a violation of a business rule is. */
export type Severity =
  /** Must be fixed. */
  | 'CRITICAL'
  /** Must be fixed, though a few exceptions are tolerated. */
  | 'ERROR'
  /** For information. */
  | 'INFO'
  /** Should be fixed. */
  | 'WARNING';

/** Other thresholds, and the period of recorded events to apply them to. */
export type SimulateProfilingPolicyInput = {
  /** Start of the period. */
  from: Scalars['DateTime']['input'];
  /** Instead of the single thresholds: changes of the current monitoring policy, which proposeMonitoringPolicy takes as they are. */
  policy?: InputMaybe<MonitoringPolicyInput>;
  /** Instead of the single thresholds: id of a proposal to simulate. */
  proposalId?: InputMaybe<Scalars['ID']['input']>;
  /** Age of the last profile, in hours, above which any refresh leads to a new one. Default: the current value. */
  refreshMaxAgeHours?: InputMaybe<Scalars['Float']['input']>;
  /** Share of affected rows in the last row count above which a refresh leads to a new profile whatever its age. Default: the current value. */
  refreshRatio?: InputMaybe<Scalars['Float']['input']>;
  /** The thresholds by tier. Default: the current ones. */
  thresholdDays?: InputMaybe<TierThresholdsInput>;
  /** End of the period. Default: now. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What is not known of the period of a simulation. */
export type SimulationNoteKind =
  /** The refreshes before the newest ones before the period. */
  | 'EARLIER_REFRESHES_LEFT_OUT'
  /** Failures and refreshes of which retention has removed the events from the log. */
  | 'EVENTS_REMOVED'
  /** Nothing is missing: profiles to which the policy would not have led were made, and are judged. */
  | 'PROFILES_STILL_JUDGED'
  /** What profiles would have shown to which the policy would have led, and which were never made. */
  | 'PROFILES_WITHOUT_FIGURES';

/** Until when to put off an incident. */
export type SnoozeIncidentInput = {
  /** A comment for its history: up to 10,000 characters. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Id of the incident. */
  incidentId: Scalars['ID']['input'];
  /** Until when: in the future, at most 90 days from now. */
  until: Scalars['DateTime']['input'];
};

/** Filters events. All conditions must match; a condition that is left out matches every event. A filter can have at most 5000 values. */
export type StreamFilter = {
  /** About entities with these canonical keys. */
  canonicalKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** About entities of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** With a quality score of at most this, 0 to 100. */
  maxQualityScore?: InputMaybe<Scalars['Float']['input']>;
  /** About entities of these owners, as they were when the event was appended: a later change of the owner changes nothing. Matches no event that is about no entity, and none that a version without this filter appended. */
  owners?: InputMaybe<Array<Scalars['String']['input']>>;
  /** About entities with at least one of these tags, by the canonical keys of the tags, as they were when the event was appended. Matches no event that is about no entity, and none that a version without this filter appended. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** About entities in these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
};

/** Definition of a tag. It replaces the previous definition completely. */
export type TagInput = {
  /** The entities that have the tag. Default: none. */
  marks?: InputMaybe<Array<EntityNameInput>>;
  /** The values that the tag can have. Default: none. */
  values?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A column of the warehouse, and the check to try on its values. */
export type TestRuleInput = {
  /** The check. */
  check: RuleCheckInput;
  /** The column. */
  column: Scalars['String']['input'];
  /** Schema of the table. */
  schema: Scalars['String']['input'];
  /** Name of the table. */
  table: Scalars['String']['input'];
};

/** A webhook to test. */
export type TestWebhookInput = {
  /** Id of the webhook. */
  webhookId: Scalars['ID']['input'];
};

/** How important an entity is, and how often it must be profiled. */
export type Tier =
  /** Statutory; by default profiled every 7 days. */
  | 'TIER1'
  /** By default profiled every 14 days. */
  | 'TIER2'
  /** By default profiled every 30 days. */
  | 'TIER3'
  /** By default profiled every 90 days. */
  | 'TIER4'
  /** By default profiled every 90 days. */
  | 'TIER5';

/** What is to change for a tier. A field that is left out stays as it is. */
export type TierMonitoringPolicyInput = {
  /** Age of the last profile, in hours, above which any refresh leads to a new one: 0 to 87,600. */
  cooldownHours?: InputMaybe<Scalars['Float']['input']>;
  /** How many of its usual intervals a dataset may go without a refresh, unless its entity states a bound: 1 to 1,000. Null: not watched. */
  freshnessFactor?: InputMaybe<Scalars['Float']['input']>;
  /** How many values must pass the business rules, for the severities in which that changes. */
  minPassPercent?: InputMaybe<Array<MinPassPercentInput>>;
  /** Share of affected rows in the last row count, in percent, above which a refresh leads to a new profile whatever the age of the last one: 0 to 1,000,000. */
  rowsChangedPercent?: InputMaybe<Scalars['Float']['input']>;
  /** Fall of the quality score, in percent of the score that it is compared with, above which it is reported as a drop: 0 to 100. */
  scoreDropPercent?: InputMaybe<Scalars['Float']['input']>;
  /** Age of the last profile, in hours, from which a new one is due: 1 to 87,600. */
  staleAfterHours?: InputMaybe<Scalars['Float']['input']>;
  /** The tier; each one at most once. */
  tier: Tier;
  /** Row count, in percent of the median of the last profiles, above which it is a condition: 100 to 1,000,000. Null: not watched. */
  volumeHighPercent?: InputMaybe<Scalars['Float']['input']>;
  /** Row count, in percent of the median of the last profiles, below which it is a condition: 0 to 100. Less than volumeHighPercent. Null: not watched. */
  volumeLowPercent?: InputMaybe<Scalars['Float']['input']>;
  /** Whether it is a condition that columns came, went or changed their type. */
  watchSchema?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Age of the last profile, in days, from which a new one is due, by tier. Default: the current threshold. */
export type TierThresholdsInput = {
  /** For tier 1. */
  tier1?: InputMaybe<Scalars['Float']['input']>;
  /** For tier 2. */
  tier2?: InputMaybe<Scalars['Float']['input']>;
  /** For tier 3. */
  tier3?: InputMaybe<Scalars['Float']['input']>;
  /** For tier 4. */
  tier4?: InputMaybe<Scalars['Float']['input']>;
  /** For tier 5. */
  tier5?: InputMaybe<Scalars['Float']['input']>;
};

/** Length of a time bucket, in UTC. */
export type TrendBucket =
  /** One day, from midnight. */
  | 'DAY'
  /** One hour. */
  | 'HOUR'
  /** One month, from its first day. */
  | 'MONTH'
  /** One week, from Monday. */
  | 'WEEK';

/** Changes to a webhook. */
export type UpdateWebhookInput = {
  /** The events to send. Default: unchanged. */
  filter?: InputMaybe<WebhookFilterInput>;
  /** The new URL. Default: unchanged. */
  url?: InputMaybe<Scalars['String']['input']>;
  /** Id of the webhook. */
  webhookId: Scalars['ID']['input'];
};

/** How a version of an entity came about. */
export type VersionOrigin =
  /** Requested by one person and approved by others. */
  | 'APPROVAL'
  /** Imported as approved elsewhere, without an approval here. */
  | 'IMPORT';

/** Filters deliveries. */
export type WebhookDeliveryFilter = {
  /** With these statuses. Default: all. */
  statuses?: InputMaybe<Array<WebhookDeliveryStatus>>;
};

/** Status of the delivery of one event to one webhook. */
export type WebhookDeliveryStatus =
  /** It failed for good; it can be sent again. */
  | 'FAILED'
  /** To be sent for the first time or again, or held until its webhook is resumed. */
  | 'PENDING'
  /** The receiver accepted it. */
  | 'SUCCEEDED';

/** Filters the events to send. All conditions must match; a condition that is left out matches every event. */
export type WebhookFilterInput = {
  /** About entities with these canonical keys. */
  canonicalKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** About entities of these types. */
  entityTypes?: InputMaybe<Array<EntityType>>;
  /** About entities in these tiers. */
  tiers?: InputMaybe<Array<Tier>>;
  /** Of these types. */
  types?: InputMaybe<Array<EventType>>;
};

/** Whether events are sent to a webhook. */
export type WebhookStatus =
  /** Every event that matches its filter is sent. */
  | 'ACTIVE'
  /** Events are held, and sent when it is resumed. */
  | 'PAUSED'
  /** Its receiver answered that it is gone; new events are not held for it. */
  | 'STOPPED';

/** A request to withdraw. */
export type WithdrawApprovalInput = {
  /** Id of the request. */
  approvalId: Scalars['ID']['input'];
};

/** A change set to withdraw. */
export type WithdrawChangeSetInput = {
  /** Id of the change set. */
  changeSetId: Scalars['ID']['input'];
};
