import type { TrendBucket } from '../../gql/types.ts';
import type { Range } from '../entity-search.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTHS_MS: Readonly<Record<Exclude<Range, 'all'>, number>> = {
  '1h': HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
};
/** Most buckets of a trend. */
const MOST_BUCKETS = 400;

/** @param createdAtMs when the entity was made: nothing is older */
export function startOfRange(range: Range, nowMs: number, createdAtMs: number): number {
  return range === 'all' ? Math.min(createdAtMs, nowMs - HOUR_MS) : nowMs - LENGTHS_MS[range];
}

/** A time that stays the same while requests are repeated. */
export function endOfHour(timeMs: number): number {
  return Math.ceil((timeMs + 1) / HOUR_MS) * HOUR_MS;
}

/**
 * What is shown until one chooses: a month, or as much more as it takes to see the last profile; of what is younger than
 * that, all.
 */
export function defaultRange(nowMs: number, createdAtMs: number, lastProfiledAtMs = nowMs): Range {
  const range = (['30d', '90d'] as const).find((each) => nowMs - lastProfiledAtMs < LENGTHS_MS[each]);
  return range === undefined || nowMs - createdAtMs < LENGTHS_MS[range] ? 'all' : range;
}

/** The shortest buckets of which a trend of this length may have enough. */
export function bucketOf(fromMs: number, toMs: number): TrendBucket {
  const lengthMs = toMs - fromMs;
  if (lengthMs <= (MOST_BUCKETS - 2) * HOUR_MS) return 'HOUR';
  if (lengthMs <= (MOST_BUCKETS - 2) * DAY_MS) return 'DAY';
  return lengthMs <= (MOST_BUCKETS - 2) * 7 * DAY_MS ? 'WEEK' : 'MONTH';
}
