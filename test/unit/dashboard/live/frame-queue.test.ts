import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createFrameQueue } from '../../../../dashboard/live/frame-queue.ts';
import { createFakeScreen, type FakeScreen } from '../../../support/dashboard/fake-screen.ts';

interface Item {
  place: number;
  key?: string;
}

let screen: FakeScreen;
let nowMs: number;
/** What one write takes. */
let writeMs: number;
let batches: number[][];
let written: Item[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  screen = createFakeScreen();
  nowMs = 0;
  writeMs = 1;
  batches = [];
  written = [];
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function queueOf(write: (item: Item) => void = () => undefined) {
  return createFrameQueue<Item>({
    taken: (batch) => batches.push(batch.map(({ place }) => place)),
    keyOf: ({ key }) => key,
    write(item) {
      nowMs += writeMs;
      written.push(item);
      write(item);
    },
  });
}

test('what arrives between two frames is taken together, in order, and nothing waits when all is done', () => {
  const queue = queueOf();
  for (const place of [1, 2, 3]) queue.add({ place });
  expect(batches).toEqual([]);
  screen.frame();
  queue.add({ place: 4 });
  screen.frame();
  expect(batches).toEqual([[1, 2, 3], [4]]);
  expect(screen.isAwaited).toBe(false);
});

test('of several items with one key the newest is written, and those without a key are not', () => {
  const queue = queueOf();
  for (const key of ['a', 'b', 'a', undefined, 'b', 'a']) {
    queue.add({ place: batches.length + written.length, ...(key && { key }) });
  }
  const last = { place: 9, key: 'a' };
  queue.add(last);
  screen.frame();
  expect(written.map(({ key }) => key)).toEqual(['b', 'a']);
  expect(written[1]).toBe(last);
});

test('a frame writes as much as it has time for; the rest waits for the next ones, and none is left out', () => {
  writeMs = 3;
  const queue = queueOf();
  const keys = Array.from({ length: 10 }, (_, index) => `entity ${index}`);
  for (const [place, key] of keys.entries()) queue.add({ place, key });
  const perFrame: number[] = [];
  while (screen.isAwaited) {
    const before = written.length;
    screen.frame();
    perFrame.push(written.length - before);
  }
  expect(perFrame).toEqual([3, 3, 3, 1]);
  expect(written.map(({ key }) => key)).toEqual(keys);
});

test('a key that changes with every frame does not keep the others waiting', () => {
  writeMs = 8;
  const queue = queueOf();
  queue.add({ place: 0, key: 'quiet' });
  for (let place = 1; place <= 3; place++) {
    queue.add({ place, key: 'restless' });
    screen.frame();
  }
  expect(written.slice(0, 2).map(({ key }) => key)).toEqual(['quiet', 'restless']);
});

test('a write that fails stops neither what comes after it nor later frames', () => {
  const queue = queueOf(({ key }) => {
    if (key === 'bad') throw new Error('cannot be written');
  });
  for (const [place, key] of ['bad', 'good'].entries()) queue.add({ place, key });
  expect(() => {
    screen.frame();
  }).toThrow('cannot be written');
  screen.frame();
  expect(written.map(({ key }) => key)).toEqual(['bad', 'good']);
  expect(batches).toEqual([[0, 1]]);
});

test('a tab that nobody sees gets no frames: it takes what has arrived by the clock, and with more time', () => {
  writeMs = 3;
  const queue = queueOf();
  queue.add({ place: 0, key: 'before' });
  screen.setHidden(true);
  for (let place = 1; place <= 40; place++) queue.add({ place, key: `entity ${place}` });
  vi.advanceTimersByTime(1_000);
  expect(batches).toHaveLength(1);
  expect(written).toHaveLength(41);
  expect(vi.getTimerCount()).toBe(0);
});

test('a tab that is seen again does not wait for the clock', () => {
  const queue = queueOf();
  screen.setHidden(true);
  queue.add({ place: 1 });
  screen.setHidden(false);
  screen.frame();
  expect(batches).toEqual([[1]]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what is flushed is taken at once, and only once', () => {
  const queue = queueOf();
  queue.add({ place: 1, key: 'a' });
  queue.flush();
  expect(batches).toEqual([[1]]);
  screen.frame();
  expect(batches).toEqual([[1]]);
  expect(written).toHaveLength(1);
});

test('after its end no frame, no timer and no listener is left', () => {
  const queue = queueOf();
  queue.add({ place: 1 });
  queue.dispose();
  expect(screen.isAwaited).toBe(false);
  expect(screen.listenerCount).toBe(0);
  screen.setHidden(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('a thousand events a second for ten seconds: every one is taken, in order, and no frame writes beyond its time', () => {
  writeMs = 0.4;
  const queue = queueOf();
  const newest = new Map<string, number>();
  let place = 0;
  let longestMs = 0;
  for (let frame = 0; frame < 600; frame++) {
    for (let count = 0; count < 1_000 / 60; count++) {
      const key = `entity ${(place * 7) % 200}`;
      newest.set(key, place);
      queue.add({ place: place++, key });
    }
    const startMs = nowMs;
    screen.frame();
    longestMs = Math.max(longestMs, nowMs - startMs);
  }
  while (screen.isAwaited) screen.frame();
  expect(batches.flat()).toEqual(Array.from({ length: place }, (_, index) => index));
  expect(longestMs).toBeLessThanOrEqual(8.4);
  const last = new Map(written.map((item) => [item.key, item.place]));
  expect(last).toEqual(newest);
});
