/**
 * Reads with a deadline, and never twice at a time: whoever asks while a read is under way waits for that one. Undefined
 * when it failed or did not end in time.
 */
export function createReadInTime<T>(read: () => Promise<T>, deadlineMs: number): () => Promise<T | undefined> {
  let reading: Promise<T | undefined> | undefined;

  return async () => {
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, deadlineMs, undefined);
    });
    try {
      return await Promise.race([reading, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
