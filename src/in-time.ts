const LATE = Symbol('late');

/**
 * Waits for the work until the deadline at most. Then `late` returns the value to continue with, or throws. The work
 * itself is not stopped; its later result, even a rejection, is ignored.
 */
export async function inTime<T, L>(work: Promise<T>, deadlineMs: number, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, LATE);
  });
  try {
    const first = await Promise.race([work, deadline]);
    return first === LATE ? late() : first;
  } finally {
    clearTimeout(timer);
  }
}
