import type { Priority, Tier } from '../../events/schemas/vocabulary.ts';
import { DAY_MS } from '../time-units.ts';

/** The thresholds of the profiling rules. */
export interface ProfilingPolicy {
  /** Age of the last profile from which an entity of the tier is due, in days. */
  thresholdDays: Readonly<Record<Tier, number>>;
  /** Days beyond the threshold after which a due profile is critical. */
  criticalAfterDays: number;
  /** Age of the last profile above which any refresh leads to a new one, in hours. */
  refreshMaxAgeHours: number;
  /** Share of the last row count above which a refresh leads to a new profile, whatever the age of the last one. */
  refreshRatio: number;
  /** Tiers whose due profiles with high or critical priority are made whatever the age of the last one. */
  urgentTiers: readonly Tier[];
  /** Tiers in which every approved change leads to a profile. */
  approvalTiers: readonly Tier[];
}

export const DEFAULT_PROFILING_POLICY: ProfilingPolicy = {
  thresholdDays: { tier1: 7, tier2: 14, tier3: 30, tier4: 90, tier5: 90 },
  criticalAfterDays: 3,
  refreshMaxAgeHours: 24,
  refreshRatio: 0.1,
  urgentTiers: ['tier1'],
  approvalTiers: ['tier1', 'tier2'],
};

/** The only place that says how long after its last profile an entity of the tier is due. */
export function thresholdMs(policy: ProfilingPolicy, tier: Tier): number {
  return policy.thresholdDays[tier] * DAY_MS;
}

/** An entity of the tier is due at `now` if its last profile is not newer than this. */
export function dueBefore(policy: ProfilingPolicy, tier: Tier, now: Date): Date {
  return new Date(now.getTime() - thresholdMs(policy, tier));
}

/** What is due in the tier at `now` is critical if its last profile is not newer than this. */
export function criticalBefore(policy: ProfilingPolicy, tier: Tier, now: Date): Date {
  return new Date(dueBefore(policy, tier, now).getTime() - policy.criticalAfterDays * DAY_MS);
}

/** How urgent a due profile is. */
export function duePriority(policy: ProfilingPolicy, tier: Tier, lastProfiledAt: Date | null, now: Date): Priority {
  if (!lastProfiledAt || lastProfiledAt <= criticalBefore(policy, tier, now)) return 'critical';
  if (tier === 'tier1') return 'high';
  return tier === 'tier2' ? 'normal' : 'low';
}
