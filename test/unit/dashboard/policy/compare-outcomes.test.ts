import { describe, expect, it } from 'vitest';

import {
  compareRules,
  compareTiers,
  modelFits,
  thresholdsOf,
} from '../../../../dashboard/policy/simulation/compare-outcomes.ts';
import { compareCauses, compareIncidentTiers } from '../../../../dashboard/policy/simulation/incident-comparison.ts';
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
const counts = (opened: number) => ({ opened, seenAgain: 0, resolved: 0, open: 0 });
const opened = (volume: number, rule = 0) => ({
  opened: volume + rule,
  byCause: [
    { cause: 'VOLUME' as const, ...counts(volume) },
    { cause: 'RULE' as const, ...counts(rule) },
    { cause: 'SCORE' as const, ...counts(0) },
  ],
  byTier: [
    { tier: 'TIER1' as const, ...counts(volume + rule) },
    { tier: 'TIER2' as const, ...counts(0) },
  ],
});
const incidents = (before: number, after: number, { added = 0, gone = 0 } = {}) => ({
  recordedCount: before,
  inForce: opened(before),
  simulated: opened(after),
  added: { count: added, examples: [] },
  noLongerOpened: { count: gone, examples: [] },
  notes: [],
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

describe('comparing incidents', () => {
  const both = { ...incidents(1, 1), inForce: opened(1, 2), simulated: opened(1, 4) };

  it('has each cause of which there are any, those with most first', () => {
    expect(compareCauses(both)).toMatchObject([
      { key: 'RULE', before: { opened: 2 }, after: { opened: 4 } },
      { key: 'VOLUME', before: { opened: 1 }, after: { opened: 1 } },
    ]);
  });

  it('has each tier of which there are any', () => {
    expect(compareIncidentTiers(both)).toMatchObject([{ key: 'TIER1', before: { opened: 3 }, after: { opened: 5 } }]);
  });
});

describe('the summary', () => {
  const between = { from: '2026-01-01T00:00:00Z', to: '2026-01-31T00:00:00Z' };
  const happened = { recorded: outcome(4), inForce: outcome(4), incidents: incidents(3, 3) };

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

  it('says of changes that do not concern profiles how many incidents there would have been', () => {
    const changes = [{ field: 'tier1.scoreDropPercent' }];
    const asked = { ...between, ...happened, changes, simulated: outcome(4) };
    expect(summarize(asked).headline).toBe('3 incidents would have been opened, as with the current policy.');
    const { headline, sentences } = summarize({ ...asked, incidents: incidents(3, 1, { added: 1, gone: 3 }) });
    expect(headline).toBe('One incident would have been opened instead of 3: 1 in addition, and 3 not any more.');
    expect(sentences.join(' ')).toContain('only the incidents can differ');
  });
});
