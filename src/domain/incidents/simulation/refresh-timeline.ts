import type { TimeSpan } from '../../profiling/simulation/profiling-history.ts';
import { HOUR_MS, MINUTE_MS } from '../../time-units.ts';
import { type FreshnessJudged, judgeFreshness, usualIntervalMs } from '../conditions/judge-freshness.ts';
import { afterRefreshes, NEVER_REFRESHED, type RefreshTimes } from '../conditions/refresh-times.ts';

/** What was known of a table's refreshes from some time on. */
export interface NotedRefresh extends RefreshTimes {
  notedAtMs: number;
  /** Whether the table became fresher. */
  isNewer: boolean;
}

export type RefreshTimeline = readonly NotedRefresh[];

/** A time in which a table was too late all the time, which ends with the next refresh or the period. */
export interface LateStretch {
  fromMs: number;
  untilMs: number;
  times: RefreshTimes;
}

/** With one more refresh, which must be noted after the others. */
export function noteRefresh(timeline: NotedRefresh[], notedAtMs: number, refreshedAtMs: number): void {
  const last: RefreshTimes = timeline.at(-1) ?? NEVER_REFRESHED;
  const times = afterRefreshes(last, [refreshedAtMs]);
  timeline.push({ ...times, notedAtMs, isNewer: times.refreshedAt > last.refreshedAt });
}

/** What a table may be late by. */
export type FreshnessBound = Pick<FreshnessJudged, 'table' | 'policy' | 'freshnessHours'>;

/**
 * When an entity whose table was late is in time again by a refresh that is noted after a time, as the server finds it: at
 * once by a refresh that is not too old then, and by one that may be too old when it looks. Infinity: it never is.
 */
export function inTimeAgainMs(timeline: RefreshTimeline, bound: FreshnessBound, afterMs: number): number {
  for (let index = placeAfter(timeline, afterMs); index < timeline.length; index++) {
    const times = timeline[index];
    if (!times) break;
    const { notedAtMs, isNewer, refreshedAt, timesMs } = times;
    const usualMs = usualIntervalMs(timesMs);
    const boundMs = bound.freshnessHours === null ? usualMs : bound.freshnessHours * HOUR_MS;
    if (isNewer && notedAtMs - refreshedAt.getTime() <= (boundMs ?? Infinity)) return notedAtMs;
    const lookMs = minuteAfter(Math.max(notedAtMs, refreshedAt.getTime() + (usualMs ?? 0)));
    const isNext = lookMs < (timeline[index + 1]?.notedAtMs ?? Infinity);
    if (isNext && judgeFreshness({ ...times, ...bound, now: new Date(lookMs) }).kind === 'FINE') return lookMs;
  }
  return Infinity;
}

/** Whether the server finds the table in time if it looks at that time. */
export function isInTime(timeline: RefreshTimeline, bound: FreshnessBound, atMs: number): boolean {
  const times = timeline[placeAfter(timeline, atMs) - 1];
  return times !== undefined && judgeFreshness({ ...times, ...bound, now: new Date(atMs) }).kind === 'FINE';
}

/** The place of the first that is noted after that time. */
function placeAfter(timeline: RefreshTimeline, atMs: number): number {
  let [low, high] = [0, timeline.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline[middle]?.notedAtMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When the server looks next, which it does every minute. */
function minuteAfter(ms: number): number {
  return Math.ceil(ms / MINUTE_MS) * MINUTE_MS;
}

/** When the table was late under the policy and the bound that an entity states, to the minute, as often as the server looks. */
export function lateStretches(timeline: RefreshTimeline, bound: FreshnessBound, span: TimeSpan): LateStretch[] {
  if (bound.policy.freshnessFactor === null && bound.freshnessHours === null) return [];
  return timeline.flatMap((times, index) => {
    const isLate = (nowMs: number) => judgeFreshness({ ...times, ...bound, now: new Date(nowMs) }).kind === 'TROUBLE';
    const untilMs = Math.min(timeline[index + 1]?.notedAtMs ?? Infinity, span.toMs);
    const minutes = {
      first: Math.ceil(Math.max(times.notedAtMs, span.fromMs) / MINUTE_MS),
      end: Math.ceil(untilMs / MINUTE_MS),
    };
    if (minutes.first >= minutes.end || !isLate((minutes.end - 1) * MINUTE_MS)) return [];
    // Once it is late, it stays so until the next refresh.
    let [low, high] = [minutes.first, minutes.end - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isLate(middle * MINUTE_MS)) high = middle;
      else low = middle + 1;
    }
    return [{ fromMs: low * MINUTE_MS, untilMs, times }];
  });
}
