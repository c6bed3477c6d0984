/** A frame of a WebSocket as a client sends it, with a mask of zeros: `opcode` 1 is text, 0 the next fragment, 9 a ping. */
export function frame(payload: string | Buffer, { opcode = 1, isFinal = true } = {}): Buffer {
  const body = Buffer.from(payload);
  return Buffer.concat([frameHeader(body.length, { opcode, isFinal }), body]);
}

/** The header of a frame that is to have so many bytes. */
export function frameHeader(length: number, { opcode = 1, isFinal = true } = {}): Buffer {
  const extended = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (extended.length === 2) extended.writeUInt16BE(length);
  if (extended.length === 8) extended.writeBigUInt64BE(BigInt(length));
  const short = extended.length === 0 ? length : extended.length === 2 ? 126 : 127;
  return Buffer.concat([Buffer.from([(isFinal ? 0x80 : 0) | opcode, 0x80 | short]), extended, Buffer.alloc(4)]);
}
