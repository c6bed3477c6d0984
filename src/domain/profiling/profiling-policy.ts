import type { Priority, Tier } from '../../events/schemas/vocabulary.ts';
import { DAY_MS, HOUR_MS } from '../time-units.ts';

/** The thresholds of a tier. */
export interface TierProfilingPolicy {
  /** Age of the last profile from which an entity is due. */
  staleAfterHours: number;
  /** Age of the last profile above which any refresh leads to a new one. */
  cooldownHours: number;
  /** Share of the last row count above which a refresh leads to a new profile, whatever the age of the last one. */
  rowsChangedPercent: number;
}

/** The thresholds of the profiling rules. */
export interface ProfilingPolicy {
  tiers: Readonly<Record<Tier, Readonly<TierProfilingPolicy>>>;
  /** Days beyond the threshold after which a due profile is critical. */
  criticalAfterDays: number;
  /** Tiers whose due profiles with high or critical priority are made whatever the age of the last one. */
  urgentTiers: readonly Tier[];
  /** Tiers in which every approved change leads to a profile. */
  approvalTiers: readonly Tier[];
}

export const DEFAULT_PROFILING_POLICY: ProfilingPolicy = {
  tiers: {
    tier1: { staleAfterHours: 7 * 24, cooldownHours: 24, rowsChangedPercent: 10 },
    tier2: { staleAfterHours: 14 * 24, cooldownHours: 24, rowsChangedPercent: 10 },
    tier3: { staleAfterHours: 30 * 24, cooldownHours: 24, rowsChangedPercent: 10 },
    tier4: { staleAfterHours: 90 * 24, cooldownHours: 24, rowsChangedPercent: 10 },
    tier5: { staleAfterHours: 90 * 24, cooldownHours: 24, rowsChangedPercent: 10 },
  },
  criticalAfterDays: 3,
  urgentTiers: ['tier1'],
  approvalTiers: ['tier1', 'tier2'],
};

/** The only place that says how long after its last profile an entity of the tier is due. */
export function thresholdMs(policy: ProfilingPolicy, tier: Tier): number {
  return policy.tiers[tier].staleAfterHours * HOUR_MS;
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
