const FIN = 0x80;
const CONTROL = 0x08;
const MASKED = 0x80;
const LENGTH = 0x7f;

/**
 * Follows the frames that a client sends over a WebSocket, by their headers alone (RFC 6455, section 5.2): the library
 * reports a message only when it is complete, and one that never ends not at all. A class, because there is one for
 * each socket.
 */
export class FrameProgress {
  /** How many messages, and frames between them, have ended. */
  endedCount = 0;
  #header: number[] = [];
  #missingBytes = 0;
  #isBetweenFragments = false;

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#missingBytes > 0) {
        const taken = Math.min(this.#missingBytes, bytes.length - at);
        at += taken;
        this.#missingBytes -= taken;
        if (this.#missingBytes === 0) this.#endFrame();
      } else {
        this.#header.push(bytes[at++] ?? 0);
        if (this.#header.length === headerLengthOf(this.#header)) this.#takeHeader();
      }
    }
  }

  /** Whether a message, or a frame between messages, has begun and not ended. */
  isWithin(): boolean {
    return this.#missingBytes > 0 || this.#header.length > 0 || this.#isBetweenFragments;
  }

  #takeHeader(): void {
    const [first = 0] = this.#header;
    this.#missingBytes = payloadLengthIn(this.#header);
    this.#header = [];
    // A control frame may come between the fragments of a message.
    if ((first & CONTROL) === 0) this.#isBetweenFragments = (first & FIN) === 0;
    if (this.#missingBytes === 0) this.#endFrame();
  }

  #endFrame(): void {
    if (!this.#isBetweenFragments) this.endedCount++;
  }
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
