import type { EventOf } from '../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../src/events/schemas/create-event.ts';

interface ProfileEventInit {
  /** Tells it from the others: it becomes the row count. */
  number: number;
  canonicalKey?: string | undefined;
  padding?: number | undefined;
}

export function profileEvent(init: ProfileEventInit): EventOf<'metadata.profile.completed'> {
  const { number, canonicalKey = 'revenue_gross', padding = 0 } = init;
  return createEvent({
    type: 'metadata.profile.completed',
    tenantId: 'demo',
    source: 'metadata-studio.api',
    createdAt: new Date(),
    payload: {
      entityType: 'METADATA',
      entityId: `met_01j9zq3v5x7k2m4n6p8r0s1t2u${'x'.repeat(padding)}`,
      canonicalKey,
      tier: 'tier1',
      completeness: 98.5,
      uniqueness: 95.2,
      validity: 96.8,
      qualityScore: 96.8,
      qualityGrade: 'A',
      profileId: 'prf_01j9zq3v5x7k2m4n6p8r0s1t2u',
      rowCount: number,
      duration: 0.4,
      triggeredBy: { actorId: 'kernel.scheduler', actorType: 'SYSTEM' },
    },
  });
}
