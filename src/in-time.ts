const LATE = Symbol('late');

/**
 * Waits for the work, at most until the deadline. Then `late` says what to go on with, or throws. The work is not stopped
 * by that; what becomes of it later, a rejection too, is nobody's concern.
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
