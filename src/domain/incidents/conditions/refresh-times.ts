import { withRefresh } from './judge-freshness.ts';

/** When a table was refreshed lately. */
export interface RefreshTimes {
  /** Of the last refresh. */
  refreshedAt: Date;
  /** The last refreshes, oldest first, in milliseconds since 1970. */
  timesMs: readonly number[];
}

/** Of a table of which no refresh was reported yet. */
export const NEVER_REFRESHED: RefreshTimes = { refreshedAt: new Date(0), timesMs: [] };

/** With further refreshes. One from before the last changes no more than the usual interval. */
export function afterRefreshes(known: RefreshTimes, atMs: readonly number[]) {
  return {
    timesMs: atMs.reduce<readonly number[]>(withRefresh, known.timesMs),
    refreshedAt: new Date(Math.max(known.refreshedAt.getTime(), ...atMs)),
  };
}

/** When a refresh was, if it was noted then: a producer's clock that is ahead would make the table look fresh for too long. */
export function timeOfRefresh({ completedAt }: { completedAt: string }, notedAt: Date): number {
  return Math.min(Date.parse(completedAt), notedAt.getTime());
}
