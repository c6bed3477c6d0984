import { QUALITY_GRADES, type QualityGrade, type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import { roundHalfUp } from '../profiling/figures.ts';
import { PROFILE_STATES, type ProfileState } from '../profiling/profile-state.ts';

/** Entities that are alike in what a summary tells apart. */
export interface AlikeEntities {
  tier: Tier;
  state: ProfileState;
  /** Null: they have no profile. */
  grade: QualityGrade | null;
  /** Whether their last profile is within the threshold of the tier. */
  isCompliant: boolean;
  count: number;
  /** Sum of the scores of their last profiles. */
  scoreSum: number;
}

/** How the active entities of a tier that are bound to a dataset stand. */
export interface TierSummary {
  tier: Tier;
  entityCount: number;
  /** Every state, also those of no entity. */
  states: { state: ProfileState; count: number }[];
  compliant: number;
  /** 0..100 with one decimal; null: there are no entities. */
  compliantPercent: number | null;
  /** Of the last profiles, 0..100 with one decimal; null: there are none. */
  meanQualityScore: number | null;
  /** Every grade, also those of no profile. */
  grades: { grade: QualityGrade; count: number }[];
}

/** One summary for each of the tiers, the most important first. */
export function summarizeTiers(tiers: readonly Tier[], entities: readonly AlikeEntities[]): TierSummary[] {
  return TIERS.filter((tier) => tiers.includes(tier)).map((tier) =>
    summarize(
      tier,
      entities.filter((some) => some.tier === tier),
    ),
  );
}

function summarize(tier: Tier, entities: readonly AlikeEntities[]): TierSummary {
  const countOf = (isMeant: (some: AlikeEntities) => boolean) =>
    entities.filter(isMeant).reduce((sum, { count }) => sum + count, 0);
  const entityCount = countOf(() => true);
  const compliant = countOf(({ isCompliant }) => isCompliant);
  const profiled = countOf(({ grade }) => grade !== null);
  const scoreSum = entities.reduce((sum, some) => sum + some.scoreSum, 0);
  return {
    tier,
    entityCount,
    states: PROFILE_STATES.map((state) => ({ state, count: countOf((some) => some.state === state) })),
    compliant,
    compliantPercent: entityCount === 0 ? null : roundHalfUp((100 * compliant) / entityCount),
    meanQualityScore: profiled === 0 ? null : roundHalfUp(scoreSum / profiled),
    grades: QUALITY_GRADES.map((grade) => ({ grade, count: countOf((some) => some.grade === grade) })),
  };
}
