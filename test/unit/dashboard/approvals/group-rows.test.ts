import { expect, test } from 'vitest';

import { countEntries, groupRows } from '../../../../dashboard/approvals/rows/group-rows.ts';

const request = (id: string, setId?: string) => ({ id, changeSet: setId === undefined ? null : { id: setId } });
const requests = [request('a'), request('b', 's'), request('c'), request('d', 's'), request('e', 't')];

test('requests of one change set are one entry, where the first of them stands', () => {
  const groups = groupRows(requests.map((each) => ({ request: each })));
  expect(groups.map(({ key, rows }) => [key, rows.map((row) => row.request.id)])).toEqual([
    ['a', ['a']],
    ['s', ['b', 'd']],
    ['c', ['c']],
    ['t', ['e']],
  ]);
  expect(countEntries(requests)).toBe(4);
});
