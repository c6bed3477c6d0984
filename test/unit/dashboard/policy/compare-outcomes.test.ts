import { describe, expect, it } from 'vitest';

import {
  compareRules,
  compareTiers,
  modelFits,
  thresholdsOf,
} from '../../../../dashboard/policy/simulation/compare-outcomes.ts';
import { summarize } from '../../../../dashboard/policy/simulation/policy-summary.ts';
import type { PolicyOutcomeFragment } from '../../../../dashboard/policy/simulation/simulation.generated.ts';

const tier = (runs: number, entitiesBeyondThreshold = 0) => ({
  tier: 'TIER1' as const,
  decisions: 10,
  runs,
  profiles: runs,
  meanAgeDays: null,
  maxAgeDays: 3,
  entitiesBeyondThreshold,
  entitiesCritical: 0,
  entitiesNeverProfiled: 0,
});
const outcome = (runs: number, stale = 0): PolicyOutcomeFragment => ({
  decisions: 10,
  runs,
  joined: 0,
  skipped: 10 - runs,
  byRule: [
    { rule: 'WITHIN_COOLDOWN', decisions: 10 - runs, runs: 0 },
    ...(runs > 0 ? [{ rule: 'MANY_ROWS_CHANGED' as const, decisions: runs, runs }] : []),
  ],
  byTier: [tier(runs, stale)],
});
const policy = (days: number) => ({
  criticalAfterDays: 3,
  refreshMaxAgeHours: 24,
  refreshRatio: 0.07,
  thresholds: [{ tier: 'TIER1' as const, days }],
});

describe('comparing outcomes', () => {
  it('names every rule of either, with those that start profiles first', () => {
    expect(compareRules(outcome(4), outcome(0))).toEqual([
      { rule: 'MANY_ROWS_CHANGED', before: { decisions: 4, runs: 4 }, after: { decisions: 0, runs: 0 } },
      { rule: 'WITHIN_COOLDOWN', before: { decisions: 6, runs: 0 }, after: { decisions: 10, runs: 0 } },
    ]);
  });

  it('pairs the tiers', () => {
    expect(compareTiers(outcome(4), outcome(2))).toEqual([{ tier: 'TIER1', before: tier(4), after: tier(2) }]);
  });

  it('says whether the model gives what was recorded', () => {
    expect(modelFits(outcome(4), outcome(4))).toBe(true);
    expect(modelFits(outcome(4), outcome(3))).toBe(false);
  });

  it('reads the current thresholds as the page writes them', () => {
    expect(thresholdsOf(policy(7))).toMatchObject({ tier1: 7, hours: 24, percent: 7 });
  });
});

describe('the summary', () => {
  const between = { from: '2026-01-01T00:00:00Z', to: '2026-01-31T00:00:00Z' };
  const happened = { recorded: outcome(4), inForce: outcome(4) };

  it('says what happened as long as nothing is tried', () => {
    const { headline } = summarize({ ...between, ...happened, changes: [], simulated: outcome(4) });
    expect(headline).toBe('4 profiles were started.');
  });

  it('says how many more or fewer, and how stale entities would have become', () => {
    const said = summarize({
      ...between,
      ...happened,
      changes: [{ field: 'tier1.staleAfterHours' }],
      simulated: outcome(1, 2),
    });
    expect(said.headline).toBe('One profile would have been started instead of 4: 3 fewer (75.0 %).');
    expect(said.sentences.join(' ')).toContain('2 entities would have had profiles older than the current threshold');
  });

  it('says of changes that do not concern profiles that it cannot show them', () => {
    const changes = [{ field: 'tier1.scoreDropPercent' }];
    const { headline, sentences } = summarize({ ...between, ...happened, changes, simulated: outcome(4) });
    expect(headline).toBe('4 profiles were started.');
    expect(sentences.join(' ')).toContain('do not concern when data is profiled');
  });
});
