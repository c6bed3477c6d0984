import type { EventOf } from '../../src/events/schemas/catalogue.ts';
import { completed } from '../../test/support/events/events.ts';

interface ProfileEventInit {
  /** Tells it from the others: it becomes the row count. */
  number: number;
  canonicalKey?: string | undefined;
  padding?: number | undefined;
}

export function profileEvent({
  number,
  canonicalKey,
  padding = 0,
}: ProfileEventInit): EventOf<'metadata.profile.completed'> {
  return completed({
    entityId: `met_01j9zq3v5x7k2m4n6p8r0s1t2u${'x'.repeat(padding)}`,
    profileId: 'prf_01j9zq3v5x7k2m4n6p8r0s1t2u',
    rowCount: number,
    ...(canonicalKey !== undefined && { canonicalKey }),
  });
}
