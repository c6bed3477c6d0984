import { describe, expect, test } from 'vitest';

import { batchAfter, batchesOf } from '../../../src/events/live/batch.ts';

const item = (offset: number, characters = 10) => ({ offset, text: 'x'.repeat(characters) });

describe('items are in as many batches as their size requires:', () => {
  test('one that reaches to the end, if they are small', () => {
    const items = [item(3), item(5)];
    expect(batchesOf(items, 9)).toEqual([{ items, through: 9 }]);
  });

  test('one without items, if there are none', () => {
    expect(batchesOf([], 9)).toEqual([{ items: [], through: 9 }]);
  });

  test('each with at most 256 KiB, or a single longer one, and reaching to its last item', () => {
    const items = [item(1, 100_000), item(2, 200_000), item(3, 1_000_000), item(4), item(5)];
    const batches = batchesOf(items, 9);
    expect(batches.map(({ through }) => through)).toEqual([2, 3, 9]);
    expect(batches.flatMap((batch) => batch.items)).toEqual(items);
  });
});

test('what comes after an offset is the batch itself, a part of it, or nothing', () => {
  const batch = { items: [item(3), item(5)], through: 9 };
  expect(batchAfter(batch, 2)).toBe(batch);
  expect(batchAfter(batch, 4)).toEqual({ items: [item(5)], through: 9 });
  expect(batchAfter(batch, 5)).toEqual({ items: [], through: 9 });
});
