import { and, gt, gte, isNotNull, lt, lte, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import type { DueGroup } from '../../../domain/profiling/due-time.ts';
import { GRADE_SCORES } from '../../../domain/profiling/figures.ts';
import type { ProfileState } from '../../../domain/profiling/profile-state.ts';
import { dueBefore } from '../../../domain/profiling/profiling-policy.ts';
import { TIERS } from '../../../events/schemas/vocabulary.ts';
import type { EntityQuery } from '../entity-condition.ts';

/** The columns of the entities, or those of their texts. */
type Columns = Record<'tier' | 'lastQualityScore' | 'lastProfiledAt', AnyPgColumn>;

/**
 * Bounds of the value by which a list is sorted, for what matches a query: a walk begins, or ends, where the matches do.
 * Undefined: the query does not bound the value. Where it does, what has no value does not match.
 */
export function tierBounds({ tiers }: Pick<EntityQuery, 'tiers'>, { tier }: Columns): SQL | undefined {
  const asked = TIERS.filter((one) => tiers?.includes(one));
  const [first, last] = [asked[0], asked.at(-1)];
  return first && last ? and(gte(tier, first), lte(tier, last)) : undefined;
}

/** As `tierBounds`. There is a score as soon as there is a profile. */
export function scoreBounds(
  { grades, maxQualityScore, profileStates }: Pick<EntityQuery, 'grades' | 'maxQualityScore' | 'profileStates'>,
  { lastQualityScore }: Columns,
): SQL | undefined {
  const scores = (grades ?? []).map((grade) => GRADE_SCORES[grade]);
  const from = Math.min(...scores.map((score) => score.from));
  const below = Math.max(...scores.map((score) => score.below));
  return and(
    scores.length > 0 && Number.isFinite(from) ? gte(lastQualityScore, from) : undefined,
    scores.length > 0 && Number.isFinite(below) ? lt(lastQualityScore, below) : undefined,
    maxQualityScore === undefined ? undefined : lte(lastQualityScore, maxQualityScore),
    profileStates && onlyAge(profileStates) ? isNotNull(lastQualityScore) : undefined,
  );
}

/** As `tierBounds`. */
export function profileTimeBounds(
  { profileStates }: Pick<EntityQuery, 'profileStates'>,
  { lastProfiledAt }: Columns,
): SQL | undefined {
  if (!profileStates) return undefined;
  const { policy, now } = profileStates;
  const times = TIERS.map((one) => dueBefore(policy, one, now).getTime());
  switch (onlyAge(profileStates)) {
    case 'FRESH':
      return gt(lastProfiledAt, new Date(Math.min(...times)));
    case 'STALE':
      return lte(lastProfiledAt, new Date(Math.max(...times)));
    case undefined:
      return undefined;
  }
}

/** Whether only fresh profiles, or only stale ones, are asked for. */
export function onlyAge({ states }: { states: readonly string[] }): 'FRESH' | 'STALE' | undefined {
  const [state, ...more] = states;
  return more.length === 0 && (state === 'FRESH' || state === 'STALE') ? state : undefined;
}

const STATES_OF_TIER = ['RUNNING', 'FAILING', 'STALE', 'FRESH'] as const;
const STATES: Readonly<Record<DueGroup, readonly ProfileState[]>> = {
  unmeasured: ['NOT_MEASURED'],
  never: ['RUNNING', 'FAILING', 'NEVER'],
  inactive: [...STATES_OF_TIER, 'NEVER'],
  tier1: STATES_OF_TIER,
  tier2: STATES_OF_TIER,
  tier3: STATES_OF_TIER,
  tier4: STATES_OF_TIER,
  tier5: STATES_OF_TIER,
};

/** Whether anything of the group can match: a walk through the others would be in vain. */
export function canMatch(
  group: DueGroup,
  { grades, maxQualityScore, profileStates }: Pick<EntityQuery, 'grades' | 'maxQualityScore' | 'profileStates'>,
): boolean {
  if (group === 'never' && (grades !== undefined || maxQualityScore !== undefined)) return false;
  return !profileStates || STATES[group].some((state) => profileStates.states.includes(state));
}
