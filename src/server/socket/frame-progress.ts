const FIN = 0x80;
const CONTROL = 0x08;
const MASKED = 0x80;
const LENGTH = 0x7f;

export interface FrameProgress {
  push(bytes: Uint8Array): void;
  /** Whether a message, or a frame between messages, has begun and not ended. */
  isWithin(): boolean;
  /** How many have ended. */
  endedCount(): number;
}

/**
 * Follows the frames that a client sends over a WebSocket, by their headers alone (RFC 6455, section 5.2): the library
 * reports a message only when it is complete, and one that never ends not at all.
 */
export function createFrameProgress(): FrameProgress {
  const header: number[] = [];
  let missingBytes = 0;
  let isBetweenFragments = false;
  let ended = 0;

  function takeHeader(): void {
    const [first = 0] = header;
    missingBytes = payloadLengthIn(header);
    header.length = 0;
    // A control frame may come between the fragments of a message.
    if ((first & CONTROL) === 0) isBetweenFragments = (first & FIN) === 0;
    if (missingBytes === 0) endFrame();
  }

  function endFrame(): void {
    if (!isBetweenFragments) ended++;
  }

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length;) {
        if (missingBytes > 0) {
          const taken = Math.min(missingBytes, bytes.length - at);
          at += taken;
          missingBytes -= taken;
          if (missingBytes === 0) endFrame();
        } else {
          header.push(bytes[at++] ?? 0);
          if (header.length === headerLengthOf(header)) takeHeader();
        }
      }
    },
    isWithin: () => missingBytes > 0 || header.length > 0 || isBetweenFragments,
    endedCount: () => ended,
  };
}

/** As far as the bytes so far show it. */
function headerLengthOf([, second]: readonly number[]): number {
  if (second === undefined) return 2;
  const length = second & LENGTH;
  return 2 + (length === 127 ? 8 : length === 126 ? 2 : 0) + (second & MASKED ? 4 : 0);
}

function payloadLengthIn([, second = 0, ...rest]: readonly number[]): number {
  const length = second & LENGTH;
  if (length < 126) return length;
  return rest.slice(0, length === 126 ? 2 : 8).reduce((sum, byte) => sum * 256 + byte, 0);
}
