import { describe, expect, it } from 'vitest';

import {
  appendPage,
  countRows,
  type EntityWindow,
  MOST_ROWS,
  nearestAnchor,
  nextHop,
  nextStep,
  openWindow,
  PAGE,
  prependPage,
  type WindowRow,
} from '../../../../dashboard/entities/list/entity-window.ts';

function rowsOf(from: number, count: number): WindowRow[] {
  return Array.from({ length: count }, (_, index) => ({ id: `e${from + index}`, cursor: `c${from + index}` }));
}

function windowOf(first: number, count: number, isEnd = false): EntityWindow<WindowRow> {
  return { first, rows: rowsOf(first, count), isEnd };
}

function pageOf(from: number, count: number, { next = true, previous = true } = {}) {
  return { rows: rowsOf(from, count), hasNextPage: next, hasPreviousPage: previous };
}

describe('the held part of a long list', () => {
  it('grows at its end, and gives up rows at its beginning once there are too many', () => {
    let window = openWindow(0, pageOf(0, PAGE));
    for (let from = PAGE; from < 2 * MOST_ROWS; from += PAGE) window = appendPage(window, pageOf(from, PAGE));
    expect(window.rows).toHaveLength(MOST_ROWS);
    expect(window.first).toBe(MOST_ROWS);
    expect(window.rows[0]?.id).toBe(`e${MOST_ROWS}`);
  });

  it('grows at its beginning, and then no longer knows its end', () => {
    const window = prependPage(windowOf(1_000, MOST_ROWS, true), pageOf(950, PAGE));
    expect(window).toMatchObject({ first: 950, isEnd: false });
    expect(window.rows).toHaveLength(MOST_ROWS);
  });

  it('begins with 0 where nothing comes before, however its place was estimated', () => {
    expect(prependPage(windowOf(70, 50), pageOf(20, PAGE, { previous: false })).first).toBe(0);
    expect(prependPage(windowOf(30, 50), pageOf(-20, PAGE)).first).toBe(1);
  });

  it('keeps an entity once, and goes on after a page of entities that it has', () => {
    const window = appendPage(windowOf(0, 100), { ...pageOf(40, 20), hasNextPage: true });
    expect(window.rows).toHaveLength(100);
    expect(window.rows.at(-1)).toEqual({ id: 'e99', cursor: 'c59' });
  });

  it('has as many rows as the server counts, or as are held where nothing comes after', () => {
    expect(countRows(windowOf(0, 50), 20_000)).toBe(20_000);
    expect(countRows(windowOf(0, 50), undefined)).toBe(51);
    expect(countRows(windowOf(0, 30, true), 20_000)).toBe(30);
  });
});

describe('what is asked for next', () => {
  it('is three pages ahead of the view', () => {
    expect(nextStep(windowOf(0, 150), 10_000, { start: 0, end: 20 })).toEqual({ kind: 'append', after: 'c149' });
    expect(nextStep(windowOf(0, 200), 10_000, { start: 0, end: 20 })).toBeUndefined();
  });

  it('is what one looks at before what comes next', () => {
    expect(nextStep(windowOf(300, 100), 10_000, { start: 290, end: 310 })).toEqual({ kind: 'prepend', before: 'c300' });
    expect(nextStep(windowOf(300, 100), 10_000, { start: 310, end: 330 })).toEqual({ kind: 'append', after: 'c399' });
    expect(nextStep(windowOf(300, 400), 10_000, { start: 310, end: 330 })).toEqual({ kind: 'prepend', before: 'c300' });
  });

  it('is a jump where the view is far away, but never past the end', () => {
    expect(nextStep(windowOf(0, 200), 10_000, { start: 5_000, end: 5_020 })).toEqual({ kind: 'jump', row: 5_000 });
    expect(nextStep(windowOf(0, 200), 10_000, { start: 9_990, end: 10_000 })).toEqual({ kind: 'jump', row: 9_950 });
    expect(nextStep(windowOf(5_000, 200), 10_000, { start: 0, end: 20 })).toEqual({ kind: 'jump', row: 0 });
  });

  it('is nothing in a list without rows or at both of its ends', () => {
    expect(nextStep(windowOf(0, 0, true), 0, { start: 0, end: 50 })).toBeUndefined();
    expect(nextStep(windowOf(0, 0, true), 0, { start: 5_000, end: 5_050 })).toBeUndefined();
    expect(nextStep(windowOf(0, 30, true), 30, { start: 0, end: 30 })).toBeUndefined();
  });
});

describe('the way to a distant row', () => {
  it('begins at the nearest place that is known', () => {
    const anchors = [{ row: 4_000, cursor: 'c4000' }];
    expect(nearestAnchor(anchors, 4_100, 10_000)).toEqual({ row: 4_000, cursor: 'c4000' });
    expect(nearestAnchor(anchors, 900, 10_000)).toEqual({ row: -1, cursor: undefined });
    expect(nearestAnchor(anchors, 9_000, 10_000)).toEqual({ row: 10_000, cursor: undefined });
  });

  it('comes to the place just before the row, from both sides', () => {
    for (const [target, count] of [
      [0, 500],
      [1_234, 5_000],
      [4_950, 5_000],
    ] as const) {
      let anchor = nearestAnchor([], target - 1, count);
      for (let hops = 0; hops < 60; hops += 1) {
        const hop = nextHop(anchor, target);
        if (hop.kind === 'arrive') break;
        expect(hop.count).toBeLessThanOrEqual(100);
        const row = hop.kind === 'forward' ? anchor.row + hop.count : anchor.row - hop.count;
        anchor = { row, cursor: `c${row}` };
      }
      expect(anchor.row).toBe(target - 1);
      expect(nextHop(anchor, target)).toEqual({ kind: 'arrive', after: target === 0 ? undefined : `c${target - 1}` });
    }
  });
});
