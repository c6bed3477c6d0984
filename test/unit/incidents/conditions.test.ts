import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { judgeFailure } from '../../../src/domain/incidents/conditions/judge-failure.ts';
import {
  judgeFreshness,
  usualIntervalMs,
  withRefresh,
} from '../../../src/domain/incidents/conditions/judge-freshness.ts';
import { judgeRules, type RulesJudged } from '../../../src/domain/incidents/conditions/judge-rules.ts';
import { judgeSchema } from '../../../src/domain/incidents/conditions/judge-schema.ts';
import { judgeScore } from '../../../src/domain/incidents/conditions/judge-score.ts';
import { judgeVolume } from '../../../src/domain/incidents/conditions/judge-volume.ts';
import { median } from '../../../src/domain/incidents/conditions/median.ts';
import type { Verdict } from '../../../src/domain/incidents/conditions/verdict.ts';
import { defaultMonitoringPolicy } from '../../../src/domain/monitoring/monitoring-policy.ts';
import type { ProfileEstimate } from '../../../src/domain/profiling/estimate.ts';
import type { RuleResult } from '../../../src/domain/profiling/figures.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time-units.ts';

const policy = defaultMonitoringPolicy().tiers.tier1;
const ESTIMATE: ProfileEstimate = {
  ...{ sampledRows: 10, completenessError: 1, uniquenessError: 1, validityError: 1, qualityScoreError: 1 },
};

function summaryOf(verdict: Verdict): string | undefined {
  return verdict.kind === 'TROUBLE' ? verdict.summary : undefined;
}

describe('rules', () => {
  function rule(canonicalKey: string, severity: RuleResult['severity'], checked: number, passed: number): RuleResult {
    return {
      entityId: `rul_${canonicalKey}`,
      canonicalKey,
      column: 'rating',
      kind: 'notNull',
      severity,
      checked,
      passed,
    };
  }
  function judge(rules: RuleResult[], more: Partial<RulesJudged> = {}): Verdict {
    const profile = { rules, estimate: null };
    return judgeRules({ profile, table: 'movies', policy, ownMinimums: new Map(), openRuleId: null, ...more });
  }

  test('the sentence has the figures', () => {
    expect(judge([rule('rating_known', 'CRITICAL', 11, 8)])).toEqual({
      kind: 'TROUBLE',
      severity: 'CRITICAL',
      summary: '3 of 11 values of movies.rating fail rule rating_known (27.3 %, at most 0 % may).',
      ruleId: 'rul_rating_known',
      reference: null,
    });
  });

  test('the severity decides how many must pass, unless the rule does', () => {
    const of = (severity: RuleResult['severity'], passed: number) => judge([rule('a', severity, 100, passed)]).kind;
    expect([of('CRITICAL', 99), of('CRITICAL', 100)]).toEqual(['TROUBLE', 'FINE']);
    expect([of('ERROR', 94), of('ERROR', 95)]).toEqual(['TROUBLE', 'FINE']);
    expect([of('WARNING', 0), of('INFO', 0)]).toEqual(['FINE', 'FINE']);
    const own = { ownMinimums: new Map([['rul_a', 50]]) };
    expect(judge([rule('a', 'CRITICAL', 100, 50)], own).kind).toBe('FINE');
    expect(summaryOf(judge([rule('a', 'WARNING', 100, 49)], own))).toBe(
      '51 of 100 values of movies.rating fail rule a (51 %, at most 50 % may).',
    );
  });

  test('of several the gravest is told, with the number of the others', () => {
    const rules = [rule('a', 'ERROR', 10, 0), rule('b', 'CRITICAL', 10, 9), rule('c', 'CRITICAL', 10, 5)];
    expect(summaryOf(judge(rules))).toBe(
      '5 of 10 values of movies.rating fail rule c (50 %, at most 0 % may), and 2 other rules fail.',
    );
  });

  test('one value fails, and so does one other rule', () => {
    const rules = [rule('a', 'CRITICAL', 1, 0), rule('b', 'CRITICAL', 10, 9)];
    expect(summaryOf(judge(rules))).toBe(
      '1 of 1 value of movies.rating fails rule a (100 %, at most 0 % may), and 1 other rule fails.',
    );
  });

  test('a rule that was skipped is no failure, and no recovery of its own incident', () => {
    const skipped = { ...rule('a', 'CRITICAL', 0, 0), skippedBecause: 'there is no column rating' };
    expect(judge([skipped]).kind).toBe('FINE');
    expect(judge([skipped], { openRuleId: 'rul_a' }).kind).toBe('UNKNOWN');
    expect(judge([skipped, rule('b', 'CRITICAL', 1, 1)], { openRuleId: 'rul_b' }).kind).toBe('FINE');
    expect(judge([], { openRuleId: 'rul_a' }).kind).toBe('FINE');
  });

  test('figures of a sample are said to be about, and a share just above the bound is not rounded to it', () => {
    const rules = [rule('a', 'ERROR', 100_000, 94_999)];
    expect(summaryOf(judge(rules, { profile: { rules, estimate: ESTIMATE } }))).toBe(
      'About 5,001 of 100,000 values of movies.rating fail rule a (5.001 %, at most 5 % may).',
    );
  });

  test('it is trouble exactly if a smaller share passes than must', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), fc.integer({ min: 0, max: 100 }), (one, other, minimum) => {
        const [checked, passed] = [Math.max(one, other), Math.min(one, other)];
        const verdict = judge([rule('a', 'INFO', checked, passed)], { ownMinimums: new Map([['rul_a', minimum]]) });
        expect(verdict.kind).toBe(checked > 0 && passed * 100 < minimum * checked ? 'TROUBLE' : 'FINE');
      }),
    );
  });
});

