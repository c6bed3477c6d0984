import type { EventOf, PayloadOf } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';

/** A refresh that no entity is bound to: an event without consequences. */
export function refreshed(
  init: { tenantId?: string; id?: string; table?: string; rowsAffected?: number } = {},
): EventOf<'data.refreshed'> {
  const { tenantId = 'demo', id, table = 'nowhere', rowsAffected = 1 } = init;
  return createEvent({
    type: 'data.refreshed',
    id,
    tenantId,
    source: 'etl.pipeline',
    createdAt: new Date(),
    payload: {
      entityUrn: 'urn:test',
      service: { schema: 'test', table },
      rowsAffected,
      refreshType: 'full',
      completedAt: new Date().toISOString(),
      triggeredBy: { actorId: 'etl', actorType: 'SYSTEM' },
    },
  });
}

export function completed(
  init: { tenantId?: string } & Partial<PayloadOf<'metadata.profile.completed'>> = {},
): EventOf<'metadata.profile.completed'> {
  const { tenantId = 'demo', ...payload } = init;
  return createEvent({
    type: 'metadata.profile.completed',
    tenantId,
    source: 'metadata-studio.api',
    createdAt: new Date(),
    payload: {
      entityType: 'METADATA',
      entityId: 'met_1',
      canonicalKey: 'revenue_gross',
      tier: 'tier1',
      completeness: 98.5,
      uniqueness: 95.2,
      validity: 96.8,
      qualityScore: 96.8,
      qualityGrade: 'A',
      profileId: 'prf_1',
      rowCount: 25_000,
      duration: 0.4,
      triggeredBy: { actorId: 'kernel.scheduler', actorType: 'SYSTEM' },
      ...payload,
    },
  });
}

export function rejected(tenantId: string, reason: string): EventOf<'approval.rejected'> {
  return createEvent({
    type: 'approval.rejected',
    tenantId,
    source: 'metadata-studio.approval',
    createdAt: new Date(),
    payload: {
      approvalId: 'apr_1',
      entityType: 'METADATA',
      canonicalKey: 'revenue_gross',
      tier: 'tier1',
      changeType: 'UPDATE',
      rejectedBy: { actorId: 'bert', actorType: 'HUMAN' },
      rejectedAt: new Date().toISOString(),
      reason,
    },
  });
}
