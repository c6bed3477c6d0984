import type { Duplex } from 'node:stream';

import { createFrameProgress } from './frame-progress.ts';

export interface InputLimits {
  /** Most bytes that a socket may send until it is acknowledged. */
  maxBytesBefore: number;
  /** How long a message may take from its first byte to its last. */
  messageMs: number;
}

export interface InputGuard {
  /** From now on, the number of bytes is not limited here. */
  acknowledge(): void;
  [Symbol.dispose](): void;
}

/**
 * Watches the bytes below the messages, because `ws` keeps incomplete messages in memory: before the acknowledgement
 * only a little is allowed, and after it no message stays incomplete for ever.
 */
export function guardInput(
  stream: Duplex,
  { maxBytesBefore, messageMs }: InputLimits,
  on: { tooMuch: () => void; tooLong: () => void },
): InputGuard {
  const progress = createFrameProgress();
  let bytesBefore = 0;
  let isAcknowledged = false;
  let timer: NodeJS.Timeout | undefined;
  let timed = -1;

  function take(chunk: Buffer): void {
    progress.push(chunk);
    if (!isAcknowledged) {
      const wasLittle = bytesBefore <= maxBytesBefore;
      bytesBefore += chunk.length;
      if (wasLittle && bytesBefore > maxBytesBefore) on.tooMuch();
    }
    if (progress.isWithin() && timed === progress.endedCount()) return;
    clearTimeout(timer);
    timed = -1;
    if (!progress.isWithin()) return;
    timed = progress.endedCount();
    timer = setTimeout(on.tooLong, messageMs);
  }

  stream.on('data', take);
  return {
    acknowledge() {
      isAcknowledged = true;
    },
    [Symbol.dispose]() {
      stream.off('data', take);
      clearTimeout(timer);
    },
  };
}
