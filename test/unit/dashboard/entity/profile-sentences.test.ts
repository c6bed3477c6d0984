import { describe, expect, it } from 'vitest';

import { explainScore, type Figures } from '../../../../dashboard/entity/profile/explain-score.ts';
import { type StateOfProfiles, stateSentences } from '../../../../dashboard/entity/profile/state-sentences.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();

function state(overrides: Partial<StateOfProfiles>): string {
  const entity: StateOfProfiles = {
    profileState: 'FRESH',
    lastProfiledAt: ago(2),
    nextProfileDueAt: ago(-48),
    lastFailure: null,
    ...overrides,
  };
  return stateSentences(entity, NOW).join(' ');
}

describe('how an entity stands with its profiles', () => {
  it('says when the next profile is due', () => {
    expect(state({})).toBe('Fresh: last profiled 2 hours ago. The next profile is due in 2 days.');
  });

  it('says why a profile is stale', () => {
    expect(state({ profileState: 'STALE', lastProfiledAt: ago(24 * 9), nextProfileDueAt: ago(48) })).toBe(
      'Stale: last profiled 9 days ago. A new profile was due 2 days ago.',
    );
  });

  it('says why the last attempt failed, and from when the figures are', () => {
    const lastFailure = { at: ago(1), errorMessage: 'there is no table sales.orders' };
    expect(state({ profileState: 'FAILING', lastFailure })).toBe(
      'The last attempt to profile it failed 1 hour ago: there is no table sales.orders. ' +
        'The figures are from the previous profile, made 2 hours ago.',
    );
    expect(state({ profileState: 'RUNNING', lastFailure, lastProfiledAt: null })).toContain(
      'The previous attempt failed 1 hour ago: there is no table sales.orders.',
    );
  });

  it('does not say that something is due that never is', () => {
    expect(state({ profileState: 'NEVER', lastProfiledAt: null, nextProfileDueAt: null })).toBe(
      'It has never been profiled.',
    );
    expect(state({ profileState: 'NOT_MEASURED', lastProfiledAt: null, nextProfileDueAt: null })).toBe(
      'It is bound to no dataset, so there is nothing to measure.',
    );
  });

  it('does not place the past in the future when clocks differ', () => {
    expect(state({ lastProfiledAt: ago(-1) })).toContain('last profiled now.');
  });
});

const column = (name: string, nullCount: number) => ({
  name,
  nullCount,
  dataType: 'text',
  distinctCount: 1,
  min: null,
  max: null,
});
const rule = (canonicalKey: string, checked: number, passed: number, skippedBecause: string | null = null) => ({
  canonicalKey,
  column: 'a',
  checked,
  passed,
  severity: 'WARNING' as const,
  skippedBecause,
});

function explain(overrides: Partial<Figures>): string[] {
  return explainScore(
    {
      rowCount: 1_000,
      completeness: 100,
      uniqueness: 100,
      validity: 100,
      columns: [column('a', 0), column('b', 0)],
      rules: [rule('r', 10, 10)],
      ...overrides,
    },
    new Map([['s', 'Amount is positive']]),
  );
}

describe('why a score is what it is', () => {
  it('names the worst dimension first, and what is worst in it', () => {
    expect(
      explain({
        completeness: 80,
        validity: 60,
        columns: [column('a', 100), column('b', 300), column('c', 0)],
        rules: [rule('r', 10, 9), rule('s', 1_000, 400), rule('t', 5, 5)],
      }),
    ).toEqual([
      'Validity 60.0 %: 2 of 3 rules fail; first of all "Amount is positive" (600 of 1,000 values violate it).',
      'Completeness 80.0 %: values are missing in 2 of 3 columns, most in b (30.0 % of the rows).',
    ]);
  });

  it('says how many rows repeat a key', () => {
    expect(explain({ uniqueness: 97.5 })).toEqual([
      'Uniqueness 97.5 %: 2.5 % of the rows repeat the key of another row.',
    ]);
  });

  it('begins with a critical rule that fails, however few values violate it', () => {
    const critical = { ...rule('t', 1_000, 999), severity: 'CRITICAL' as const };
    expect(
      explain({
        completeness: 50,
        validity: 90,
        columns: [column('a', 500)],
        rules: [rule('s', 1_000, 400), critical],
      }),
    ).toEqual([
      'Validity 90.0 %: 2 of 2 rules fail, 1 of them critical; first of all "t" (1 of 1,000 values violates it).',
      'Completeness 50.0 %: 50.0 % of the rows have no value.',
    ]);
    expect(explain({ validity: 99.9, rules: [critical, rule('r', 10, 10)] })).toEqual([
      'Validity 99.9 %: 1 of 2 rules fails, a critical one: "t" (1 of 1,000 values violates it).',
    ]);
  });

  it('says that nothing is wrong, and whether anything was checked', () => {
    expect(explain({})[0]).toContain('every checked value passes');
    expect(explain({ rules: [] })[0]).toContain('No business rule checks it');
    expect(explain({ rules: [rule('r', 0, 0, 'its column is gone')] })).toEqual([
      'No value is missing and no key occurs twice. No business rule checks it.',
      '1 rule was skipped; see the columns.',
    ]);
  });

  it('explains an empty dataset by that alone', () => {
    expect(explain({ rowCount: 0, completeness: 0, uniqueness: 0, validity: 0 })).toEqual([
      'The dataset has no rows. All figures are 0.',
    ]);
  });
});
