import { expect, test } from 'vitest';

import { summarizeItems } from '../../../../dashboard/change-set/summarize-items.ts';

test('the items of a set are counted by kind and tier; the earliest date of those that are pending is when it is due', () => {
  expect(
    summarizeItems([
      { kind: 'UPDATE', tier: 'TIER3', status: 'PENDING', dueAt: '2026-01-03T00:00:00Z' },
      { kind: 'CREATE', tier: 'TIER1', status: 'APPROVED', dueAt: '2026-01-01T00:00:00Z' },
      { kind: 'CREATE', tier: 'TIER3', status: 'PENDING', dueAt: '2026-01-02T00:00:00Z' },
    ]),
  ).toEqual({
    kinds: [
      ['CREATE', 2],
      ['UPDATE', 1],
    ],
    tiers: [
      ['TIER1', 1],
      ['TIER3', 2],
    ],
    dueAt: '2026-01-02T00:00:00Z',
  });
  expect(summarizeItems([]).dueAt).toBeNull();
});
