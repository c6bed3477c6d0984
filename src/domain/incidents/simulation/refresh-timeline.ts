import type { TimeSpan } from '../../profiling/simulation/profiling-history.ts';
import { MINUTE_MS } from '../../time-units.ts';
import { type FreshnessJudged, judgeFreshness } from '../conditions/judge-freshness.ts';
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

/** When a refresh was noted, after a time, that made the table fresh enough; Infinity: none was. */
export function nextRefreshMs(
  timeline: RefreshTimeline,
  afterMs: number,
  bound: Pick<FreshnessJudged, 'table' | 'policy' | 'freshnessHours'>,
): number {
  let [low, high] = [0, timeline.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline[middle]?.notedAtMs ?? Infinity) <= afterMs) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < timeline.length; index++) {
    const refresh = timeline[index];
    if (!refresh?.isNewer) continue;
    const verdict = judgeFreshness({ ...refresh, ...bound, now: new Date(refresh.notedAtMs) });
    if (verdict.kind !== 'TROUBLE') return refresh.notedAtMs;
  }
  return Infinity;
}

/** When the table was late under the policy and the bound that an entity states, to the minute, as often as the server looks. */
export function lateStretches(
  timeline: RefreshTimeline,
  bound: Pick<FreshnessJudged, 'table' | 'policy' | 'freshnessHours'>,
  span: TimeSpan,
): LateStretch[] {
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
