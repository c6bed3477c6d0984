import { DAY_MS, HOUR_MS } from '../time-units.ts';

export const TREND_BUCKETS = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
/** Length of a bucket. All are in UTC, and weeks begin on Monday. */
export type TrendBucket = (typeof TREND_BUCKETS)[number];

/** A period of whole buckets. */
export interface TrendSpan {
  bucket: TrendBucket;
  /** Start of the first bucket. */
  start: Date;
  /** Start of the last bucket. */
  lastStart: Date;
  bucketCount: number;
}

export interface QualityTrendPoint {
  start: Date;
  /** Profiles made in the bucket. */
  profileCount: number;
  /** Mean of their scores; null if there are none. */
  meanScore: number | null;
  minScore: number | null;
  /** Entities whose score is known at the end of the bucket. */
  entityCount: number;
  /** Mean of those scores; null if none is known. */
  lastScore: number | null;
}

/** The buckets that contain the time from `from`, inclusive, to `to`, exclusive. */
export function trendSpan(bucket: TrendBucket, from: Date, to: Date): TrendSpan {
  const start = startOf(bucket, from);
  const lastStart = startOf(bucket, new Date(to.getTime() - 1));
  return { bucket, start, lastStart, bucketCount: distance(bucket, start, lastStart) + 1 };
}

const LENGTHS_MS = { HOUR: HOUR_MS, DAY: DAY_MS, WEEK: 7 * DAY_MS };
/** The Unix epoch was a Thursday, so weeks count from the Monday before it. */
const FIRST_MONDAY_MS = -3 * DAY_MS;

function startOf(bucket: TrendBucket, time: Date): Date {
  if (bucket === 'MONTH') return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth()));
  const originMs = bucket === 'WEEK' ? FIRST_MONDAY_MS : 0;
  const lengthMs = LENGTHS_MS[bucket];
  return new Date(Math.floor((time.getTime() - originMs) / lengthMs) * lengthMs + originMs);
}

function distance(bucket: TrendBucket, start: Date, end: Date): number {
  if (bucket !== 'MONTH') return (end.getTime() - start.getTime()) / LENGTHS_MS[bucket];
  return (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
}
