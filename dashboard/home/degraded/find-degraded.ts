import type { LowScoreFragment } from './degraded.generated.ts';

/** A reported drop of a score. */
export interface QualityDrop {
  cursor: string;
  createdAt: string;
  correlationId: string;
  payload: { entityId: string; previousScore: number };
  explanation: { summary: string } | null;
}

/** An entity whose score has not recovered. */
export interface Degraded {
  entity: LowScoreFragment;
  profile: NonNullable<LowScoreFragment['latestProfile']>;
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
 * @param entities as they are now; others are left out
 */
export function findDegraded(
  drops: readonly QualityDrop[],
  entities: readonly LowScoreFragment[],
): readonly Degraded[] {
  const lasting = new Map<string, { drop: QualityDrop; scoreBefore: number }>();
  for (const drop of drops) {
    const { entityId, previousScore } = drop.payload;
    const earlier = lasting.get(entityId)?.scoreBefore;
    const hadRecovered = earlier === undefined || !isBelow(previousScore, earlier);
    lasting.set(entityId, { drop, scoreBefore: hadRecovered ? previousScore : earlier });
  }
  const degraded: Degraded[] = [];
  for (const entity of entities) {
    const last = lasting.get(entity.id);
    const profile = entity.latestProfile;
    if (!last || entity.status !== 'ACTIVE' || !profile || !isBelow(profile.qualityScore, last.scoreBefore)) continue;
    const lostPercent = (100 * (last.scoreBefore - profile.qualityScore)) / last.scoreBefore;
    degraded.push({ entity, profile, lostPercent, ...last });
  }
  return degraded.sort(byBadness);
}

/** The worst first; of equal ones the most important. */
export function byBadness(a: Degraded, b: Degraded): number {
  return (
    a.profile.qualityScore - b.profile.qualityScore ||
    a.entity.tier.localeCompare(b.entity.tier) ||
    a.entity.canonicalKey.localeCompare(b.entity.canonicalKey)
  );
}

function isBelow(score: number, before: number): boolean {
  return (before - score) / before > TOLERATED;
}
