import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import type { Severity } from '../entities/entity-definition.ts';
import {
  DEFAULT_PROFILING_POLICY,
  type ProfilingPolicy,
  type TierProfilingPolicy,
} from '../profiling/profiling-policy.ts';

/** What is watched of the entities of a tier, and within which bounds. */
export interface TierMonitoringPolicy extends TierProfilingPolicy {
  /** Fall of the score, in percent of what it is compared with, above which it is a drop. */
  scoreDropPercent: number;
  /** Bounds of the row count, in percent of the median of the last profiles; null: not watched. */
  volumeLowPercent: number | null;
  volumeHighPercent: number | null;
  /** How many usual intervals a dataset may go without a refresh, unless its entity states a bound; null: any. */
  freshnessFactor: number | null;
  /** Whether columns that come, go or change their type are a condition. */
  watchSchema: boolean;
  /** Share of the checked values that must pass a rule of the severity, unless the rule says otherwise; null: any. */
  minPassPercent: Readonly<Record<Severity, number | null>>;
}

/** A time in which no alarms are raised, because a known load runs. It begins on each of the days at the same time. */
export interface ExclusionWindow {
  name: string;
  /** Days of the week, 1 (Monday) to 7. */
  days: readonly number[];
  /** Time of the day in the policy's time zone, as `HH:MM`. */
  from: string;
  minutes: number;
  /** If left out: every tier. */
  tiers?: readonly Tier[] | undefined;
}

/** How a tenant is monitored. */
export interface MonitoringPolicy {
  /** 0: the defaults; then one more with every proposal that was approved. */
  version: number;
  tiers: Readonly<Record<Tier, TierMonitoringPolicy>>;
  /** IANA name of the time zone of the schedule and of the exclusion windows. */
  timeZone: string;
  exclusionWindows: readonly ExclusionWindow[];
}

/** The policies in force. What it gives may be up to 5 s old. */
export interface MonitoringPolicies {
  of(tenantId: string): Promise<MonitoringPolicy>;
}

const DEFAULT_MIN_PASS_PERCENT: Readonly<Record<Severity, number | null>> = {
  INFO: null,
  WARNING: null,
  ERROR: 95,
  CRITICAL: 100,
};

/** The policy of a tenant that has none of its own. */
export function defaultMonitoringPolicy(profiling: ProfilingPolicy = DEFAULT_PROFILING_POLICY): MonitoringPolicy {
  const ofTier = (tier: Tier): TierMonitoringPolicy => ({
    ...profiling.tiers[tier],
    scoreDropPercent: 10,
    volumeLowPercent: 50,
    volumeHighPercent: 200,
    freshnessFactor: 3,
    watchSchema: true,
    minPassPercent: DEFAULT_MIN_PASS_PERCENT,
  });
  const tiers = Object.fromEntries(TIERS.map((tier) => [tier, ofTier(tier)])) as Record<Tier, TierMonitoringPolicy>;
  return { version: 0, tiers, timeZone: 'UTC', exclusionWindows: [] };
}

/** The thresholds of the profiling rules. What they contain besides is the same for everybody. */
export function profilingPolicyOf({ tiers }: Pick<MonitoringPolicy, 'tiers'>): ProfilingPolicy {
  return { ...DEFAULT_PROFILING_POLICY, tiers };
}

/** The default policy for every tenant. */
export const defaultMonitoringPolicies: MonitoringPolicies = {
  of: () => Promise.resolve(defaultMonitoringPolicy()),
};