describe('volume', () => {
  const counted = (rowCount: number) => ({ rowCount, estimate: null });
  function judge(rowCount: number, previous: number[], openReference?: number): Verdict {
    return judgeVolume({
      ...{ profile: counted(rowCount), previous: previous.map(counted), table: 'public.movies', policy, openReference },
    });
  }

  test('less than half or more than double of the median of the last profiles is trouble', () => {
    expect(judge(266, [803, 800, 810])).toMatchObject({
      severity: 'ERROR',
      summary: 'public.movies has 266 rows, 33.1 % of the usual 803 (at least 50 % are expected).',
      reference: { rowCount: 803 },
    });
    expect(summaryOf(judge(25_000, [800, 803, 810]))).toBe(
      'public.movies has 25,000 rows, 3113.3 % of the usual 803 (at most 200 % are expected).',
    );
    expect([judge(50, [100, 100, 100]).kind, judge(200, [100, 100, 100]).kind]).toEqual(['FINE', 'FINE']);
    expect(judge(0, [100, 100, 100])).toMatchObject({ severity: 'CRITICAL' });
  });

  test('fewer than three profiles, or a table that was empty, say nothing', () => {
    expect([judge(1, [100, 100]).kind, judge(100, [0, 0, 0]).kind]).toEqual(['UNKNOWN', 'UNKNOWN']);
  });

  test('while it lasts, the median from before it counts as well as the new one', () => {
    expect(judge(95, [10, 10, 100, 100], 100).kind).toBe('FINE');
    expect(judge(10, [10, 10, 10, 10, 100, 100, 100], 100).kind).toBe('FINE');
    expect(summaryOf(judge(10, [10, 100, 100], 100))).toContain('10 % of the former 100');
    expect(judge(100, [], 100).kind).toBe('FINE');
  });

  test('estimates are called so, and what the policy does not watch is no trouble', () => {
    const profile = { rowCount: 10, estimate: ESTIMATE };
    const given = { profile, previous: [100, 100, 100].map(counted), table: 'a.b', openReference: undefined };
    expect(summaryOf(judgeVolume({ ...given, policy }))).toBe(
      'a.b has about 10 rows, 10 % of the usual 100 (at least 50 % are expected; counts are estimated from samples).',
    );
    const none = { volumeLowPercent: null, volumeHighPercent: null };
    expect(judgeVolume({ ...given, policy: none }).kind).toBe('FINE');
  });

  test('whatever the counts, a table of its usual size is never in trouble', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 3, maxLength: 7 }), (counts) => {
        expect(judge(Math.ceil(median(counts) ?? 0), counts).kind).toBe('FINE');
      }),
    );
  });
});

describe('schema', () => {
  const columns = (...names: string[]) =>
    names.map((text) => {
      const [name = '', dataType = 'text'] = text.split(' ');
      return { name, dataType };
    });
  const judge = (normal: string[], now: string[]) =>
    judgeSchema({ columns: columns(...now), normal: columns(...normal), table: 'public.movies', policy });

  test('columns that went, came or changed their type are named', () => {
    expect(judge(['id', 'title', 'year int'], ['id', 'year text', 'studio'])).toMatchObject({
      severity: 'ERROR',
      summary:
        'public.movies no longer has column title, changed the type of column year from int to text and has the new column studio: 3 columns, before 3.',
    });
    expect(judge(['id'], ['id', 'a', 'b', 'c', 'd'])).toMatchObject({
      severity: 'WARNING',
      summary: 'public.movies has the new 4 columns a, b and 2 more: 5 columns, before 1.',
    });
  });

  test('their order does not matter', () => {
    expect(judge(['id', 'title'], ['title', 'id']).kind).toBe('FINE');
  });
});

