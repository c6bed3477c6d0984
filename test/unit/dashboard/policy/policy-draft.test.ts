import { describe, expect, it } from 'vitest';

import { sayChanges } from '../../../../dashboard/policy/model/change-words.ts';
import { checkPolicy, sortIssues } from '../../../../dashboard/policy/model/check-policy.ts';
import { sayFigure } from '../../../../dashboard/policy/model/figures.ts';
import { contentOf } from '../../../../dashboard/policy/model/policy-content.ts';
import { isDirty, readPolicyDraft, rebasePolicy } from '../../../../dashboard/policy/model/policy-draft.ts';
import { changedParts, formOf, NEW_WINDOW, type PolicyForm } from '../../../../dashboard/policy/model/policy-form.ts';
import { inputOf } from '../../../../dashboard/policy/model/policy-input.ts';
import { sayDays, sayMinutes, sayWindow } from '../../../../dashboard/policy/model/window-words.ts';
import { putThresholds } from '../../../../dashboard/policy/simulation/put-thresholds.ts';

const TIERS = ['TIER1', 'TIER2', 'TIER3', 'TIER4', 'TIER5'] as const;
const policy = {
  timeZone: 'UTC',
  exclusionWindows: [{ name: 'month end', days: [5], from: '22:00', minutes: 300, tiers: ['TIER4' as const] }],
  tiers: TIERS.map((tier) => ({
    ...{ tier, staleAfterHours: 168, cooldownHours: 24, rowsChangedPercent: 10, scoreDropPercent: 10 },
    ...{ volumeLowPercent: 50, volumeHighPercent: 200, freshnessFactor: 3, watchSchema: true },
    minPassPercent: [
      { severity: 'CRITICAL' as const, percent: 100 },
      { severity: 'ERROR' as const, percent: 95 },
      { severity: 'WARNING' as const, percent: null },
      { severity: 'INFO' as const, percent: null },
    ],
  })),
};
const base = formOf(policy);
const typed = (figures: Record<string, string>, rest: Partial<PolicyForm> = {}): PolicyForm => ({
  ...base,
  ...rest,
  figures: { ...base.figures, ...figures },
});
const check = (form: PolicyForm) => checkPolicy(contentOf(policy), inputOf(base, form));

describe('the draft of a policy', () => {
  it('proposes what differs, and nothing else', () => {
    const form = typed({
      'tier1.staleAfterHours': '1,5',
      'tier1.cooldownHours': '24.0',
      'tier2.minPassPercent.ERROR': '',
      'tier3.volumeLowPercent': ' ',
      'tier5.watchSchema': 'false',
    });
    expect(inputOf(base, base)).toEqual({});
    expect(inputOf(base, form)).toEqual({
      tiers: [
        { tier: 'TIER1', staleAfterHours: 36 },
        { tier: 'TIER2', minPassPercent: [{ severity: 'ERROR', percent: null }] },
        { tier: 'TIER3', volumeLowPercent: null },
        { tier: 'TIER5', watchSchema: false },
      ],
    });
  });

  it('gives every hour back as it was, though it is typed in days', () => {
    const [first, ...rest] = policy.tiers;
    if (!first) throw new Error('there is a tier');
    for (const staleAfterHours of [1, 7, 100, 87_599]) {
      const form = formOf({ ...policy, tiers: [{ ...first, staleAfterHours }, ...rest] });
      expect(inputOf(base, form).tiers).toEqual([{ tier: 'TIER1', staleAfterHours }]);
    }
  });

  it('replaces all windows, and names tiers only where they are not all', () => {
    const windows = [...base.windows, { ...NEW_WINDOW, name: ' nightly ', days: [7, 1] }];
    expect(inputOf(base, typed({}, { windows })).exclusionWindows).toEqual([
      { name: 'month end', days: [5], from: '22:00', minutes: 300, tiers: ['TIER4'] },
      { name: 'nightly', days: [1, 7], from: '22:00', minutes: 120 },
    ]);
  });

  it('says beside each field what the server would refuse', () => {
    const windows = [{ ...NEW_WINDOW, minutes: '1.5', tiers: [] }];
    const form = typed(
      { 'tier1.staleAfterHours': '', 'tier2.scoreDropPercent': '101', 'tier3.minPassPercent.INFO': 'many' },
      { windows, timeZone: 'Berlin' },
    );
    expect([...check(form).problems.keys()].toSorted()).toEqual([
      'tier1.staleAfterHours',
      'tier2.scoreDropPercent',
      'tier3.minPassPercent.INFO',
      'timeZone',
      'windows.0.days',
      'windows.0.minutes',
      'windows.0.name',
      'windows.0.tiers',
    ]);
    const crossed = typed({ 'tier4.volumeLowPercent': '100', 'tier4.volumeHighPercent': '100' });
    expect([...check(crossed).problems.keys()]).toEqual(['tier4.volumeLowPercent']);
  });

  it('puts issues of the server beside their fields, and says the others', () => {
    const input = { tiers: [{ tier: 'TIER2' as const, staleAfterHours: 0 }] };
    const issues = [
      { path: ['policy', 'tiers', '0', 'staleAfterHours'], message: 'must be from 1 to 87600' },
      { path: ['comment'], message: 'must have at most 2000 characters' },
    ];
    const { problems, others } = sortIssues(issues, input);
    expect([...problems.keys()]).toEqual(['tier2.staleAfterHours']);
    expect(others).toEqual(['comment: must have at most 2000 characters.']);
  });

  it('keeps what was touched on top of another version, and names what both have changed', () => {
    const form = typed({ 'tier1.cooldownHours': '12', 'tier2.cooldownHours': '6' });
    const newBase = typed({ 'tier1.cooldownHours': '48', 'tier3.cooldownHours': '1' }, { timeZone: 'Europe/Berlin' });
    const { draft, contested } = rebasePolicy({ version: 1, base, form, comment: '' }, newBase, 2);
    expect(draft.version).toBe(2);
    expect(changedParts(newBase, draft.form)).toEqual(['tier1.cooldownHours', 'tier2.cooldownHours']);
    expect(draft.form.timeZone).toBe('Europe/Berlin');
    expect(contested).toEqual(['tier1.cooldownHours']);
  });

  it('is read again only if this page can show it', () => {
    const draft = { version: 1, base, form: base, comment: 'why' };
    expect(isDirty(draft)).toBe(true);
    expect(readPolicyDraft(JSON.stringify(draft))).toEqual(draft);
    expect(readPolicyDraft(JSON.stringify({ ...draft, form: { ...base, figures: {} } }))).toBeUndefined();
    expect(readPolicyDraft('{')).toBeUndefined();
    expect(readPolicyDraft(null)).toBeUndefined();
  });

  it('takes thresholds that were simulated, those of a refresh for all tiers', () => {
    const form = { ...base, ...putThresholds(base, { tier3: 14, hours: 6 }) };
    expect(
      inputOf(base, form).tiers?.map(({ tier, staleAfterHours, cooldownHours }) => [
        tier,
        staleAfterHours,
        cooldownHours,
      ]),
    ).toEqual([
      ['TIER1', undefined, 6],
      ['TIER2', undefined, 6],
      ['TIER3', 336, 6],
      ['TIER4', undefined, 6],
      ['TIER5', undefined, 6],
    ]);
  });
});

