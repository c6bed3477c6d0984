import { expect, it } from 'vitest';

import { hold } from '../../../../dashboard/live/hold.ts';

const keyOf = ({ key }: { key: string }) => key;

it('keeps the rows where the reader saw them, each as it is now', () => {
  const seen = [
    { key: 'a', score: 1 },
    { key: 'b', score: 2 },
  ];
  const current = [
    { key: 'c', score: 0 },
    { key: 'b', score: 1 },
    { key: 'a', score: 3 },
  ];
  expect(hold(seen, current, keyOf)).toEqual({
    rows: [
      { key: 'a', item: { key: 'a', score: 3 }, isGone: false },
      { key: 'b', item: { key: 'b', score: 1 }, isGone: false },
    ],
    newCount: 1,
    goneCount: 0,
  });
});

it('keeps what is gone as it last was, and says so', () => {
  const { rows, goneCount, newCount } = hold([{ key: 'a', score: 1 }], [], keyOf);
  expect(rows).toEqual([{ key: 'a', item: { key: 'a', score: 1 }, isGone: true }]);
  expect({ goneCount, newCount }).toEqual({ goneCount: 1, newCount: 0 });
});
