const TEXT = 1;
/** Bytes at the start of a text that tell what it is. */
const PEEK_BYTES = 48;

/** Gets the frames of one socket. */
export interface FrameSink {
  /** A text of `length` bytes begins at `at`; whole texts are there if the scanner was told so, otherwise the first 48 bytes. */
  onText: (chunk: Buffer, at: number, length: number) => void;
  onControl: (opcode: number, payload: Buffer) => void;
}

/** What has come of a frame whose end is still missing. */
export interface ScanState {
  isWhole: boolean;
  skip: number;
  carry: Buffer | undefined;
}

/**
 * Finds the frames in what came from a server, by their headers; the payload of most is skipped unread. The chunk may
 * be overwritten afterwards. Fragmented messages, which ws does not send, are an error.
 */
export function scanFrames(state: ScanState, received: Buffer, sink: FrameSink): void {
  const chunk = state.carry ? Buffer.concat([state.carry, received]) : received;
  const end = chunk.length;
  state.carry = undefined;
  let at = Math.min(state.skip, end);
  state.skip -= at;
  while (at < end) {
    const head = headOf(chunk, at);
    if (!head) {
      state.carry = Buffer.from(chunk.subarray(at));
      return;
    }
    const { opcode, bodyAt, length } = head;
    const isText = opcode === TEXT;
    const needed = isText && !state.isWhole ? Math.min(length, PEEK_BYTES) : length;
    if (bodyAt + needed > end) {
      state.carry = Buffer.from(chunk.subarray(at));
      return;
    }
    if (isText) sink.onText(chunk, bodyAt, length);
    else sink.onControl(opcode, chunk.subarray(bodyAt, bodyAt + length));
    at = bodyAt + length;
    if (at > end) {
      state.skip = at - end;
      return;
    }
  }
}

/** Reused for all frames: there are hundreds of thousands a second. */
const found = { opcode: 0, bodyAt: 0, length: 0 };

/** Undefined if not all of it has come. */
function headOf(chunk: Buffer, at: number): typeof found | undefined {
  const available = chunk.length - at;
  if (available < 2) return undefined;
  const [first = 0, second = 0] = [chunk[at], chunk[at + 1]];
  if ((first & 0xf0) !== 0x80) throw new Error(`a frame begins with 0x${first.toString(16)}`);
  found.opcode = first & 0x0f;
  found.length = second & 0x7f;
  found.bodyAt = at + 2;
  if (found.length === 126) {
    if (available < 4) return undefined;
    found.length = chunk.readUInt16BE(at + 2);
    found.bodyAt = at + 4;
  } else if (found.length === 127) {
    if (available < 10) return undefined;
    // Their upper half would be more than 4 GiB.
    found.length = chunk.readUInt32BE(at + 6);
    found.bodyAt = at + 10;
  }
  return found;
}

/** A frame of a client. Its mask is zero, which is valid and leaves the payload as it is. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length >= 65_536) throw new Error('the load client sends short messages only');
  const head = length < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (length < 126 ? length : 126);
  if (length >= 126) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, payload]);
}

export function textFrame(message: object): Buffer {
  return clientFrame(TEXT, Buffer.from(JSON.stringify(message)));
}
