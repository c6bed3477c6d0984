import { expect, test } from 'vitest';

import type { Column } from '../../../src/profiler/column.ts';
import { BASE_NS, dealColumns, GROUPED_NS, sortedNs } from '../../../src/profiler/parts/deal-columns.ts';

const column = (name: string, typeName: string): Column => ({
  ...{ name, typeName, dataType: typeName, isDomain: false, typeSchema: 'pg_catalog', typeKind: 'b' },
  ...{ typeCategory: typeName === 'text' ? 'S' : 'N', isComparable: true, isBytewise: true, isNullable: true },
  ...{ isReadable: true, inPrimaryKey: false },
});
const KEYED = [
  column('customer', 'int4'),
  column('amount', 'numeric'),
  column('placed', 'timestamptz'),
  column('mail', 'text'),
];
const KEYLESS = [column('id', 'int8'), ...KEYED];
const OTHERS_NS = [5 * GROUPED_NS, 10 * BASE_NS];

test.each([
  ['with a key', KEYED],
  ['without, so that one column more is counted', KEYLESS],
])('two hands have about as much to do for a table %s', (_, columns) => {
  const hands = dealColumns(columns, OTHERS_NS, 2);
  expect(hands.flat().toSorted(byName)).toEqual(columns.toSorted(byName));
  const total = [...OTHERS_NS, sortedNs(columns)].reduce((sum, costNs) => sum + costNs, 0);
  // Whoever is done with sorting does the others, and ends with what costs least of all.
  for (const hand of hands) expect(sortedNs(hand)).toBeLessThanOrEqual(total / 2 + 10 * BASE_NS);
  const [grouped = 0] = OTHERS_NS;
  const least = Math.min(...hands.map(sortedNs));
  expect(least + grouped).toBeLessThanOrEqual(1.1 * (total / 2));
});

test('one hand has all columns, and hands for which there is none are left out', () => {
  expect(dealColumns(KEYLESS, OTHERS_NS, 1).map((hand) => hand.length)).toEqual([5]);
  expect(dealColumns(KEYED.slice(0, 1), [], 3).map((hand) => hand.length)).toEqual([1]);
  expect(dealColumns([], OTHERS_NS, 2)).toEqual([]);
});

function byName(one: Column, other: Column): number {
  return one.name < other.name ? -1 : 1;
}
