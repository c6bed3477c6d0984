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

it('knows the share of those that are compliant', () => {
  expect(tier1.compliantPercent).toBeCloseTo(66.667);
  expect(tier2.compliantPercent).toBeUndefined();
});

it('adds up the tiers', () => {
  const total = totalFigures([tier1, tier2]);
  expect(total.entities.count).toBe(3);
  expect(total.stale).toEqual({ count: 1, search: { statuses: ['ACTIVE'], profileStates: ['STALE'] } });
  expect(total.grades.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0]);
  expect(total.meanScore).toBe(91.5);
});

it('weighs the mean of a tier by its profiles', () => {
  const tier3 = tierFigures({
    tier: 'TIER3',
    entityCount: 9,
    compliant: 0,
    meanQualityScore: 50,
    states: [],
    grades: grades(0, 0, 0, 0, 1),
  });
  expect(totalFigures([tier1, tier2, tier3]).meanScore).toBeCloseTo((3 * 91.5 + 50) / 4);
  expect(totalFigures([tier2]).meanScore).toBeUndefined();
});
