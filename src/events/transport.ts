import type { LoggedEvent } from './log.ts';

export interface BellListener {
  /** A committed event, of this instance or another. */
  onEntry(entry: LoggedEvent): void;
  /** The bell was out of order: what it should have rung meanwhile is in the log alone. */
  onGap?(): void;
}

/**
 * Carries committed events to the feeds of all instances. It is a bell and no more: a message may be lost, late or
 * repeated, and the feed mends that from the log.
 */
export interface Transport {
  /** Returns at once and never throws: nobody waits for the bell. */
  publish(entries: readonly LoggedEvent[]): void;
  /** Returns the function that ends the listening. */
  listen(listener: BellListener): () => void;
}
