import type { LoggedEvent } from '../../src/events/log/log.ts';

/**
 * The fields that the subscription selects, in its order and with the same values as ours: what an application would
 * publish for a peer.
 */
export function peerMessage({ event, cursor }: LoggedEvent): string {
  if (event.type !== 'metadata.profile.completed') throw new Error(`the bench does not publish ${event.type}`);
  const { id, createdAt, payload } = event;
  const { entityType, entityId, canonicalKey, tier, qualityScore, qualityGrade } = payload;
  const { completeness, rowCount, duration } = payload;
  return JSON.stringify({
    ...{ cursor, id, createdAt },
    payload: {
      ...{ entityType, entityId, canonicalKey, tier: tier.toUpperCase(), qualityScore, qualityGrade },
      ...{ completeness, rowCount, duration },
    },
  });
}
