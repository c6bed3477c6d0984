/** Work that is done in as many turns of the event loop as it takes. */
export interface Turns {
  /** The work is called in the next turn, once however often it was scheduled, and again until it returns true. */
  schedule(work: TurnWork): void;
}

/** Works until it is done, or the time (of `performance.now()`) has come. @returns whether it is done */
export type TurnWork = (untilMs: number) => boolean;

const TURN_MS = 8;

/** What the same turn has made due is done together, and everything else gets its chance between two turns. */
export function createTurns(): Turns {
  const due = new Set<TurnWork>();
  let isScheduled = false;

  function schedule(work: TurnWork): void {
    due.add(work);
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(turn);
  }

  function turn(): void {
    isScheduled = false;
    const untilMs = performance.now() + TURN_MS;
    for (const work of due) {
      due.delete(work);
      if (!work(untilMs)) schedule(work);
      if (performance.now() >= untilMs) break;
    }
    const [next] = due;
    if (next) schedule(next);
  }

  return { schedule };
}
