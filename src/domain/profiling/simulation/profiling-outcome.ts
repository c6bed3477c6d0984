import { type Tier, TIERS } from '../../../events/schemas/vocabulary.ts';
import { DAY_MS } from '../../time-units.ts';
import { type ProfilingPolicy, thresholdMs } from '../profiling-policy.ts';
import { PROFILING_RULES, type ProfilingRule } from '../profiling-rules.ts';
import type { CountedDecision, Tally } from './profiling-history.ts';

export interface RuleOutcome {
  rule: ProfilingRule;
  /** Events about which it decided, counted for each entity. */
  decisions: number;
  /** Profile runs that it started. */
  runs: number;
}

export interface TierOutcome {
  tier: Tier;
  decisions: number;
  runs: number;
  /** Profiles made: runs that ended in the period and did not fail. */
  profiles: number;
  /** Mean age of the last profile when a new one was made; null: no profile had a predecessor. */
  meanAgeDays: number | null;
  /** Greatest age that a last profile reached, also at the end of the period; null: there was none. */
  maxAgeDays: number | null;
  /** Entities whose last profile became older than the tier's threshold in the reference policy. */
  entitiesBeyondThreshold: number;
  /** Entities whose last profile became so old that it is critical by the reference policy. */
  entitiesCritical: number;
  /** Active entities without a profile at the end. */
  entitiesNeverProfiled: number;
}

/** The result of a policy. */
export interface ProfilingOutcome {
  decisions: number;
  runs: number;
  /** Decisions for a profile that joined a run. */
  joined: number;
  skipped: number;
  byRule: RuleOutcome[];
  byTier: TierOutcome[];
}

/**
 * Collects entity after entity. The reference policy says what is too old, the same for all outcomes that are compared.
 */
export function createProfilingTally(yardstick: ProfilingPolicy) {
  let joined = 0;
  let skipped = 0;
  const byRule = new Map<ProfilingRule, RuleOutcome>();
  const byTier = new Map(TIERS.map((tier) => [tier, newTier(tier)]));
  const ages = new Map<Tier, { count: number; sumMs: number; maxMs: number }>();
  /** Greatest age for the current entity, by the tier that it had then. */
  let oldest = new Map<Tier, number>();

  function ofRule(rule: ProfilingRule): RuleOutcome {
    const outcome = byRule.get(rule) ?? { rule, decisions: 0, runs: 0 };
    byRule.set(rule, outcome);
    return outcome;
  }

  function ofTier(tier: Tier): TierOutcome {
    const outcome = byTier.get(tier) ?? newTier(tier);
    byTier.set(tier, outcome);
    return outcome;
  }

  function reach(tier: Tier, ageMs: number): void {
    oldest.set(tier, Math.max(oldest.get(tier) ?? 0, ageMs));
    const known = ages.get(tier) ?? { count: 0, sumMs: 0, maxMs: 0 };
    ages.set(tier, { ...known, maxMs: Math.max(known.maxMs, ageMs) });
  }

  const tally: Tally = {
    decided({ tier, rule, profiled, joined: hasJoined }: CountedDecision) {
      ofRule(rule).decisions++;
      ofTier(tier).decisions++;
      if (!profiled) skipped++;
      else if (hasJoined) joined++;
      else {
        ofRule(rule).runs++;
        ofTier(tier).runs++;
      }
    },
    profiled(tier, ageMs) {
      ofTier(tier).profiles++;
      if (ageMs === null) return;
      reach(tier, ageMs);
      const known = ages.get(tier) ?? { count: 0, sumMs: 0, maxMs: 0 };
      ages.set(tier, { ...known, count: known.count + 1, sumMs: known.sumMs + ageMs });
    },
    ended(tier, ageMs) {
      if (ageMs === null) ofTier(tier).entitiesNeverProfiled++;
      else reach(tier, ageMs);
    },
  };

  return {
    ...tally,
    /** What follows concerns the next entity. */
    nextEntity(): void {
      for (const [tier, ageMs] of oldest) {
        const staleFromMs = thresholdMs(yardstick, tier);
        if (ageMs > staleFromMs) ofTier(tier).entitiesBeyondThreshold++;
        if (ageMs >= staleFromMs + yardstick.criticalAfterDays * DAY_MS) ofTier(tier).entitiesCritical++;
      }
      oldest = new Map();
    },
    /** Decisions about no entity, which are the same under any policy. */
    decidedAboutNone(rule: ProfilingRule, decisions: number): void {
      ofRule(rule).decisions += decisions;
      skipped += decisions;
    },
    outcome(): ProfilingOutcome {
      const rules = PROFILING_RULES.flatMap((rule) => byRule.get(rule) ?? []);
      const tiers = [...byTier.values()].map((outcome) => {
        const known = ages.get(outcome.tier);
        return {
          ...outcome,
          meanAgeDays: known && known.count > 0 ? inDays(known.sumMs / known.count) : null,
          maxAgeDays: known ? inDays(known.maxMs) : null,
        };
      });
      return {
        decisions: rules.reduce((sum, { decisions }) => sum + decisions, 0),
        runs: rules.reduce((sum, { runs }) => sum + runs, 0),
        joined,
        skipped,
        byRule: rules,
        byTier: tiers,
      };
    },
  };
}

function newTier(tier: Tier): TierOutcome {
  return {
    tier,
    decisions: 0,
    runs: 0,
    profiles: 0,
    meanAgeDays: null,
    maxAgeDays: null,
    entitiesBeyondThreshold: 0,
    entitiesCritical: 0,
    entitiesNeverProfiled: 0,
  };
}

/** Rounded to hundredths: a quarter of an hour. */
function inDays(ms: number): number {
  return Math.round((100 * ms) / DAY_MS) / 100;
}
