import { expect, test } from 'vitest';

import { explainRefusal } from '../../../../dashboard/approvals/explain-refusal.ts';
import { describeChange } from '../../../../dashboard/approvals/request/describe-change.ts';

const about = { entityType: 'KPI', canonicalKey: 'revenue' } as const;

test('a change of one field says its values', () => {
  const diff = [{ field: 'tier', before: '"tier1"', after: '"tier4"' }];
  expect(describeChange({ ...about, kind: 'UPDATE', diff })).toBe('tier: Tier 1 → Tier 4');
});

test('of a definition or a list only what differs is said', () => {
  const check = [
    {
      field: 'businessRule.check',
      before: '{"kind":"numberRange","max":45}',
      after: '{"kind":"numberRange","max":52}',
    },
  ];
  expect(describeChange({ ...about, kind: 'UPDATE', diff: check })).toBe('check: max: 45 → max: 52');
  const list = [{ field: 'kpi.computedFrom', before: '["a","b"]', after: '["a"]' }];
  expect(describeChange({ ...about, kind: 'UPDATE', diff: list })).toBe('inputs of the formula: b → none');
});

test('long values and several fields are named, the first four', () => {
  const long = [{ field: 'description', before: null, after: JSON.stringify('x'.repeat(200)) }];
  expect(describeChange({ ...about, kind: 'UPDATE', diff: long })).toBe('Changes description');
  const many = ['name', 'tier', 'owner', 'kpi.unit', 'kpi.formula'].map((field) => ({
    field,
    before: '1',
    after: '2',
  }));
  expect(describeChange({ ...about, kind: 'UPDATE', diff: many })).toBe('Changes name, tier, owner, unit and 1 more');
});

test('of something new its description is said, and of what is taken out of use that it is', () => {
  const name = { field: 'name', before: null, after: '"Revenue"' };
  expect(describeChange({ ...about, kind: 'CREATE', diff: [name] })).toBe('New: KPI');
  const description = { field: 'description', before: null, after: '"All sales."' };
  expect(describeChange({ ...about, kind: 'CREATE', diff: [name, description] })).toBe('New: KPI. All sales.');
  expect(describeChange({ ...about, kind: 'DEPRECATE', diff: [] })).toBe('Takes it out of use');
});

test('who was first is said; else what the server says', () => {
  const lost = {
    message: 'conflict',
    decidedBy: { actorId: 'carla' },
    decidedAt: null,
    currentApproval: { status: 'REJECTED' },
  } as const;
  expect(explainRefusal(lost)).toBe('carla was first and rejected it.');
  expect(explainRefusal({ message: 'You have voted already.', decidedBy: null, currentApproval: null })).toBe(
    'You have voted already.',
  );
  expect(explainRefusal({ message: 'invalid', issues: [{ message: 'too long' }] })).toBe('too long');
});
