import type { Entity } from '../entities/entity.ts';
import { dueBefore, type ProfilingPolicy } from './profiling-policy.ts';

/** In order of precedence: an entity has the first that applies. */
export const PROFILE_STATES = ['NOT_MEASURED', 'RUNNING', 'FAILING', 'NEVER', 'STALE', 'FRESH'] as const;
export type ProfileState = (typeof PROFILE_STATES)[number];

export type ProfileStateFacts = Pick<Entity, 'dataset' | 'openRunId' | 'lastFailure' | 'lastProfiledAt' | 'tier'>;

/** How an entity stands with its profiles at `now`. */
export function profileStateOf(
  { dataset, openRunId, lastFailure, lastProfiledAt, tier }: ProfileStateFacts,
  policy: ProfilingPolicy,
  now: Date,
): ProfileState {
  if (!dataset) return 'NOT_MEASURED';
  if (openRunId !== null) return 'RUNNING';
  if (lastFailure) return 'FAILING';
  if (!lastProfiledAt) return 'NEVER';
  return lastProfiledAt <= dueBefore(policy, tier, now) ? 'STALE' : 'FRESH';
}
