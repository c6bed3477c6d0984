import { describe, expect, it } from 'vitest';

import { emptyForm, type RuleFields } from '../../../../dashboard/change/model/change-form.ts';
import { inputOf, partsOf } from '../../../../dashboard/change/model/change-input.ts';
import { checkChange } from '../../../../dashboard/change/model/check-change.ts';
import { fieldPaths } from '../../../../dashboard/change/model/field-paths.ts';
import { otherIssues, problemsIn } from '../../../../dashboard/change/model/problems.ts';
import { readContent } from '../../../../dashboard/change/model/read-content.ts';
import { ENTITY_TYPES } from '../../../../src/events/schemas/vocabulary.ts';

const base = readContent('METADATA', { name: 'Orders', tier: 'TIER2' });

describe('checking a change', () => {
  it.each(ENTITY_TYPES)('of an empty form for %s says each problem at a field', (entityType) => {
    const change = inputOf(emptyForm(entityType, 'anna'), partsOf(entityType));
    const { issues, diff } = checkChange({ entityType, canonicalKey: '', kind: 'CREATE', base: null, change });
    expect(issues.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['canonicalKey', 'change.name']));
    expect(otherIssues(issues, fieldPaths(entityType, 'notNull'))).toEqual([]);
    expect(diff).toEqual([]);
  });

  it('shows what the valid parts change, also beside an invalid one', () => {
    const change = { name: '', tier: 'TIER1' as const };
    const { issues, diff } = checkChange({
      entityType: 'METADATA',
      canonicalKey: 'orders',
      kind: 'UPDATE',
      base,
      change,
    });
    expect(problemsIn(issues)(['change', 'name'])).toBe('Must not be empty.');
    expect(diff).toEqual([{ field: 'tier', before: '"tier2"', after: '"tier1"' }]);
  });

  it('requires a column for a business rule', () => {
    const form = { ...emptyForm('BUSINESS_RULE', 'anna'), name: 'Amount is there' };
    const dataset = { ...form.dataset, schema: 'sales', table: 'orders' };
    const change = inputOf({ ...form, dataset }, partsOf('BUSINESS_RULE'));
    const { issues } = checkChange({
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'a',
      kind: 'CREATE',
      base: null,
      change,
    });
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['change.dataset.column']);
  });

  it.each<[Partial<RuleFields>, string, string]>([
    [{ kind: 'numberRange', min: 'x' }, 'numberRange.min', 'Must be a number.'],
    [{ kind: 'numberRange', min: '2', max: '1' }, 'numberRange', 'Needs a min, a max or both, with min not above max.'],
    [{ kind: 'length', max: '1.5' }, 'length.max', 'Must be a whole number.'],
    [{ kind: 'dateRange', max: 'today' }, 'dateRange.max', 'Must be a date such as 2026-01-31'],
    [{ kind: 'acceptedValues' }, 'acceptedValues', 'Must not be empty.'],
    [{ kind: 'pattern' }, 'pattern', 'Must not be empty.'],
  ])('says what is wrong with the check %j', (patch, at, says) => {
    const form = emptyForm('BUSINESS_RULE', 'anna');
    const rule = { ...form, name: 'A', businessRule: { ...form.businessRule, ...patch } };
    const change = inputOf(rule, ['businessRule']);
    const { issues } = checkChange({ entityType: 'BUSINESS_RULE', canonicalKey: 'a', kind: 'UPDATE', base, change });
    expect(problemsIn(issues)(['change', 'businessRule', 'check', ...at.split('.')])).toContain(says);
    const kind = rule.businessRule.kind;
    expect(otherIssues(issues, fieldPaths('BUSINESS_RULE', kind)).filter(({ path }) => path[1] !== 'dataset')).toEqual(
      [],
    );
  });
});

describe('problems', () => {
  const issues = [
    { path: ['change', 'kpi', 'computedFrom', '1'], message: 'is a duplicate' },
    { path: ['change'], message: 'changes nothing' },
  ];

  it('of a list are said beside it, with the item', () => {
    expect(problemsIn(issues)(['change', 'kpi', 'computedFrom'])).toBe('Item 2: is a duplicate.');
    expect(problemsIn(issues)(['change', 'kpi'])).toBeUndefined();
  });

  it('that belong to no field are told apart', () => {
    expect(otherIssues(issues, fieldPaths('KPI', 'notNull'))).toEqual([issues[1]]);
  });
});
