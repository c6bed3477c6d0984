import type { EntitiesSearch } from '../../entities/entities-search.ts';
import type { ProfileState, QualityGrade, Tier } from '../../gql/types.ts';
import type { TierHealthQuery } from './health.generated.ts';

type TierSummary = TierHealthQuery['tierSummary'][number];

/** A number that leads to the entities that it counts. */
export interface Figure {
  count: number;
  search: EntitiesSearch;
}

export interface TierFigures {
  /** Undefined: all tiers together. */
  tier: Tier | undefined;
  entities: Figure;
  compliant: Figure;
  /** Undefined if there are none. */
  compliantPercent: number | undefined;
  stale: Figure;
  never: Figure;
  failing: Figure;
  /** Undefined if there is none. */
  meanScore: number | undefined;
  worstFirst: EntitiesSearch;
  grades: readonly (Figure & { grade: QualityGrade })[];
}

/** What a summary counts is active and bound to a dataset. */
export const MEASURED: readonly ProfileState[] = ['RUNNING', 'FAILING', 'NEVER', 'STALE', 'FRESH'];

export function tierFigures(summary: TierSummary): TierFigures {
  const { tier, entityCount, compliant, meanQualityScore, states, grades } = summary;
  const found: EntitiesSearch = { tiers: [tier], statuses: ['ACTIVE'] };
  const inState = (state: ProfileState): Figure => ({
    count: states.find((each) => each.state === state)?.count ?? 0,
    search: { ...found, profileStates: [state] },
  });
  return {
    tier,
    entities: { count: entityCount, search: { ...found, profileStates: MEASURED } },
    compliant: { count: compliant, search: { ...found, profileStates: ['FRESH'] } },
    compliantPercent: percentOf(compliant, entityCount),
    stale: inState('STALE'),
    never: inState('NEVER'),
    failing: inState('FAILING'),
    meanScore: meanQualityScore ?? undefined,
    worstFirst: { ...found, profileStates: MEASURED, sort: 'QUALITY_SCORE.ASC' },
    grades: grades.map(({ grade, count }) => ({ grade, count, search: { ...found, grades: [grade] } })),
  };
}

/** All tiers as one. */
export function totalFigures(tiers: readonly TierFigures[]): TierFigures {
  const together = (pick: (tier: TierFigures) => Figure | undefined): Figure => {
    const figures = tiers.map(pick).filter((figure) => figure !== undefined);
    const { tiers: _, ...search } = figures[0]?.search ?? {};
    return { count: figures.reduce((sum, { count }) => sum + count, 0), search };
  };
  const entities = together((tier) => tier.entities);
  const compliant = together((tier) => tier.compliant);
  return {
    tier: undefined,
    entities,
    compliant,
    compliantPercent: percentOf(compliant.count, entities.count),
    stale: together((tier) => tier.stale),
    never: together((tier) => tier.never),
    failing: together((tier) => tier.failing),
    meanScore: meanOf(tiers),
    worstFirst: { ...entities.search, sort: 'QUALITY_SCORE.ASC' },
    grades: (tiers[0]?.grades ?? []).map(({ grade }) => ({
      grade,
      ...together((tier) => tier.grades.find((each) => each.grade === grade)),
    })),
  };
}

function percentOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : (100 * part) / whole;
}

/** Each tier counts as often as it has profiles, which are those with a grade. */
function meanOf(tiers: readonly TierFigures[]): number | undefined {
  let sum = 0;
  let profiles = 0;
  for (const { meanScore, grades } of tiers) {
    if (meanScore === undefined) continue;
    const count = grades.reduce((all, grade) => all + grade.count, 0);
    sum += meanScore * count;
    profiles += count;
  }
  return profiles === 0 ? undefined : sum / profiles;
}