test('a score is in trouble while it lies below that from which it fell by more than the bound', () => {
  const judge = (score: number, reference: number | null) => judgeScore({ score, reference, name: 'movies', policy });
  expect(judge(80.1, 96.8)).toMatchObject({
    severity: 'WARNING',
    summary: 'The quality score of movies fell from 96.8 to 80.1 (by 17.3 %, at most 10 % is allowed).',
    reference: { score: 96.8 },
  });
  expect([judge(90, 100).kind, judge(89.9, 100).kind]).toEqual(['FINE', 'TROUBLE']);
  expect([judge(50, null).kind, judge(0, 0).kind]).toEqual(['UNKNOWN', 'UNKNOWN']);
});

describe('freshness', () => {
  const START = Date.UTC(2026, 2, 1);
  const judge = (timesMs: number[], atMs: number, more: { freshnessHours?: number; factor?: null } = {}) =>
    judgeFreshness({
      ...{ timesMs, refreshedAt: new Date(timesMs.at(-1) ?? 0), now: new Date(atMs), table: 'sales.orders' },
      policy: more.factor === null ? { freshnessFactor: null } : policy,
      freshnessHours: more.freshnessHours ?? null,
    });
  const daily = [0, 1, 2, 3].map((day) => START + day * DAY_MS);

  test('a table is late after three times its usual interval', () => {
    expect(judge(daily, START + 6 * DAY_MS).kind).toBe('FINE');
    expect(summaryOf(judge(daily, START + 6 * DAY_MS + 8 * HOUR_MS))).toBe(
      'sales.orders has not been refreshed for 3.3 days (usually every 24 h, at most 3 days).',
    );
    expect(judge(daily.slice(1), START + 100 * DAY_MS).kind).toBe('UNKNOWN');
    expect(summaryOf(judge(daily, START + 6 * DAY_MS + 60_000))).toBe(
      'sales.orders has not been refreshed for more than 3 days (usually every 24 h, at most 3 days).',
    );
  });

  test('a bound that its entity states replaces the usual interval, from the first refresh on and whatever the policy says', () => {
    const first = [START];
    expect(judge(first, START + 24 * HOUR_MS, { freshnessHours: 24 }).kind).toBe('FINE');
    for (const more of [{}, { factor: null }]) {
      expect(summaryOf(judge(first, START + 30 * HOUR_MS, { freshnessHours: 24, ...more }))).toBe(
        'sales.orders was refreshed 30 h ago; at most 24 h are allowed by its entity.',
      );
    }
    expect(summaryOf(judge(first, START + 24 * HOUR_MS + 60_000, { freshnessHours: 24 }))).toBe(
      'sales.orders was refreshed more than 24 h ago; at most 24 h are allowed by its entity.',
    );
    expect(judge(daily, START + 20 * DAY_MS, { freshnessHours: 1_000 }).kind).toBe('FINE');
    expect(judge(daily, START + 20 * DAY_MS, { factor: null }).kind).toBe('FINE');
  });

  test('a load that is reported in parts is one refresh, and reported twice the same', () => {
    const parts = [0, 1, 2, 3].flatMap((day) => [0, 1, 2].map((minute) => START + day * DAY_MS + minute * 60_000));
    const times = parts.reduce<number[]>(withRefresh, []);
    expect(usualIntervalMs(times)).toBe(DAY_MS);
    fc.assert(
      fc.property(fc.array(fc.nat(1e10), { maxLength: 20 }), fc.nat(1e10), (all, one) => {
        const kept = [...all, one].reduce<number[]>(withRefresh, []);
        expect(withRefresh(kept, one)).toEqual(kept);
        expect(kept.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

test('a failed profile is told with its code', () => {
  const failed = {
    canonicalKey: 'movies',
    errorCode: 'TABLE_NOT_FOUND',
    errorMessage: 'There is no table a.b.',
    attempts: 1,
  };
  expect(judgeFailure(failed).summary).toBe(
    'The profile of movies failed with TABLE_NOT_FOUND after 1 attempt: There is no table a.b.',
  );
});
