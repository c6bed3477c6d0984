import { expect, it } from 'vitest';

import { eventFilterOf, readHomeSearch } from '../../../../dashboard/home/home-search.ts';

it('reads what it knows and leaves out the rest', () => {
  expect(
    readHomeSearch({
      types: ['KPI_CHANGED', 'KPI_CHANGED', 'NOTHING', 7],
      sources: 'ETL_PIPELINE',
      tiers: ['TIER9'],
      entity: ' airports ',
      follow: true,
      other: 1,
    }),
  ).toEqual({ types: ['KPI_CHANGED'], sources: ['ETL_PIPELINE'], entity: 'airports', follow: true });
  expect(readHomeSearch({ types: {}, sources: null, tiers: 3, entity: '', follow: 'yes' })).toEqual({});
});

it('reads a key that looks like a number', () => {
  expect(readHomeSearch({ entity: 2024 })).toEqual({ entity: '2024' });
});

it('asks for the events of the entity', () => {
  expect(eventFilterOf({ entity: 'airports', tiers: ['TIER1'], follow: true })).toEqual({
    canonicalKeys: ['airports'],
    tiers: ['TIER1'],
  });
});
