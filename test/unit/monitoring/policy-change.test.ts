import { expect, test } from 'vitest';

import { defaultMonitoringPolicy, profilingPolicyOf } from '../../../src/domain/monitoring/monitoring-policy.ts';
import {
  changePolicy,
  completePolicy,
  diffOfPolicies,
  issuesOfPolicy,
  policyChangeSchema,
} from '../../../src/domain/monitoring/policy-change.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';

const defaults = defaultMonitoringPolicy();
const WINDOW = { name: 'load', days: [7, 1], from: '23:30', minutes: 90 };
const changed = (change: unknown) => changePolicy(defaults, policyChangeSchema.parse(change));
const faultsOf = (change: unknown) =>
  policyChangeSchema.safeParse(change).error?.issues.map(({ path }) => path.join('.')) ?? [];

test('the built-in policy has the thresholds of the profiling rules, and nothing is wrong with it', () => {
  expect(profilingPolicyOf(defaults)).toMatchObject(DEFAULT_PROFILING_POLICY);
  expect(issuesOfPolicy(defaults)).toEqual([]);
});

test('a change sets what it names, for the tiers that it names, and leaves the rest', () => {
  const policy = changed({
    tiers: [{ tier: 'TIER2', staleAfterHours: 12, minPassPercent: [{ severity: 'ERROR', percent: 99.5 }] }],
    exclusionWindows: [WINDOW],
  });
  const { tier2, ...others } = defaults.tiers;
  expect(policy).toMatchObject({ timeZone: 'UTC', tiers: { ...others } });
  expect(policy.tiers.tier2).toEqual({
    ...tier2,
    staleAfterHours: 12,
    minPassPercent: { ...tier2.minPassPercent, ERROR: 99.5 },
  });
  expect(policy.exclusionWindows).toEqual([{ ...WINDOW, days: [1, 7] }]);
});

test('null is not watched, and is something else than left out', () => {
  const { tier1 } = changed({ tiers: [{ tier: 'tier1', volumeLowPercent: null, freshnessFactor: null }] }).tiers;
  expect(tier1).toMatchObject({ volumeLowPercent: null, volumeHighPercent: 200, freshnessFactor: null });
});

test('what differs is named in a fixed order, with its values', () => {
  const after = changed({
    exclusionWindows: [{ ...WINDOW, tiers: ['TIER5'] }],
    tiers: [
      { tier: 'tier3', volumeLowPercent: null },
      { tier: 'tier1', staleAfterHours: 24, minPassPercent: [{ severity: 'WARNING', percent: 80 }] },
    ],
  });
  expect(diffOfPolicies(defaults, after)).toEqual([
    { field: 'tier1.staleAfterHours', before: '168', after: '24' },
    { field: 'tier1.minPassPercent.WARNING', before: null, after: '80' },
    { field: 'tier3.volumeLowPercent', before: '50', after: null },
    {
      field: 'exclusionWindows',
      before: '[]',
      after: '[{"name":"load","days":[1,7],"from":"23:30","minutes":90,"tiers":["tier5"]}]',
    },
  ]);
  expect(diffOfPolicies(after, after)).toEqual([]);
});

test.each([
  [{ tiers: [{ tier: 'tier1', staleAfterHours: 0 }] }, 'tiers.0.staleAfterHours'],
  [{ tiers: [{ tier: 'tier1', staleAfterHours: Number.NaN }] }, 'tiers.0.staleAfterHours'],
  [{ tiers: [{ tier: 'tier1', cooldownHours: Number.POSITIVE_INFINITY }] }, 'tiers.0.cooldownHours'],
  [{ tiers: [{ tier: 'tier1', rowsChangedPercent: -1 }] }, 'tiers.0.rowsChangedPercent'],
  [{ tiers: [{ tier: 'tier1', scoreDropPercent: 100.1 }] }, 'tiers.0.scoreDropPercent'],
  [{ tiers: [{ tier: 'tier1', volumeHighPercent: 99 }] }, 'tiers.0.volumeHighPercent'],
  [{ tiers: [{ tier: 'tier1', freshnessFactor: 0.5 }] }, 'tiers.0.freshnessFactor'],
  [
    { tiers: [{ tier: 'tier1', minPassPercent: [{ severity: 'INFO', percent: 101 }] }] },
    'tiers.0.minPassPercent.0.percent',
  ],
  [{ tiers: [{ tier: 'tier6' }] }, 'tiers.0.tier'],
  [{ tiers: [{ tier: 'tier1', unknown: 1 }] }, 'tiers.0'],
  [{ tiers: [{ tier: 'tier1' }, { tier: 'TIER1' }] }, 'tiers'],
  [{ timeZone: 'Europe/Atlantis' }, 'timeZone'],
  [{ exclusionWindows: [{ ...WINDOW, from: '24:00' }] }, 'exclusionWindows.0.from'],
  [{ exclusionWindows: [{ ...WINDOW, from: '9:00' }] }, 'exclusionWindows.0.from'],
  [{ exclusionWindows: [{ ...WINDOW, days: [] }] }, 'exclusionWindows.0.days'],
  [{ exclusionWindows: [{ ...WINDOW, days: [0] }] }, 'exclusionWindows.0.days.0'],
  [{ exclusionWindows: [{ ...WINDOW, days: [1, 1] }] }, 'exclusionWindows.0.days'],
  [{ exclusionWindows: [{ ...WINDOW, minutes: 7 * 24 * 60 + 1 }] }, 'exclusionWindows.0.minutes'],
  [{ exclusionWindows: [{ ...WINDOW, minutes: 1.5 }] }, 'exclusionWindows.0.minutes'],
  [{ exclusionWindows: [{ ...WINDOW, name: '' }] }, 'exclusionWindows.0.name'],
  [{ exclusionWindows: [{ ...WINDOW, tiers: [] }] }, 'exclusionWindows.0.tiers'],
  [{ exclusionWindows: Array.from({ length: 51 }, () => WINDOW) }, 'exclusionWindows'],
])('%j is refused', (change, path) => {
  expect(faultsOf(change)).toEqual([path]);
});

test('a lower bound of the volume that is not below the upper one is found, also if only one of them is changed', () => {
  const both = { tier: 'tier1', volumeLowPercent: 100, volumeHighPercent: 100 };
  expect(issuesOfPolicy(changed({ tiers: [both] }))).toHaveLength(1);
  expect(issuesOfPolicy(changed({ tiers: [{ ...both, volumeLowPercent: null }] }))).toEqual([]);
  const high = changed({ tiers: [{ tier: 'tier1', volumeHighPercent: 100 }] });
  expect(issuesOfPolicy(high)).toEqual([]);
  const low = changePolicy(high, policyChangeSchema.parse({ tiers: [{ tier: 'tier1', volumeLowPercent: 100 }] }));
  expect(issuesOfPolicy(low)).toHaveLength(1);
});

test('a policy of an older version has the defaults of what it did not know', () => {
  const { watchSchema: _, ...older } = defaults.tiers.tier1;
  const stored = JSON.parse(
    JSON.stringify({ ...defaults, tiers: { ...defaults.tiers, tier1: older } }),
  ) as typeof defaults;
  expect(completePolicy(stored, defaults)).toMatchObject({ tiers: defaults.tiers });
});
