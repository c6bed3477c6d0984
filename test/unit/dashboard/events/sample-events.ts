import type { EntityLiveFragment } from '../../../../dashboard/entities/entity-live.generated.ts';
import type { EventLineFragment } from '../../../../dashboard/events/event-line.generated.ts';

export const airports: EntityLiveFragment = {
  __typename: 'Metadata',
  id: 'ent_1',
  canonicalKey: 'airports',
  entityType: 'METADATA',
  name: 'Airports',
  tier: 'TIER1',
  status: 'ACTIVE',
  owner: 'anna',
  version: 1,
  profileState: 'FRESH',
  lastProfiledAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  nextProfileDueAt: '2026-01-08T00:00:00.000Z',
  latestProfile: {
    id: 'prf_1',
    createdAt: '2026-01-01T00:00:00.000Z',
    qualityScore: 83.3,
    qualityGrade: 'B',
    rowCount: 3_376,
  },
  lastFailure: null,
  pendingApproval: null,
};

const envelope = {
  id: 'evt_1',
  cursor: 'c1',
  createdAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'cor_1',
  source: 'METADATA_STUDIO_API',
  entity: airports,
} as const;
const named = { canonicalKey: 'airports', entityType: 'METADATA', tier: 'TIER1' } as const;
const kpi = { canonicalKey: 'airports', tier: 'TIER1' } as const;
const anna = { actorId: 'anna' };
const bert = { actorId: 'bert' };

/** One of each type. */
export const SAMPLES = {
  due: {
    ...envelope,
    __typename: 'MetadataProfileDueEvent',
    type: 'METADATA_PROFILE_DUE',
    payload: { ...named, dueReason: 'SCHEDULE', priority: 'HIGH' },
  },
  completed: {
    ...envelope,
    __typename: 'MetadataProfileCompletedEvent',
    type: 'METADATA_PROFILE_COMPLETED',
    payload: { ...named, qualityScore: 96.8, qualityGrade: 'A', rowCount: 25_000 },
  },
  failed: {
    ...envelope,
    __typename: 'MetadataProfileFailedEvent',
    type: 'METADATA_PROFILE_FAILED',
    payload: { ...named, errorMessage: 'The table does not exist.' },
  },
  changed: {
    ...envelope,
    __typename: 'MetadataChangedEvent',
    type: 'METADATA_CHANGED',
    payload: { ...named, changeType: 'UPDATE', changedFields: ['name', 'dataset.keyColumns'], changedBy: anna },
  },
  approvedMetadata: {
    ...envelope,
    __typename: 'MetadataApprovedEvent',
    type: 'METADATA_APPROVED',
    payload: { ...named, approvedBy: bert },
  },
  deprecated: {
    ...envelope,
    __typename: 'MetadataDeprecatedEvent',
    type: 'METADATA_DEPRECATED',
    payload: { ...named, deprecatedBy: anna, replacedBy: 'airfields' },
  },
  kpiChanged: {
    ...envelope,
    __typename: 'KpiChangedEvent',
    type: 'KPI_CHANGED',
    payload: { ...kpi, changeType: 'CREATE', changedFields: [], changedBy: anna },
  },
  kpiApproved: {
    ...envelope,
    __typename: 'KpiApprovedEvent',
    type: 'KPI_APPROVED',
    payload: { ...kpi, approvedBy: bert },
  },
  refreshed: {
    ...envelope,
    __typename: 'DataRefreshedEvent',
    type: 'DATA_REFRESHED',
    source: 'ETL_PIPELINE',
    payload: {
      entityUrn: 'urn:mdm:dataset:sales.transactions',
      refreshType: 'INCREMENTAL',
      rowsReported: 1,
      service: { schema: 'sales', table: 'transactions' },
    },
  },
  degraded: {
    ...envelope,
    __typename: 'DataQualityDegradedEvent',
    type: 'DATA_QUALITY_DEGRADED',
    payload: { ...named, previousScore: 99.9, qualityScore: 83.3, qualityGrade: 'B', dropPercent: 16.6 },
    explanation: { summary: 'The score fell from 99.9 to 83.3: uniqueness lost 50 points.' },
  },
  requested: {
    ...envelope,
    __typename: 'ApprovalCreatedEvent',
    type: 'APPROVAL_CREATED',
    payload: { ...named, approvalId: 'apr_1', changeType: 'DEPRECATE', requestedBy: anna },
  },
  approved: {
    ...envelope,
    __typename: 'ApprovalApprovedEvent',
    type: 'APPROVAL_APPROVED',
    payload: { ...named, approvalId: 'apr_1', changeType: 'UPDATE', approvedBy: bert },
  },
  rejected: {
    ...envelope,
    __typename: 'ApprovalRejectedEvent',
    type: 'APPROVAL_REJECTED',
    payload: { ...named, approvalId: 'apr_1', changeType: 'UPDATE', rejectedBy: bert, reason: 'Mend the data.' },
  },
} satisfies Record<string, EventLineFragment>;
