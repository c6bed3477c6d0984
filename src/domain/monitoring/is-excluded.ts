import type { Tier } from '../../events/schemas/vocabulary.ts';
import { DAY_MS, MINUTE_MS } from '../time-units.ts';
import { calendarDayOf, instantAt, weekdayOf } from './local-time.ts';
import type { ExclusionWindow, MonitoringPolicy } from './monitoring-policy.ts';

type Windows = Pick<MonitoringPolicy, 'exclusionWindows' | 'timeZone'>;

/** Whether no alarms are raised for entities of the tier at that time, because an exclusion window is open. */
export function isExcluded(policy: Windows, tier: Tier, at: Date): boolean {
  return excludedUntil(policy, tier, at) !== undefined;
}

/** The end of the exclusion window that is open for the tier at that time, of several the latest; undefined: none is. */
export function excludedUntil({ exclusionWindows, timeZone }: Windows, tier: Tier, at: Date): Date | undefined {
  const ends = exclusionWindows
    .filter(({ tiers }) => tiers?.includes(tier) ?? true)
    .flatMap((window) => endOf(window, timeZone, at.getTime()) ?? []);
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}

/**
 * When the window ends, if it is open. It begins when the clocks on the wall show its time, and is open for as many
 * minutes as really pass: its beginning belongs to it, its end does not.
 */
function endOf({ days, from, minutes }: ExclusionWindow, timeZone: string, atMs: number): number | undefined {
  const lengthMs = minutes * MINUTE_MS;
  const today = calendarDayOf(timeZone, new Date(atMs));
  // One day more than it lasts: a day in which the clocks change is shorter, or longer, than others.
  const earliest = today - (Math.ceil(lengthMs / DAY_MS) + 1) * DAY_MS;
  for (let day = today; day >= earliest; day -= DAY_MS) {
    if (!days.includes(weekdayOf(day))) continue;
    const startMs = instantAt(timeZone, day, minuteOfDay(from)).getTime();
    if (startMs <= atMs && atMs < startMs + lengthMs) return startMs + lengthMs;
  }
  return undefined;
}

/** Of a time such as `23:30`. */
function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
