import type { EntityLiveFragment } from '../../entities/entity-live.generated.ts';

/** A reported drop of a score, with the entity as it is now. */
export interface QualityDrop {
  cursor: string;
  createdAt: string;
  correlationId: string;
  payload: { previousScore: number };
  explanation: { summary: string } | null;
  entity: EntityLiveFragment | null;
}

/** An entity whose score has not recovered. */
export interface Degraded {
  entity: EntityLiveFragment;
  profile: NonNullable<EntityLiveFragment['latestProfile']>;
  /** The score that it had before it fell. */
  scoreBefore: number;
  /** By how much of that the score is lower now. */
  lostPercent: number;
  /** The last drop that was reported. */
  drop: QualityDrop;
}

/** A drop is reported when more than this share is lost; a score that is back within it has recovered. */
const TOLERATED = 0.1;

/**
 * Who has not recovered, worst first. An entity that falls twice in a row is compared with what it was before both. What
 * is neither active nor profiled has no quality to speak of.
 *
 * @param drops oldest first
 */
export function findDegraded(drops: readonly QualityDrop[]): readonly Degraded[] {
  const lasting = new Map<string, { drop: QualityDrop; scoreBefore: number }>();
  for (const drop of drops) {
    if (!drop.entity) continue;
    const { previousScore } = drop.payload;
    const earlier = lasting.get(drop.entity.id)?.scoreBefore;
    const hadRecovered = earlier === undefined || !isBelow(previousScore, earlier);
    lasting.set(drop.entity.id, { drop, scoreBefore: hadRecovered ? previousScore : earlier });
  }
  const degraded: Degraded[] = [];
  for (const { drop, scoreBefore } of lasting.values()) {
    const { entity } = drop;
    const profile = entity?.latestProfile;
    if (entity?.status !== 'ACTIVE' || !profile || !isBelow(profile.qualityScore, scoreBefore)) continue;
    const lostPercent = (100 * (scoreBefore - profile.qualityScore)) / scoreBefore;
    degraded.push({ entity, profile, scoreBefore, lostPercent, drop });
  }
  return degraded.sort(
    (a, b) =>
      a.profile.qualityScore - b.profile.qualityScore ||
      a.entity.tier.localeCompare(b.entity.tier) ||
      a.entity.canonicalKey.localeCompare(b.entity.canonicalKey),
  );
}

function isBelow(score: number, before: number): boolean {
  return (before - score) / before > TOLERATED;
}
