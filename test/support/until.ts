const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;
/** What a wait may last longer because it looks less often: each look takes time from what it waits for. */
const OVERTIME = 0.1;

/** Waits until the look gives something other than undefined or false, and returns that. @throws when the limit is over */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 20_000,
): Promise<T> {
  const startedAt = Date.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > limitMs) throw new Error(`waited in vain for ${what}`);
    const pauseMs = Math.min(Math.max(OVERTIME * waitedMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
