import { describe, expect, it } from 'vitest';

import { partsOfSort, readEntitiesSearch } from '../../../../dashboard/entities/entities-search.ts';

describe('the state of the entities page in its URL', () => {
  it('is read in full', () => {
    const search = {
      search: 'gross revenue',
      entityTypes: ['KPI', 'METADATA'],
      tiers: ['TIER1'],
      profileStates: ['STALE', 'NEVER'],
      grades: ['D', 'F'],
      owners: ['anna'],
      tags: ['statutory'],
      statuses: ['ACTIVE'],
      maxScore: 80.5,
      dataset: 'sales.orders',
      followed: true,
      pending: false,
      sort: 'QUALITY_SCORE.ASC',
      hide: ['trend', 'due'],
    };
    expect(readEntitiesSearch(search)).toEqual(search);
  });

  it('leaves out what makes no sense', () => {
    expect(
      readEntitiesSearch({
        search: '  ',
        entityTypes: ['NOPE', 7, null, 'toString'],
        tiers: [],
        grades: { A: true },
        owners: [''],
        maxScore: 101,
        dataset: '.orders',
        followed: 'yes',
        pending: 1,
        sort: 'QUALITY_SCORE.DOWN',
        hide: ['name'],
        other: 'x',
      }),
    ).toEqual({});
    expect(readEntitiesSearch({ maxScore: Number.NaN, sort: 'OWNER.ASC', tiers: ['TIER1', 'TIER9', 'TIER1'] })).toEqual(
      {
        tiers: ['TIER1'],
      },
    );
    expect(readEntitiesSearch({ sort: 'NAME.ASC.DESC' })).toEqual({});
  });

  it('takes a single value for a list, and a number for a word, as people write them', () => {
    expect(readEntitiesSearch({ tiers: 'TIER2', search: 2024, owners: 17, dataset: 'sales' })).toEqual({
      tiers: ['TIER2'],
      search: '2024',
      owners: ['17'],
      dataset: 'sales',
    });
  });

  it('takes a sort apart', () => {
    expect(partsOfSort('NEXT_PROFILE_DUE_AT.DESC')).toEqual({ field: 'NEXT_PROFILE_DUE_AT', direction: 'DESC' });
  });
});
