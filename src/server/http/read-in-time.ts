import { inTime } from '../../in-time.ts';

/**
 * Reads with a deadline, and never twice at a time: a caller during a read waits for that one. Undefined if it failed
 * or did not end in time.
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
