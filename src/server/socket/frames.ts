import type { Batch } from '../../events/live/batch.ts';

/** A final frame with text (RFC 6455, section 5.2); what a server sends is not masked. */
const FINAL_TEXT = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

const BEFORE_ID = '{"id":';
const BEFORE_PAYLOAD = ',"type":"next","payload":';
const AFTER_PAYLOAD = '}';
const AROUND_BYTES = BEFORE_ID.length + BEFORE_PAYLOAD.length + AFTER_PAYLOAD.length;

/** The frames of a batch, with gaps for an id. */
interface Layout {
  bytes: Buffer;
  idsAt: number[];
}

/** By the length of the id in bytes. */
const layouts = new WeakMap<Batch, Map<number, Layout>>();

/**
 * The `next` messages of a batch as WebSocket frames, ready to be written. What is the same for all subscriptions is
 * laid out once, and copied with the id of each. `idText`: the id as JSON.
 */
export function framesOf(batch: Batch, idText: string): Buffer {
  const { bytes, idsAt } = layoutOf(batch, Buffer.byteLength(idText));
  const frames = Buffer.allocUnsafe(bytes.length);
  frames.set(bytes);
  for (const at of idsAt) frames.write(idText, at);
  return frames;
}

function layoutOf(batch: Batch, idBytes: number): Layout {
  const byLength = layouts.get(batch) ?? new Map<number, Layout>();
  const known = byLength.get(idBytes);
  if (known) return known;
  const layout = layOut(batch, idBytes);
  layouts.set(batch, byLength.set(idBytes, layout));
  return layout;
}

function layOut({ items }: Batch, idBytes: number): Layout {
  const sizes = items.map(({ text }) => AROUND_BYTES + idBytes + Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + headerBytes(size) + size, 0));
  const idsAt: number[] = [];
  let at = 0;
  for (const [index, { text }] of items.entries()) {
    at = writeHeader(bytes, at, sizes[index] ?? 0);
    at += bytes.write(BEFORE_ID, at);
    idsAt.push(at);
    at += idBytes;
    at += bytes.write(BEFORE_PAYLOAD, at);
    at += bytes.write(text, at);
    at += bytes.write(AFTER_PAYLOAD, at);
  }
  return { bytes, idsAt };
}

function headerBytes(size: number): number {
  return size < LENGTH_16 ? 2 : size < 2 ** 16 ? 4 : 10;
}

/** @returns where the payload begins */
function writeHeader(bytes: Buffer, at: number, size: number): number {
  bytes[at] = FINAL_TEXT;
  if (size < LENGTH_16) {
    bytes[at + 1] = size;
  } else if (size < 2 ** 16) {
    bytes[at + 1] = LENGTH_16;
    bytes.writeUInt16BE(size, at + 2);
  } else {
    bytes[at + 1] = LENGTH_64;
    bytes.writeBigUInt64BE(BigInt(size), at + 2);
  }
  return at + headerBytes(size);
}
