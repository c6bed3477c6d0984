import { expect, it } from 'vitest';

import { treeMove, type TreeRow } from '../../../dashboard/ui/tree-keys.ts';

const rows: TreeRow[] = [
  { level: 1, isOpen: true },
  { level: 2, isOpen: false },
  { level: 2, isOpen: true },
  { level: 3 },
  { level: 2 },
];

it('goes from row to row, and stops at the ends', () => {
  expect(treeMove(rows, 0, 'ArrowDown')).toEqual({ kind: 'focus', index: 1 });
  expect(treeMove(rows, 0, 'ArrowUp')).toBeUndefined();
  expect(treeMove(rows, 4, 'ArrowDown')).toBeUndefined();
  expect(treeMove(rows, 3, 'Home')).toEqual({ kind: 'focus', index: 0 });
  expect(treeMove(rows, 0, 'End')).toEqual({ kind: 'focus', index: 4 });
});

it('opens with right, and then goes in', () => {
  expect(treeMove(rows, 1, 'ArrowRight')).toEqual({ kind: 'open', index: 1 });
  expect(treeMove(rows, 2, 'ArrowRight')).toEqual({ kind: 'focus', index: 3 });
  expect(treeMove(rows, 3, 'ArrowRight')).toBeUndefined();
});

it('closes with left, and then goes out', () => {
  expect(treeMove(rows, 2, 'ArrowLeft')).toEqual({ kind: 'close', index: 2 });
  expect(treeMove(rows, 3, 'ArrowLeft')).toEqual({ kind: 'focus', index: 2 });
  expect(treeMove(rows, 4, 'ArrowLeft')).toEqual({ kind: 'focus', index: 0 });
});

it('leaves other keys alone', () => {
  expect(treeMove(rows, 0, 'a')).toBeUndefined();
  expect(treeMove([], 0, 'ArrowDown')).toBeUndefined();
});
