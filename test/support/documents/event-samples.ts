import type { EventType, PayloadOf } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';

const entity = { entityType: 'METADATA', entityId: 'met_1', canonicalKey: 'revenue', tier: 'tier1' } as const;
const kpi = { entityId: 'kpi_1', canonicalKey: 'growth', tier: 'tier2' } as const;
const actor = { actorId: 'anna', actorType: 'HUMAN' } as const;
const at = '2026-01-31T12:00:00.000Z';
const approval = {
  approvalId: 'apr_1',
  entityType: 'METADATA',
  canonicalKey: 'revenue',
  tier: 'tier1',
  changeType: 'UPDATE',
} as const;
const change = {
  changeType: 'UPDATE' as const,
  changedFields: ['name'],
  changes: [{ field: 'name', before: '"Sales"', after: '"Revenue"', truncated: false }],
  version: 2,
  changedBy: actor,
};
const figures = { completeness: 98.5, uniqueness: 95.2, validity: 96.8, qualityScore: 96.8 };

/** A payload of each type, with all that is optional. */
const PAYLOADS: { [T in EventType]: PayloadOf<T> } = {
  'metadata.profile.due': {
    ...entity,
    priority: 'high',
    reason: 'SCHEDULE',
    lastProfiledAt: at,
    standardPackId: 'pack_1',
  },
  'metadata.profile.completed': {
    ...entity,
    ...figures,
    qualityGrade: 'A',
    profileId: 'prf_1',
    rowCount: 25_000,
    duration: 0.4,
    triggeredBy: actor,
  },
  'metadata.profile.failed': {
    ...entity,
    errorCode: 'TABLE_NOT_FOUND',
    errorMessage: 'There is no table.',
    attempts: 1,
    duration: 0.1,
    triggeredBy: actor,
  },
  'metadata.changed': { ...entity, ...change },
  'metadata.approved': { ...entity, approvalId: 'apr_1', approvedBy: actor, approvedAt: at },
  'metadata.deprecated': { ...entity, reason: 'old', replacedBy: 'sales', deprecatedBy: actor, deprecatedAt: at },
  'kpi.changed': { ...kpi, ...change },
  'kpi.approved': { ...kpi, approvalId: 'apr_1', approvedBy: actor, approvedAt: at },
  'data.refreshed': {
    entityUrn: 'urn:mdm:metadata:revenue',
    service: { schema: 'sales', table: 'orders' },
    rowsAffected: 25_000,
    refreshType: 'incremental',
    completedAt: at,
    triggeredBy: actor,
  },
  'data.quality.degraded': {
    ...entity,
    previousScore: 96.8,
    qualityScore: 80,
    dropPercent: 17.4,
    previousGrade: 'A',
    qualityGrade: 'B',
    dimensions: [{ dimension: 'completeness', previous: 98.5, current: 60 }],
    profileId: 'prf_2',
    previousProfileId: 'prf_1',
  },
  'approval.created': { ...approval, requestedBy: actor, requestedAt: at },
  'approval.approved': { ...approval, approvedBy: actor, approvedAt: at, comment: 'fine' },
  'approval.rejected': { ...approval, rejectedBy: actor, rejectedAt: at, reason: 'no' },
};

/** An event of the type, complete and valid. */
export function sampleEvent(type: EventType) {
  const id = '0c1b7b1e-64a1-4c7e-9d43-3a5f0e8f0f01';
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const cause = { id, source: 'etl.pipeline' as const, correlationId: id, traceparent };
  return createEvent({
    type,
    id,
    tenantId: 'acme',
    source: 'etl.pipeline',
    createdAt: new Date(at),
    cause,
    payload: PAYLOADS[type],
  });
}
