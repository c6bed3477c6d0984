import cron from 'cron-parser';

import { latestWallMs } from '../domain/monitoring/local-time.ts';

export interface PassTime {
  /** Cron expression of five fields. */
  schedule: string;
  timeZone: string;
  /** When the last pass was; null: there was none. */
  lastPass: Date | null;
  at: Date;
}

/**
 * Whether a time of the schedule has come on the clocks of the time zone since the last pass. A time that the clocks skip
 * comes when they are put forward; of a time that they show twice, only the first counts. Of several, one pass is made.
 */
export function isPassDue({ schedule, timeZone, lastPass, at }: PassTime): boolean {
  if (lastPass === null) return true;
  if (lastPass >= at) return false;
  return nextTimeMs(schedule, latestWallMs(timeZone, lastPass)) <= latestWallMs(timeZone, at);
}

/** Next times by what they follow: asked every minute, and each takes some milliseconds to find. */
const known = new Map<string, number>();
const MAX_KNOWN = 1_000;

/** By what clocks show, as if that were UTC, which skips and repeats nothing. */
function nextTimeMs(schedule: string, afterMs: number): number {
  const key = `${afterMs} ${schedule}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const time = cron
    .parseExpression(schedule, { currentDate: new Date(afterMs), tz: 'UTC' })
    .next()
    .getTime();
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, time);
  return time;
}
