import { describe, expect, it } from 'vitest';

import { clusterMarks } from '../../../../dashboard/entity/curve/cluster-marks.ts';
import { profileCurve, scoreScale, trendCurve } from '../../../../dashboard/entity/curve/curve-data.ts';
import type { Mark, MarkKind } from '../../../../dashboard/entity/curve/marks.ts';
import { bucketOf, defaultRange, endOfHour, startOfRange } from '../../../../dashboard/entity/curve/range.ts';
import { createScoreHistory, type PointsPage } from '../../../../dashboard/entity/curve/score-history.ts';
import { mergePoints, pointsSince, type ScorePoint } from '../../../../dashboard/entity/curve/score-points.ts';
import { summarizeScores } from '../../../../dashboard/entity/curve/summarize-scores.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function point(atMs: number, qualityScore = 90): ScorePoint {
  return {
    id: `p${atMs}`,
    atMs,
    qualityScore,
    qualityGrade: 'A',
    completeness: qualityScore,
    uniqueness: 100,
    validity: 100,
    rowCount: 1,
  };
}

describe('the points of a curve', () => {
  it('are each there once, oldest first', () => {
    expect(mergePoints([point(3), point(1)], [point(2), point(3)]).map(({ atMs }) => atMs)).toEqual([1, 2, 3]);
  });

  it('are those since a time, and the one whose score held until then', () => {
    const points = [point(1), point(2), point(3)];
    expect(pointsSince(points, 2)).toEqual({ shown: [points[1], points[2]], before: points[0] });
    expect(pointsSince(points, 9)).toEqual({ shown: [], before: points[2] });
  });

  it('carry a score on from the beginning and to the end, without a point there', () => {
    const { xs, ys, points } = profileCurve([point(2_000, 80)], point(500, 90), 1_000, 3_000);
    expect(xs).toEqual([1, 2, 3]);
    expect(ys[0]).toEqual([90, 80, 80]);
    expect(points.map((each) => each?.id)).toEqual([undefined, 'p2000', undefined]);
  });

  it('stand in the middle of their bucket where they are means', () => {
    const bucket = (start: number, meanScore: number | null) => ({
      start: new Date(start).toISOString(),
      meanScore,
      minScore: meanScore,
      lastScore: meanScore,
      profileCount: meanScore === null ? 0 : 1,
    });
    const trend = [bucket(0, 90), bucket(HOUR_MS, null), bucket(2 * HOUR_MS, 80)];
    expect(trendCurve(trend, 3 * HOUR_MS).xs).toEqual([1_800, 9_000]);
  });

  it('fill a scale that shows small changes without making noise of them', () => {
    expect(scoreScale([[99, 100]])).toEqual([90, 101]);
    expect(scoreScale([[42, null, 100]])).toEqual([40, 101]);
  });

  it('are summed up in a sentence', () => {
    expect(summarizeScores([90, 80, null, 95])).toBe(
      'Score from 90.0 to 95.0 in 3 points; the lowest is 80.0, the highest 95.0.',
    );
    expect(summarizeScores([])).toBe('No profile was made in this time.');
  });
});

describe('the time that a curve shows', () => {
  it('begins with the entity if all is asked for', () => {
    expect(startOfRange('all', 10 * DAY_MS, DAY_MS)).toBe(DAY_MS);
    expect(startOfRange('7d', 10 * DAY_MS, DAY_MS)).toBe(3 * DAY_MS);
  });

  it('is the whole life of a young entity until one chooses', () => {
    expect(defaultRange(40 * DAY_MS, 15 * DAY_MS)).toBe('all');
    expect(defaultRange(40 * DAY_MS, 0)).toBe('30d');
  });

  it('is long enough for the last profile to be seen', () => {
    expect(defaultRange(200 * DAY_MS, 0, 150 * DAY_MS)).toBe('90d');
    expect(defaultRange(200 * DAY_MS, 0, 50 * DAY_MS)).toBe('all');
    expect(defaultRange(60 * DAY_MS, 0, 20 * DAY_MS)).toBe('all');
  });

  it('ends at the end of an hour where it is divided, so that the same is asked for again', () => {
    expect(endOfHour(HOUR_MS)).toBe(2 * HOUR_MS);
    expect(endOfHour(2 * HOUR_MS - 1)).toBe(2 * HOUR_MS);
  });

  it('has at most 400 buckets', () => {
    expect(bucketOf(0, 7 * DAY_MS)).toBe('HOUR');
    expect(bucketOf(0, 90 * DAY_MS)).toBe('DAY');
    expect(bucketOf(0, 1_000 * DAY_MS)).toBe('WEEK');
    expect(bucketOf(0, 9_000 * DAY_MS)).toBe('MONTH');
  });
});

