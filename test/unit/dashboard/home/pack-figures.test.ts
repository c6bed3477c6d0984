import { expect, it } from 'vitest';

import { packFigures } from '../../../../dashboard/home/health/pack-figures.ts';

const pack = {
  id: 'ifrs-revenue',
  entityCount: 5,
  measuredCount: 3,
  compliant: 2,
  compliantPercent: 66.7,
  meanQualityScore: 91.5,
};
const governed = { standardPacks: ['ifrs-revenue'] };

it('leads from each figure of a pack to what it counts', () => {
  const { governed: all, compliant, late, worstFirst } = packFigures(pack);
  expect(all).toEqual({ count: 5, search: governed });
  expect(compliant).toEqual({ count: 2, search: { ...governed, statuses: ['ACTIVE'], profileStates: ['FRESH'] } });
  expect(late).toEqual({
    count: 1,
    search: { ...governed, statuses: ['ACTIVE'], profileStates: ['RUNNING', 'FAILING', 'NEVER', 'STALE'] },
  });
  expect(worstFirst).toMatchObject({ ...governed, sort: 'QUALITY_SCORE.ASC' });
});

it('says nothing about a pack of which nothing is measured', () => {
  const nothing = packFigures({
    ...{ ...pack, measuredCount: 0, compliant: 0 },
    ...{ compliantPercent: null, meanQualityScore: null },
  });
  expect(nothing.compliantPercent).toBeUndefined();
  expect(nothing.meanScore).toBeUndefined();
});
