/** Most bytes of a close frame in addition to its code; a longer reason makes `ws` throw. */
const MAX_REASON_BYTES = 123;
const MORE = '…';

/** As much of the reason as fits into a close frame, cut between characters. */
export function closeReason(text = ''): string {
  if (Buffer.byteLength(text) <= MAX_REASON_BYTES) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_REASON_BYTES - Buffer.byteLength(MORE)));
  return text.slice(0, read) + MORE;
}
