import type { Writable } from 'node:stream';

interface Receiver {
  readonly isOpen: boolean;
  /** Called instead of sending, when the client does not read. */
  tooSlow(): void;
}

/** A client that lets this much wait does not read. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** What is worth a write of its own. */
const WRITE_BYTES = 64 * 1024;

/** Those with something to write; all of them in the same turn of the event loop. */
let pending: Outbox[] = [];

function flushAll(): void {
  const outboxes = pending;
  pending = [];
  for (const outbox of outboxes) outbox.flush();
}

/**
 * What is sent to one client besides the messages of graphql-ws: ready frames, all of one turn of the event loop in one
 * write. A class, because there is one for each connection.
 */
export class Outbox {
  readonly #receiver: Receiver;
  readonly #stream: Writable;
  #frames: Buffer[] | undefined;
  #bytes = 0;
  #drained: Promise<void> | undefined;

  /** `stream`: what leads to the client. */
  constructor(receiver: Receiver, stream: Writable) {
    this.#receiver = receiver;
    this.#stream = stream;
  }

  push(frames: Buffer): void {
    this.#bytes += frames.length;
    if (this.#frames) this.#frames.push(frames);
    else {
      this.#frames = [frames];
      if (pending.push(this) === 1) process.nextTick(flushAll);
    }
    if (this.#bytes >= WRITE_BYTES) this.flush();
  }

  /** Writes now what was pushed. */
  flush(): void {
    const frames = this.#frames;
    if (!frames) return;
    const [first] = frames;
    const bytes = frames.length === 1 && first ? first : Buffer.concat(frames, this.#bytes);
    this.#frames = undefined;
    this.#bytes = 0;
    if (!this.#receiver.isOpen) return;
    if (this.#stream.writableLength > MAX_WAITING_BYTES) this.#receiver.tooSlow();
    else this.#stream.write(bytes);
  }

  /** Resolves when the client has read what was written, or is gone; undefined: little waits. */
  untilReady(): Promise<void> | undefined {
    const stream = this.#stream;
    if (stream.writableLength < WRITE_BYTES || stream.destroyed) return undefined;
    this.#drained ??= new Promise((resolve) => {
      const ready = () => {
        stream.off('drain', ready);
        stream.off('close', ready);
        this.#drained = undefined;
        resolve();
      };
      stream.on('drain', ready);
      stream.on('close', ready);
    });
    return this.#drained;
  }
}
