import { describe, expect, it } from 'vitest';

import { readEntitySearch } from '../../../../dashboard/entity/entity-search.ts';

describe('the state of the page of an entity in its URL', () => {
  it('is read whole', () => {
    const search = {
      tab: 'versions',
      range: '90d',
      figures: true,
      profile: 'prf_1',
      sort: 'nulls',
      descending: true,
      find: 'Gross',
      profiled: false,
      version: 3,
      against: 1,
    };
    expect(readEntitySearch(search)).toEqual(search);
  });

  it('leaves out what makes no sense', () => {
    expect(
      readEntitySearch({
        tab: 'nothing',
        range: '1y',
        figures: 'yes',
        profile: '',
        sort: 'least',
        descending: true,
        profiled: 'true',
        version: 0.5,
        against: 2,
        more: 1,
      }),
    ).toEqual({});
  });

  it('has nothing to say of the overview, and compares no version with itself', () => {
    expect(readEntitySearch({ tab: 'overview', version: 2, against: 2 })).toEqual({ version: 2 });
  });
});
