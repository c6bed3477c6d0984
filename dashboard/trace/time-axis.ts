import type { TraceRow } from './trace-rows.ts';
import type { TraceScale } from './trace-search.ts';

export interface TimeAxis {
  startMs: number;
  totalMs: number;
  /** Where a moment is, from 0 to 1. */
  placeOf: (ms: number) => number;
  /** Which moment is at a place. */
  momentAt: (place: number) => number;
}

/** From this part of the whole on, one wait leaves too little room for everything else. */
const LONG_WAIT = 0.6;

/**
 * From the first beginning to the last end. With `short`, the time between two moments is drawn as long as its
 * logarithm, so that milliseconds beside days can be seen.
 */
export function timeAxis(rows: readonly TraceRow[], scale: TraceScale): TimeAxis {
  const moments = momentsOf(rows);
  const startMs = moments[0] ?? 0;
  const totalMs = (moments.at(-1) ?? 0) - startMs;
  const lengths = gapsOf(moments).map((gap) => (scale === 'short' ? Math.log1p(gap) : gap));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  // The place of each moment.
  const places = [0];
  for (const length of lengths) places.push((places.at(-1) ?? 0) + (whole === 0 ? 0 : length / whole));
  return {
    startMs,
    totalMs,
    placeOf: (ms) => interpolate(moments, places, ms),
    momentAt: (place) => interpolate(places, moments, place),
  };
}

/** `short` if one wait would take most of the axis. */
export function suitableScale(rows: readonly TraceRow[]): TraceScale {
  const gaps = gapsOf(momentsOf(rows));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return gaps.length > 1 && Math.max(...gaps) > LONG_WAIT * total ? 'short' : 'time';
}

/** Each moment at which something begins or ends, in order and once. */
function momentsOf(rows: readonly TraceRow[]): readonly number[] {
  const moments = new Set(rows.flatMap(({ startMs, endMs, causeMs }) => [startMs, endMs, causeMs ?? startMs]));
  return [...moments].sort((a, b) => a - b);
}

function gapsOf(moments: readonly number[]): readonly number[] {
  return moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
}

/** The value that belongs to `x` between the two points around it; both lists rise. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const next = xs.findIndex((each) => each >= x);
  if (next === 0) return ys[0] ?? 0;
  if (next === -1) return ys.at(-1) ?? 0;
  const [x0 = 0, x1 = 0] = [xs[next - 1], xs[next]];
  const [y0 = 0, y1 = 0] = [ys[next - 1], ys[next]];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
