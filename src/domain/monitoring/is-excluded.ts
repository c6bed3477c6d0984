import type { Tier } from '../../events/schemas/vocabulary.ts';
import { DAY_MS, MINUTE_MS } from '../time-units.ts';
import { calendarDayOf, instantAt, weekdayOf } from './local-time.ts';
import type { ExclusionWindow, MonitoringPolicy } from './monitoring-policy.ts';

/** Whether no alarms are raised for entities of the tier at that time, because an exclusion window is open. */
export function isExcluded(
  { exclusionWindows, timeZone }: Pick<MonitoringPolicy, 'exclusionWindows' | 'timeZone'>,
  tier: Tier,
  at: Date,
): boolean {
  return exclusionWindows.some(
    (window) => (window.tiers?.includes(tier) ?? true) && isOpen(window, timeZone, at.getTime()),
  );
}

/**
 * A window begins when the clocks on the wall show its time, and is open for as many minutes as really pass: its
 * beginning belongs to it, its end does not.
 */
function isOpen({ days, from, minutes }: ExclusionWindow, timeZone: string, atMs: number): boolean {
  const lengthMs = minutes * MINUTE_MS;
  const today = calendarDayOf(timeZone, new Date(atMs));
  // One day more than it lasts: a day in which the clocks change is shorter, or longer, than others.
  const earliest = today - (Math.ceil(lengthMs / DAY_MS) + 1) * DAY_MS;
  for (let day = today; day >= earliest; day -= DAY_MS) {
    if (!days.includes(weekdayOf(day))) continue;
    const startMs = instantAt(timeZone, day, minuteOfDay(from)).getTime();
    if (startMs <= atMs && atMs < startMs + lengthMs) return true;
  }
  return false;
}

/** Of a time such as `23:30`. */
function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
