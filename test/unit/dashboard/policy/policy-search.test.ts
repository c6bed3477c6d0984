import { describe, expect, it } from 'vitest';

import { readPolicySearch, tabOf } from '../../../../dashboard/policy/policy-search.ts';
import { dayBefore, questionOf } from '../../../../dashboard/policy/simulation/policy-question.ts';

describe('the URL of the policy page', () => {
  it('holds the period and the thresholds that are tried', () => {
    const search = { from: '2026-01-01', to: '2026-01-31', tier1: 3, hours: 0, percent: 12.5 };
    expect(readPolicySearch(search)).toEqual(search);
  });

  it('leaves out what makes no sense', () => {
    const garbage = { from: '2026-02-30', to: 'today', tier1: -1, tier2: '14', tier6: 1, hours: 1e9, percent: NaN };
    expect(readPolicySearch(garbage)).toEqual({});
    expect(readPolicySearch({ from: '2026-02-01', to: '2026-01-01' })).toEqual({ from: '2026-02-01' });
  });

  it('leads to the simulation if it says what to simulate, and to what is in force otherwise', () => {
    expect(tabOf(readPolicySearch({}))).toBe('policy');
    expect(tabOf(readPolicySearch({ tier1: 3 }))).toBe('simulation');
    expect(tabOf(readPolicySearch({ tab: 'history' }))).toBe('history');
    expect(readPolicySearch({ tab: 'none', of: 'everything' })).toEqual({});
  });
});

describe('the question of the policy page', () => {
  const now = new Date(2026, 2, 1, 12, 30);

  it('is by default about the last 30 days and the current thresholds', () => {
    expect(questionOf({}, now)).toEqual({ from: new Date(2026, 0, 30).toISOString() });
  });

  it('ends with the last day of the period, unless that is not over', () => {
    expect(questionOf({ from: '2026-02-01', to: '2026-02-28' }, now).to).toBe(new Date(2026, 2, 1).toISOString());
    expect(questionOf({ from: '2026-02-01', to: '2026-03-01' }, now)).not.toHaveProperty('to');
  });

  it('has only the thresholds that are tried', () => {
    expect(questionOf({ from: '2026-02-01', tier3: 14, percent: 20 }, now)).toEqual({
      from: new Date(2026, 1, 1).toISOString(),
      thresholdDays: { tier3: 14 },
      refreshRatio: 0.2,
    });
  });

  it('is about a draft or a proposal instead, if there is one', () => {
    const policy = { timeZone: 'UTC' };
    expect(questionOf({ tier3: 14 }, now, { policy })).toMatchObject({ policy });
    expect(questionOf({ tier3: 14 }, now, { proposalId: 'mpp_1' })).not.toHaveProperty('thresholdDays');
  });

  it('counts days of the calendar', () => {
    expect(dayBefore(now, 0)).toBe('2026-03-01');
    expect(dayBefore(now, 1)).toBe('2026-02-28');
  });
});
