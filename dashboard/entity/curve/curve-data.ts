import type { ScoreTrendQuery } from './curve.generated.ts';
import type { ScorePoint } from './score-points.ts';

export type TrendPoint = NonNullable<ScoreTrendQuery['entity']>['qualityTrend'][number];

/** Numbers for a curve: `ys` has a row for each series. */
export interface CurveData<P> {
  /** In seconds. */
  xs: number[];
  ys: (number | null)[][];
  /** What each place stands for; undefined at an end that only carries a value on. */
  points: (P | undefined)[];
}

/** A score holds until the next profile: the curve begins with the one before it and is drawn to the end. */
export function profileCurve(
  shown: readonly ScorePoint[],
  before: ScorePoint | undefined,
  fromMs: number,
  toMs: number,
): CurveData<ScorePoint> {
  const last = shown.at(-1);
  const places: { atMs: number; figures: ScorePoint; point: ScorePoint | undefined }[] = [
    ...(before && last ? [{ atMs: fromMs, figures: before, point: undefined }] : []),
    ...shown.map((point) => ({ atMs: point.atMs, figures: point, point })),
    ...(last && last.atMs < toMs ? [{ atMs: toMs, figures: last, point: undefined }] : []),
  ];
  const row = (valueOf: (point: ScorePoint) => number) => places.map(({ figures }) => valueOf(figures));
  return {
    xs: places.map(({ atMs }) => atMs / 1000),
    ys: [
      row(({ qualityScore }) => qualityScore),
      row(({ completeness }) => completeness),
      row(({ uniqueness }) => uniqueness),
      row(({ validity }) => validity),
    ],
    points: places.map(({ point }) => point),
  };
}

/** The mean and the lowest score of each bucket with profiles, in its middle. */
export function trendCurve(trend: readonly TrendPoint[], toMs: number): CurveData<TrendPoint> {
  const places = trend.flatMap((point, index) => {
    if (point.meanScore === null || point.minScore === null) return [];
    const startMs = Date.parse(point.start);
    const next = trend[index + 1];
    const endMs = next ? Date.parse(next.start) : Math.max(toMs, startMs);
    return [{ x: (startMs + endMs) / 2000, mean: point.meanScore, lowest: point.minScore, point }];
  });
  return {
    xs: places.map(({ x }) => x),
    ys: [places.map(({ mean }) => mean), places.map(({ lowest }) => lowest)],
    points: places.map(({ point }) => point),
  };
}

/** From below the least value to the top of the scale, so that a change of a few points is to be seen. */
export function scoreScale(rows: readonly (readonly (number | null)[])[]): [low: number, high: number] {
  const least = Math.min(95, ...rows.flat().filter((value) => value !== null));
  return [Math.max(0, Math.floor((least - 2) / 5) * 5), 101];
}

/** From 0 to above the greatest value. */
export function countScale(rows: readonly (readonly (number | null)[])[]): [low: number, high: number] {
  const most = Math.max(1, ...rows.flat().filter((value) => value !== null));
  return [0, most * 1.1];
}
