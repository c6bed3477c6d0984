import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import type { Entity } from '../entities/entity.ts';
import { type ProfilingPolicy, thresholdMs } from './profiling-policy.ts';

/**
 * Entities whose next profile is due equally long after a time of theirs, or at no time: `never` is due from the
 * creation of the entity, a tier by its threshold after the last profile, the others are not due at all.
 */
export const DUE_GROUPS = ['never', ...TIERS, 'inactive', 'unmeasured'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

/** What has to be known of an entity to say when its next profile is due. */
export type DueFacts = Pick<Entity, 'dataset' | 'status' | 'tier' | 'createdAt' | 'lastProfiledAt'>;

/** As the column `due_group` of the store. */
export function dueGroupOf({ dataset, status, lastProfiledAt, tier }: Omit<DueFacts, 'createdAt'>): DueGroup {
  if (!dataset) return 'unmeasured';
  if (status !== 'ACTIVE') return 'inactive';
  return lastProfiledAt ? tier : 'never';
}

/** What is added to the time of a group. */
export function dueAfterMs(policy: ProfilingPolicy, group: 'never' | Tier): number {
  return group === 'never' ? 0 : thresholdMs(policy, group);
}

/** When the next profile is due; null: at no time. It is due from the creation on while there is no profile. */
export function nextProfileDueAt(entity: DueFacts, policy: ProfilingPolicy): Date | null {
  const group = dueGroupOf(entity);
  if (group === 'unmeasured' || group === 'inactive') return null;
  const from = entity.lastProfiledAt ?? entity.createdAt;
  return new Date(from.getTime() + dueAfterMs(policy, group));
}
