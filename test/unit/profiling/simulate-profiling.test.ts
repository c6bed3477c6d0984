import { expect, test } from 'vitest';

import {
  DEFAULT_PROFILING_POLICY,
  type ProfilingPolicy,
  type TierProfilingPolicy,
} from '../../../src/domain/profiling/profiling-policy.ts';
import type {
  EntityHistory,
  RecordedDecision,
  RecordedProfile,
} from '../../../src/domain/profiling/simulation/profiling-history.ts';
import { createProfilingTally } from '../../../src/domain/profiling/simulation/profiling-outcome.ts';
import { simulateProfiling } from '../../../src/domain/profiling/simulation/simulate-profiling.ts';
import type { Tier } from '../../../src/events/schemas/vocabulary.ts';
import { refreshed } from '../../support/events/events.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM_MS = Date.parse('2026-01-01T00:00:00Z');
const ENTITY: EntityHistory = {
  canonicalKey: 'k',
  createdAtMs: FROM_MS - 100 * DAY_MS,
  activeUntilMs: Infinity,
  states: [{ fromMs: -Infinity, tier: 'tier3', isMeasurable: true }],
  dueSinceMs: null,
  decisions: [],
  profiles: [],
  runEndsMs: new Map(),
  openRunId: null,
};

function profile(number: number, atDays: number, rowCount = 1_000): RecordedProfile {
  return { number, runId: `run_${number}`, createdAtMs: FROM_MS + atDays * DAY_MS, rowCount, durationMs: 60_000 };
}

/** A refresh that was evaluated as soon as it was reported. */
function refresh(offset: number, atMs: number, rowsAffected: number): RecordedDecision {
  return {
    decidedAtMs: atMs,
    eventOffset: offset,
    event: refreshed({ rowsAffected }),
    profiled: false,
    rule: 'WITHIN_COOLDOWN',
    runId: null,
    tier: 'tier3',
    comparedWith: undefined,
  };
}

function simulate(history: Partial<EntityHistory>, days: number, policy: Partial<ProfilingPolicy>) {
  const schedulerRunsMs = Array.from({ length: days * 4 }, (_, index) => FROM_MS + index * 6 * HOUR_MS);
  const span = { fromMs: FROM_MS, toMs: FROM_MS + days * DAY_MS, schedulerRunsMs };
  const tally = createProfilingTally(DEFAULT_PROFILING_POLICY);
  let pauses = 0;
  const run = simulateProfiling({ ...ENTITY, ...history }, span, { ...DEFAULT_PROFILING_POLICY, ...policy }, tally);
  for (const _ of run) pauses++;
  tally.nextEntity();
  const outcome = tally.outcome();
  const of = (tier: Tier) => outcome.byTier.find((each) => each.tier === tier);
  return { ...outcome, of, pauses, runsBy: Object.fromEntries(outcome.byRule.map(({ rule, runs }) => [rule, runs])) };
}

const { tiers } = DEFAULT_PROFILING_POLICY;
const inTier3 = (changed: Partial<TierProfilingPolicy>) => ({
  tiers: { ...tiers, tier3: { ...tiers.tier3, ...changed } },
});
const thresholds = (days: number) => inTier3({ staleAfterHours: 24 * days });

test('a shorter threshold makes a profile each time that it is reached, counted from the simulated one before', () => {
  const { runs, runsBy, of } = simulate({ profiles: [profile(1, -1)] }, 30, thresholds(7));
  expect(runs).toBe(4);
  expect(runsBy).toEqual({ STALE: 4 });
  // A simulated profile takes as long as the nearest real one: a minute late, and the pass of the hour is missed.
  expect(of('tier3')).toMatchObject({ profiles: 4, meanAgeDays: 7.19, entitiesBeyondThreshold: 0 });
});

test('a longer threshold lets entities go stale, and says by the threshold in force how far', () => {
  const { runs, of } = simulate({ profiles: [profile(1, -1)] }, 40, thresholds(60));
  expect(runs).toBe(0);
  expect(of('tier3')).toMatchObject({
    maxAgeDays: 41,
    meanAgeDays: null,
    entitiesBeyondThreshold: 1,
    entitiesCritical: 1,
  });
});

test('a profile that is simulated for one refresh is what the next one is evaluated by', () => {
  const decisions = Array.from({ length: 48 }, (_, hour) => refresh(hour + 1, FROM_MS + hour * HOUR_MS, 200));
  const history = { decisions, profiles: [profile(1, -0.5)] };
  expect(simulate(history, 2, {}).runsBy).toEqual({ MANY_ROWS_CHANGED: 48 });
  // Above 24 h of age for the first time 13 h after the begin, and then 25 h and a minute's run later.
  expect(simulate(history, 2, inTier3({ rowsChangedPercent: 50 })).runsBy).toEqual({
    COOLDOWN_OVER: 2,
    WITHIN_COOLDOWN: 0,
  });
  expect(simulate(history, 2, inTier3({ rowsChangedPercent: 50, cooldownHours: 200 })).runs).toBe(0);
});

test('what no entity could measure in reality is not measured by any policy', () => {
  const { runs, of } = simulate({}, 1, {});
  expect(runs).toBe(4);
  expect(of('tier3')).toMatchObject({ profiles: 0, entitiesNeverProfiled: 1 });
});

test('an entity is due only while it is active and has a dataset, by the threshold of the tier that it has then', () => {
  const profiles = [profile(1, -20)];
  expect(simulate({ profiles, activeUntilMs: FROM_MS + 5 * DAY_MS }, 30, {}).runs).toBe(0);
  expect(simulate({ profiles, states: [{ fromMs: -Infinity, tier: 'tier3', isMeasurable: false }] }, 30, {}).runs).toBe(
    0,
  );
  const states = [
    { fromMs: -Infinity, tier: 'tier3' as const, isMeasurable: true },
    { fromMs: FROM_MS + 2 * DAY_MS, tier: 'tier1' as const, isMeasurable: true },
  ];
  expect(simulate({ profiles, states }, 3, {}).runsBy).toEqual({ TIER1_HIGH_PRIORITY: 1 });
});

test('a long history is gone through in steps between which others can go on', () => {
  const decisions = Array.from({ length: 20_000 }, (_, index) => refresh(index + 1, FROM_MS + index * 1_000, 1));
  const { pauses, decisions: evaluated } = simulate({ decisions, profiles: [profile(1, -0.1)] }, 1, {});
  expect(evaluated).toBe(20_000);
  expect(pauses).toBeGreaterThanOrEqual(39);
});
