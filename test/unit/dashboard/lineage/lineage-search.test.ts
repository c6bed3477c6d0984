import { expect, it } from 'vitest';

import { readColumn, readLineageSearch } from '../../../../dashboard/lineage/lineage-search.ts';

it('reads what a URL says, and leaves out what makes no sense', () => {
  const search = {
    view: 'list',
    up: 2,
    down: 0,
    opened: 'down.met_1,up.kpi-2',
    columns: true,
    hideSources: true,
    column: 'met_1.Worldwide Gross',
    find: 'x',
  };
  expect(readLineageSearch(search)).toEqual(search);
  expect(
    readLineageSearch({
      view: 'film',
      up: 1.5,
      down: 99,
      opened: 'aside.x,,<b>',
      columns: 'yes',
      hideSources: 1,
      column: 'x',
      find: {},
    }),
  ).toEqual({});
});

it('reads a column whose name has a dot', () => {
  expect(readColumn('met_1.a.b')).toEqual({ entityId: 'met_1', column: 'a.b' });
  expect(readColumn('.a')).toBeUndefined();
  expect(readColumn('met_1.')).toBeUndefined();
});

it('looks for digits, too', () => {
  expect(readLineageSearch({ find: 12 })).toEqual({ find: '12' });
});
