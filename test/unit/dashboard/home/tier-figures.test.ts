import { expect, it } from 'vitest';

import { tierFigures, totalFigures } from '../../../../dashboard/home/health/tier-figures.ts';

const GRADES = ['A', 'B', 'C', 'D', 'F'] as const;
const grades = (...counts: number[]) => GRADES.map((grade, index) => ({ grade, count: counts[index] ?? 0 }));

const tier1 = tierFigures({
  tier: 'TIER1',
  entityCount: 3,
  compliant: 2,
  meanQualityScore: 91.5,
  states: [
    { state: 'FRESH', count: 2 },
    { state: 'STALE', count: 1 },
  ],
  grades: grades(2, 1),
});
const tier2 = tierFigures({
  tier: 'TIER2',
  entityCount: 0,
  compliant: 0,
  meanQualityScore: null,
  states: [],
  grades: grades(),
});

it('leads from each figure to what it counts', () => {
  expect(tier1.stale).toEqual({
    count: 1,
    search: { tiers: ['TIER1'], statuses: ['ACTIVE'], profileStates: ['STALE'] },
  });
  expect(tier1.grades[1]).toEqual({
    grade: 'B',
    count: 1,
    search: { tiers: ['TIER1'], statuses: ['ACTIVE'], grades: ['B'] },
  });
});

it('rounds compliance down, so that 100 means all', () => {
  expect(tier1.compliantPercent).toBe(66);
  expect(tier2.compliantPercent).toBeUndefined();
});

it('adds up the tiers, and knows no mean of them', () => {
  const total = totalFigures([tier1, tier2]);
  expect(total.entities.count).toBe(3);
  expect(total.stale).toEqual({ count: 1, search: { statuses: ['ACTIVE'], profileStates: ['STALE'] } });
  expect(total.grades.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0]);
  expect(total.meanScore).toBeUndefined();
});
