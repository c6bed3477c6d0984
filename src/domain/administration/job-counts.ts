/** What of a kind of work is not done yet. */
export interface JobCounts {
  /** Not tried yet. */
  waiting: number;
  /** Tried, failed, and waiting for the next attempt. */
  retrying: number;
  active: number;
  /** Since when the oldest one waits that is not done; null: none is. */
  oldestAt: Date | null;
}
