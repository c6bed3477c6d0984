import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import { HOUR_MS, MINUTE_MS } from '../../time-units.ts';
import { durationText } from './figure-text.ts';
import { median } from './median.ts';
import { fine, NOT_WATCHED, trouble, UNKNOWN, type Verdict } from './verdict.ts';

/** As many intervals between refreshes as are considered, and how many there must be. */
const FRESHNESS_INTERVALS = { most: 7, least: 3 } as const;

/** Refreshes closer to one another count as one: a load is often reported in parts. */
const ONE_REFRESH_MS = 5 * MINUTE_MS;

/** Times of refreshes in milliseconds since 1970, oldest first, with one more. As many as are needed are kept. */
export function withRefresh(timesMs: readonly number[], atMs: number): number[] {
  const kept: number[] = [];
  for (const timeMs of [...timesMs, atMs].sort((one, other) => one - other)) {
    const last = kept.at(-1);
    if (last === undefined || timeMs - last >= ONE_REFRESH_MS) kept.push(timeMs);
  }
  return kept.slice(-(FRESHNESS_INTERVALS.most + 1));
}

/** The usual time between two refreshes; undefined: there were too few. */
export function usualIntervalMs(timesMs: readonly number[]): number | undefined {
  const intervals = timesMs.flatMap((timeMs, index) => {
    const previous = timesMs[index - 1];
    return previous === undefined ? [] : [timeMs - previous];
  });
  return intervals.length < FRESHNESS_INTERVALS.least ? undefined : median(intervals.slice(-FRESHNESS_INTERVALS.most));
}

export interface FreshnessJudged {
  timesMs: readonly number[];
  refreshedAt: Date;
  now: Date;
  /** The table, for the sentence. */
  table: string;
  policy: Pick<TierMonitoringPolicy, 'freshnessFactor'>;
  /** The bound that the entity states; null: none. */
  freshnessHours: number | null;
}

/**
 * Whether a dataset was refreshed within the bound that its entity states, which is watched whatever the policy says;
 * without one, within its usual interval, times the factor of the policy.
 */
export function judgeFreshness({ timesMs, refreshedAt, now, table, policy, freshnessHours }: FreshnessJudged): Verdict {
  const { freshnessFactor: factor } = policy;
  const usualMs = usualIntervalMs(timesMs);
  if (freshnessHours === null && factor === null) return NOT_WATCHED;
  if (freshnessHours === null && usualMs === undefined) return UNKNOWN;
  const boundMs = freshnessHours === null ? (factor ?? 0) * (usualMs ?? 0) : freshnessHours * HOUR_MS;
  const ageMs = now.getTime() - refreshedAt.getTime();
  if (ageMs <= boundMs) return fine(`${table} was refreshed ${durationText(ageMs)} ago, which is within bounds.`);
  const bound = durationText(boundMs);
  const age = durationText(ageMs) === bound ? `more than ${bound}` : durationText(ageMs);
  if (freshnessHours !== null) {
    return trouble('WARNING', `${table} was refreshed ${age} ago; at most ${bound} are allowed by its entity.`);
  }
  const usual = `usually every ${durationText(usualMs ?? 0)}, at most ${bound}`;
  return trouble('WARNING', `${table} has not been refreshed for ${age} (${usual}).`);
}