describe('a policy in words', () => {
  const plain = (said: string) => said.replaceAll('\u00a0', ' ');

  it('has days where they are whole, and says what is not watched', () => {
    expect([24, 36, 48, 50, 2_160].map((hours) => plain(sayFigure('staleAfterHours', hours)))).toEqual([
      '24 h',
      '36 h',
      '2 days',
      '50 h',
      '90 days',
    ]);
    expect(sayFigure('volumeLowPercent', null)).toBe('not watched');
    expect(sayFigure('minPassPercent.INFO', null)).toBe('any share');
    expect(plain(sayFigure('rowsChangedPercent', 0.05))).toBe('0.05 %');
  });

  it('tells windows by days, time, length, end and tiers', () => {
    expect(plain(sayWindow({ days: [5], from: '22:00', minutes: 300, tiers: ['tier4', 'tier5'] }))).toBe(
      'Fridays at 22:00 for 5 h, until 03:00 the next day · tiers 4 and 5',
    );
    expect(plain(sayWindow({ days: [1, 2, 3, 4, 5], from: '06:30', minutes: 45 }))).toBe(
      'Monday to Friday at 06:30 for 45 min, until 07:15 · all tiers',
    );
    expect(sayDays([7, 6])).toBe('Saturdays and Sundays');
    expect(sayDays([3, 1])).toBe('Mondays and Wednesdays');
    expect(plain(sayMinutes(10_080))).toBe('168 h');
  });

  it('tells changes by tier, and windows that come and go', () => {
    const windows = [{ ...NEW_WINDOW, name: 'nightly', days: [1, 2, 3, 4, 5, 6, 7] }];
    const { changes } = check(typed({ 'tier1.staleAfterHours': '1', 'tier1.freshnessFactor': '' }, { windows }));
    expect(JSON.parse(plain(JSON.stringify(sayChanges(changes))))).toEqual([
      {
        title: 'Tier 1',
        changes: [
          { form: 'value', field: 'tier1.staleAfterHours', label: 'Due after', before: '7 days', after: '24 h' },
          {
            form: 'value',
            field: 'tier1.freshnessFactor',
            label: 'Freshness',
            before: '3 intervals',
            after: 'not watched',
          },
        ],
      },
      {
        title: 'Times',
        changes: [
          {
            form: 'list',
            field: 'exclusionWindows',
            label: 'Exclusion windows',
            pieces: [
              { kind: 'removed', item: 'month end: Fridays at 22:00 for 5 h, until 03:00 the next day · tier 4' },
              { kind: 'added', item: 'nightly: Every day at 22:00 for 2 h, until 00:00 the next day · all tiers' },
            ],
          },
        ],
      },
    ]);
  });
});
