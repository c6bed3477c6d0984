import { describe, expect, it } from 'vitest';

import { optionsOf } from '../../../../dashboard/entities/filters/filter-options.ts';

describe('the values of a filter', () => {
  it('are those that the facet counts, and those that are selected although nothing has them', () => {
    const counts = [
      { value: 'anna', count: 16 },
      { value: null, count: 3 },
    ];
    expect(optionsOf({ counts, known: undefined, selected: ['dora'] })).toEqual([
      { value: 'anna', label: 'anna', count: 16, isSelected: false },
      { value: 'dora', label: 'dora', count: 0, isSelected: true },
    ]);
  });

  it('are all that there can be, in their order, where that is known', () => {
    const known = [
      ['A', 'Grade A'],
      ['B', 'Grade B'],
    ] as const;
    expect(optionsOf({ counts: [{ value: 'B', count: 2 }], known, selected: ['B'] })).toEqual([
      { value: 'A', label: 'Grade A', count: 0, isSelected: false },
      { value: 'B', label: 'Grade B', count: 2, isSelected: true },
    ]);
  });
});
