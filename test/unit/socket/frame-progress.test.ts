import { describe, expect, test } from 'vitest';

import { FrameProgress } from '../../../src/server/socket/frame-progress.ts';
import { frame, frameHeader } from '../../support/process/web-socket-frame.ts';

describe.each([0, 1, 125, 126, 65_535, 65_536])('a frame of %i bytes', (length) => {
  const bytes = frame('x'.repeat(length));

  test('has ended with its last byte and not before, however it is cut', () => {
    for (const size of [1, 7, 1_000, 60_000].filter((size) => bytes.length / size < 300)) {
      const progress = new FrameProgress();
      for (let at = 0; at < bytes.length - 1; at += size) {
        progress.push(bytes.subarray(at, Math.min(at + size, bytes.length - 1)));
        expect(progress.isWithin()).toBe(true);
        expect(progress.endedCount).toBe(0);
      }
      progress.push(bytes.subarray(bytes.length - 1));
      expect(progress.isWithin()).toBe(false);
      expect(progress.endedCount).toBe(1);
    }
  });

  test('may be followed by others in one chunk', () => {
    const progress = new FrameProgress();
    progress.push(Buffer.concat([bytes, bytes, frameHeader(length + 1)]));
    expect(progress.endedCount).toBe(2);
    expect(progress.isWithin()).toBe(true);
  });
});

test('a message in fragments goes on between them, whatever pings stand there, and ends with the final one', () => {
  const progress = new FrameProgress();
  progress.push(frame('begin', { isFinal: false }));
  for (let n = 0; n < 3; n++) {
    progress.push(frame('ping', { opcode: 9 }));
    progress.push(frame('more', { opcode: 0, isFinal: false }));
    expect(progress.isWithin()).toBe(true);
    expect(progress.endedCount).toBe(0);
  }
  progress.push(frame('', { opcode: 0 }));
  expect(progress.isWithin()).toBe(false);
  expect(progress.endedCount).toBe(1);
});
