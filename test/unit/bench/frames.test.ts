import { describe, expect, it } from 'vitest';

import { scanFrames, type ScanState } from '../../../bench/load-client/frames.ts';

/** A frame as a server sends it. */
function frame(opcode: number, text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, body.length]), body]);
  const head =
    body.length < 65_536
      ? Buffer.from([0x80 | opcode, 126, 0, 0])
      : Buffer.from([0x80 | opcode, 127, ...new Array<number>(8).fill(0)]);
  if (body.length < 65_536) head.writeUInt16BE(body.length, 2);
  else head.writeUInt32BE(body.length, 6);
  return Buffer.concat([head, body]);
}

/** What is found in these chunks, each of which is overwritten as soon as it was scanned. */
function scan(chunks: readonly Buffer[], isWhole: boolean): string[] {
  const found: string[] = [];
  const state: ScanState = { isWhole, skip: 0, carry: undefined };
  for (const chunk of chunks) {
    const received = Buffer.from(chunk);
    scanFrames(state, received, {
      onText: (bytes, at, length) => {
        found.push(`${length}: ${bytes.toString('utf8', at, Math.min(at + length, bytes.length)).slice(0, 5)}`);
      },
      onControl: (opcode, payload) => found.push(`${opcode}: ${payload.toString()}`),
    });
    received.fill(0);
  }
  return found;
}

describe('the frames that the load client counts', () => {
  const texts = ['', 'short', 'm'.repeat(200), 'l'.repeat(70_000), 'last'];
  const sent = Buffer.concat([...texts.map((text) => frame(1, text)), frame(9, 'ping'), frame(1, 'after')]);
  const expected = [...texts.map((text) => `${text.length}: ${text.slice(0, 5)}`), '9: ping', '5: after'];

  it.each([true, false])('are all found in one chunk, whole texts or not (%s)', (isWhole) => {
    expect(scan([sent], isWhole)).toEqual(expected);
  });

  it.each([true, false])('are found once, wherever the network splits them (%s)', (isWhole) => {
    const places = [
      ...Array.from({ length: 300 }, (_, at) => at),
      ...Array.from({ length: 60 }, (_, at) => sent.length - at),
    ];
    for (const at of places) expect(scan([sent.subarray(0, at), sent.subarray(at)], isWhole)).toEqual(expected);
  });

  it('are found if they come byte by byte', () => {
    const some = Buffer.concat([frame(1, 'short'), frame(1, 'm'.repeat(200)), frame(9, 'ping')]);
    const bytes = Array.from({ length: some.length }, (_, at) => some.subarray(at, at + 1));
    expect(scan(bytes, false)).toEqual(['5: short', '200: mmmmm', '9: ping']);
  });

  it('are refused if they are parts of a message, which would be counted twice', () => {
    const part = frame(1, 'part');
    part[0] = 0x01;
    expect(() => scan([part], false)).toThrow('0x1');
  });
});
