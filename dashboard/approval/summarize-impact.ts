import type { QualityGrade, Tier } from '../gql/types.ts';
import { text } from '../text/text.ts';

/** What is counted of an entity downstream. */
export interface Affected {
  tier: Tier;
  latestProfile: { qualityGrade: QualityGrade } | null;
}

export interface ImpactSummary {
  tiers: readonly (readonly [tier: Tier, count: number])[];
  /** The worst grade first; undefined: without a profile. */
  grades: readonly (readonly [grade: QualityGrade | undefined, count: number])[];
}

const GRADES: readonly QualityGrade[] = ['F', 'D', 'C', 'B', 'A'];

/** How many entities of each tier and grade a change affects. Only what there is. */
export function summarizeImpact(entities: readonly Affected[]): ImpactSummary {
  const count = (matches: (entity: Affected) => boolean) => entities.filter(matches).length;
  const tiers = Object.keys(text.tiers) as Tier[];
  return {
    tiers: tiers.map((tier) => [tier, count((each) => each.tier === tier)] as const).filter(([, found]) => found > 0),
    grades: [...GRADES, undefined]
      .map((grade) => [grade, count((each) => each.latestProfile?.qualityGrade === grade)] as const)
      .filter(([, found]) => found > 0),
  };
}
