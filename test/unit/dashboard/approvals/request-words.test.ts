import { expect, test } from 'vitest';

import { dueText } from '../../../../dashboard/approvals/request/due-text.ts';
import { requestName } from '../../../../dashboard/approvals/request/request-name.ts';
import { tierBefore } from '../../../../dashboard/approvals/request/tier-before.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

test('a request is named for its entity; one that creates it, for what it is to be called', () => {
  const diff = [{ field: 'name', after: '"Gross revenue"' }];
  expect(requestName({ canonicalKey: 'revenue', entity: { name: 'Revenue' }, diff })).toBe('Revenue');
  expect(requestName({ canonicalKey: 'revenue', entity: null, diff })).toBe('Gross revenue');
  expect(requestName({ canonicalKey: 'revenue', entity: null, diff: [] })).toBe('revenue');
});

test('the tier before a request is known only where the request changes it', () => {
  const change = (before: string | null) => [{ field: 'tier', before }];
  expect(tierBefore({ tier: 'TIER4', diff: change('"tier1"') })).toBe('TIER1');
  expect(tierBefore({ tier: 'TIER4', diff: change('"tier4"') })).toBeUndefined();
  expect(tierBefore({ tier: 'TIER4', diff: change(null) })).toBeUndefined();
  expect(tierBefore({ tier: 'TIER4', diff: [] })).toBeUndefined();
});

test.each([
  ['2026-06-03T12:00:00Z', 'Due in 2 days', 'neutral'],
  ['2026-06-01T17:30:00Z', 'Due in 5 hours', 'warn'],
  ['2026-06-01T11:00:00Z', '1 hour overdue', 'bad'],
  ['2026-05-01T12:00:00Z', '1 month overdue', 'bad'],
])('one that is due at %s is said to be so', (dueAt, words, tone) => {
  expect(dueText({ status: 'PENDING', dueAt }, NOW)).toEqual({ words, tone });
});
