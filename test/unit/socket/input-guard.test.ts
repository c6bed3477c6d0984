import { PassThrough } from 'node:stream';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { InputGuard } from '../../../src/server/socket/input-guard.ts';
import { frame, frameHeader } from '../../support/process/web-socket-frame.ts';

let stream: PassThrough;
let guard: InputGuard<string>;
const tooMuch = vi.fn();
const tooLong = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  tooMuch.mockReset();
  tooLong.mockReset();
  stream = new PassThrough();
  guard = new InputGuard<string>(stream, 'a socket', {
    ...{ maxBytesBefore: 100, messageMs: 1_000 },
    ...{ onTooMuch: tooMuch, onTooLong: tooLong },
  });
});
afterEach(() => {
  guard[Symbol.dispose]();
  vi.useRealTimers();
});

/** As the network hands it over. */
function receive(bytes: Buffer): void {
  stream.emit('data', bytes);
}

test('more bytes than may come before the acknowledgement are told of, once, whole messages or not', () => {
  receive(frame('x'.repeat(40)));
  expect(tooMuch).not.toHaveBeenCalled();
  receive(Buffer.concat([frameHeader(1_000), Buffer.alloc(60)]));
  receive(Buffer.alloc(100));
  expect(tooMuch).toHaveBeenCalledTimes(1);
});

test('after the acknowledgement there may be any number of them', () => {
  guard.acknowledge();
  for (let n = 0; n < 100; n++) receive(frame('x'.repeat(50)));
  vi.advanceTimersByTime(10_000);
  expect(tooMuch).not.toHaveBeenCalled();
  expect(tooLong).not.toHaveBeenCalled();
});

test('a message that has not ended within its time is told of, however much of it trickles in', () => {
  receive(frameHeader(1_000));
  for (let n = 0; n < 9; n++) {
    vi.advanceTimersByTime(100);
    receive(Buffer.alloc(1));
  }
  expect(tooLong).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(tooLong).toHaveBeenCalledTimes(1);
});

test('pings between its fragments do not make it younger', () => {
  receive(frame('begin', { isFinal: false }));
  vi.advanceTimersByTime(600);
  receive(frame('', { opcode: 9 }));
  vi.advanceTimersByTime(400);
  expect(tooLong).toHaveBeenCalledTimes(1);
});

test('each message has the time for itself, also one that begins in the chunk that ends another', () => {
  receive(frameHeader(10));
  vi.advanceTimersByTime(900);
  receive(Buffer.concat([Buffer.alloc(10), frameHeader(10)]));
  vi.advanceTimersByTime(900);
  expect(tooLong).not.toHaveBeenCalled();
  receive(Buffer.alloc(10));
  vi.advanceTimersByTime(10_000);
  expect(tooLong).not.toHaveBeenCalled();
});

test('a connection that is over is not told of', () => {
  receive(frameHeader(10));
  guard[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect(tooLong).not.toHaveBeenCalled();
});
