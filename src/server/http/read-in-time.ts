import { inTime } from '../../in-time.ts';

/**
 * Reads with a deadline, and never twice at a time: whoever asks while a read is under way waits for that one. Undefined
 * when it failed or did not end in time.
 */
export function createReadInTime<T>(read: () => Promise<T>, deadlineMs: number): () => Promise<T | undefined> {
  let reading: Promise<T | undefined> | undefined;

  return () => {
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return inTime(reading, deadlineMs, () => undefined);
  };
}
