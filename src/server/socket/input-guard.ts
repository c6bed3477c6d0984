import type { Duplex } from 'node:stream';

import { FrameProgress } from './frame-progress.ts';

export interface InputLimits {
  /** Most bytes that a socket may send until it is acknowledged. */
  maxBytesBefore: number;
  /** How long a message may take from its first byte to its last. */
  messageMs: number;
}

/** What all sockets have in common; the callbacks are given the socket that breaks a limit. */
export interface InputRules<S> extends InputLimits {
  onTooMuch: (socket: S) => void;
  onTooLong: (socket: S) => void;
}

/**
 * Watches the bytes below the messages, because `ws` keeps incomplete messages in memory: before the acknowledgement
 * only a little is allowed, and after it no message stays incomplete for ever. A class, because there is one for each
 * socket.
 */
export class InputGuard<S> {
  readonly #stream: Duplex;
  readonly #socket: S;
  readonly #rules: InputRules<S>;
  readonly #progress = new FrameProgress();
  readonly #onData = (chunk: Buffer): void => {
    this.#take(chunk);
  };
  /** Not counted after the acknowledgement. */
  #bytesBefore: number | undefined = 0;
  #timer: NodeJS.Timeout | undefined;
  #timed = -1;

  constructor(stream: Duplex, socket: S, rules: InputRules<S>) {
    this.#stream = stream;
    this.#socket = socket;
    this.#rules = rules;
    stream.on('data', this.#onData);
  }

  /** From now on, the number of bytes is not limited here. */
  acknowledge(): void {
    this.#bytesBefore = undefined;
  }

  [Symbol.dispose](): void {
    this.#stream.off('data', this.#onData);
    clearTimeout(this.#timer);
  }

  #take(chunk: Buffer): void {
    const progress = this.#progress;
    progress.push(chunk);
    if (this.#bytesBefore !== undefined) {
      const wasLittle = this.#bytesBefore <= this.#rules.maxBytesBefore;
      this.#bytesBefore += chunk.length;
      if (wasLittle && this.#bytesBefore > this.#rules.maxBytesBefore) this.#rules.onTooMuch(this.#socket);
    }
    if (progress.isWithin() && this.#timed === progress.endedCount) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timed = -1;
    if (!progress.isWithin()) return;
    this.#timed = progress.endedCount;
    this.#timer = setTimeout(this.#rules.onTooLong, this.#rules.messageMs, this.#socket);
  }
}
