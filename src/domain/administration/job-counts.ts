/** The unfinished jobs of one handler. */
export interface JobCounts {
  /** Not tried yet. */
  waiting: number;
  /** Tried, failed, and waiting for the next attempt. */
  retrying: number;
  active: number;
  /** When the oldest unfinished job was queued; null if there is none. */
  oldestAt: Date | null;
}
