import type { ChangeSinceFragment } from './latest-profile.generated.ts';

/** Less than this many points is not to be seen in the figures. */
const VISIBLE_POINTS = 0.05;

/** The columns that are more or less complete or distinct than before, as they were given. */
export function changedColumns({ columns }: Pick<ChangeSinceFragment, 'columns'>) {
  return columns.filter(
    ({ previousNullPercent, currentNullPercent, previousDistinctPercent, currentDistinctPercent }) =>
      differ(previousNullPercent, currentNullPercent) || differ(previousDistinctPercent, currentDistinctPercent),
  );
}

/** The rules that fail otherwise than before, as they were given. */
export function changedRules({ rules }: Pick<ChangeSinceFragment, 'rules'>) {
  return rules.filter(
    ({ change, previousFailed, currentFailed }) =>
      change === 'NEWLY_FAILING' ||
      change === 'RECOVERED' ||
      change === 'NOT_CHECKED' ||
      (change === 'STILL_FAILING' && previousFailed !== currentFailed),
  );
}

function differ(previous: number | null, current: number | null): boolean {
  if (previous === null || current === null) return previous !== current;
  return Math.abs(current - previous) >= VISIBLE_POINTS;
}