describe('marks that would touch', () => {
  const mark = (kind: MarkKind, atMs: number): Mark => ({ key: `${atMs}`, kind, atMs, sentence: '', isTold: true });
  const clusters = (...marks: Mark[]) => clusterMarks(marks, (atMs) => atMs, 10);

  it('are one, at the place of the newest and of the gravest kind', () => {
    expect(clusters(mark('change', 50), mark('degraded', 45), mark('change', 41))).toEqual([
      { kind: 'degraded', x: 50, count: 3 },
    ]);
  });

  it('make no chain: one that is far enough from the newest begins the next', () => {
    expect(clusters(mark('change', 50), mark('change', 42), mark('change', 40), mark('degraded', 20))).toEqual([
      { kind: 'change', x: 50, count: 2 },
      { kind: 'change', x: 40, count: 1 },
      { kind: 'degraded', x: 20, count: 1 },
    ]);
  });
});

/** Pages of two points, from the newest; `newestMs` and each time below it. */
function pagesFrom(newestMs: number, oldestMs: number) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    load(after: string | undefined): Promise<{ page: PointsPage }> {
      asked.push(after);
      const first = after === undefined ? newestMs : Number(after) - 1;
      const points = [point(first), point(first - 1)].filter(({ atMs }) => atMs >= oldestMs);
      return Promise.resolve({
        page: { points, endCursor: String(points.at(-1)?.atMs), hasMore: first - 1 > oldestMs },
      });
    },
  };
}

async function settled(history: ReturnType<typeof createScoreHistory>): Promise<void> {
  while (history.state.isLoading) {
    await new Promise<void>((resolve) => {
      const stop = history.onChange(() => {
        stop();
        resolve();
      });
    });
  }
}

describe('the profiles of an entity', () => {
  it('are read as far back as was asked for, and not again', async () => {
    const pages = pagesFrom(10, 1);
    const history = createScoreHistory((after) => pages.load(after));
    history.reach(7);
    await settled(history);
    expect(history.state.points.map(({ atMs }) => atMs)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(history.covers(7)).toBe(true);
    expect(history.covers(4)).toBe(false);
    history.reach(0);
    await settled(history);
    expect(history.state.points).toHaveLength(10);
    expect(history.covers(-1)).toBe(true);
    expect(new Set(pages.asked).size).toBe(pages.asked.length);
  });

  it('go on with what arrives live', async () => {
    const pages = pagesFrom(2, 1);
    const history = createScoreHistory((after) => pages.load(after));
    history.reach(0);
    await settled(history);
    history.add(point(3, 50));
    history.add(point(3, 50));
    expect(history.state.points.map(({ atMs }) => atMs)).toEqual([1, 2, 3]);
  });

  it('are read again when some may have been missed', async () => {
    const pages = pagesFrom(4, 1);
    const history = createScoreHistory((after) => pages.load(after));
    history.reach(0);
    history.restart();
    await settled(history);
    const asked = pages.asked.length;
    history.restart();
    expect(history.state.points).toEqual([]);
    await settled(history);
    expect(history.state.points.map(({ atMs }) => atMs)).toEqual([1, 2, 3, 4]);
    expect(pages.asked.length).toBe(asked + 2);
  });

  it('are not read endlessly', async () => {
    const pages = pagesFrom(100_000, 1);
    const history = createScoreHistory((after) => pages.load(after));
    history.reach(0);
    await settled(history);
    expect(history.state.points).toHaveLength(500);
    expect(history.covers(0)).toBe(false);
  });
});
