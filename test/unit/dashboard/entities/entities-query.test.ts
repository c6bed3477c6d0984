import { describe, expect, it } from 'vitest';

import {
  hasCondition,
  nextSort,
  toFilter,
  toQuery,
  withoutConditions,
  withPart,
} from '../../../../dashboard/entities/entities-query.ts';

describe('what the server is asked for', () => {
  it('follows from the search', () => {
    expect(
      toQuery({
        search: ' gross ',
        tiers: ['TIER1'],
        maxScore: 80,
        dataset: 'sales.orders.v2',
        pending: true,
        followed: false,
        sort: 'QUALITY_SCORE.DESC',
        hide: ['due'],
      }),
    ).toEqual({
      filter: {
        search: 'gross',
        tiers: ['TIER1'],
        maxQualityScore: 80,
        dataset: { schema: 'sales', table: 'orders.v2' },
        hasPendingApproval: true,
        followed: false,
      },
      orderBy: { field: 'QUALITY_SCORE', direction: 'DESC' },
    });
    expect(toQuery({ dataset: 'sales' })).toEqual({ filter: { dataset: { schema: 'sales' } } });
    expect(toQuery({ hide: ['due'] })).toEqual({ filter: {} });
  });

  it('leaves one condition out for the number of entities with each of its values', () => {
    expect(toFilter({ tiers: ['TIER1'], owners: ['anna'] }, 'owners')).toEqual({ tiers: ['TIER1'] });
  });
});

describe('a search', () => {
  it('has conditions or not, and can lose them without losing its order and columns', () => {
    expect(hasCondition({ sort: 'NAME.ASC', hide: ['due'] })).toBe(false);
    expect(hasCondition({ followed: false })).toBe(true);
    expect(withoutConditions({ search: 'x', tiers: ['TIER1'], sort: 'NAME.ASC', hide: ['due'] })).toEqual({
      sort: 'NAME.ASC',
      hide: ['due'],
    });
  });

  it('gets or loses one part', () => {
    expect(withPart({ search: 'x' }, 'tiers', ['TIER1'])).toEqual({ search: 'x', tiers: ['TIER1'] });
    expect(withPart({ search: 'x', tiers: ['TIER1'] }, 'tiers', [])).toEqual({ search: 'x' });
    expect(withPart({ search: 'x', pending: true }, 'pending', undefined)).toEqual({ search: 'x' });
  });

  it('is sorted by the direction of a heading, then by the other, then by none', () => {
    expect(nextSort(undefined, 'UPDATED_AT.DESC')).toBe('UPDATED_AT.DESC');
    expect(nextSort('UPDATED_AT.DESC', 'UPDATED_AT.DESC')).toBe('UPDATED_AT.ASC');
    expect(nextSort('UPDATED_AT.ASC', 'UPDATED_AT.DESC')).toBeUndefined();
    expect(nextSort('NAME.DESC', 'UPDATED_AT.DESC')).toBe('UPDATED_AT.DESC');
  });
});
