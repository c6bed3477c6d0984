import uPlot from 'uplot';

import type { QualityGrade } from '../../gql/types.ts';
import { formatTick } from '../../text/format.ts';
import { scoreScale } from './curve-data.ts';
import type { Mark, MarkKind } from './marks.ts';

export interface CurveSeries {
  label: string;
  /** Name of a colour of the theme. */
  colour: string;
  dash?: number[];
}

/** What may change while the curve is on the screen. */
export interface CurveView {
  series: readonly CurveSeries[];
  marks: readonly Mark[];
  /** In seconds. */
  range: readonly [from: number, to: number];
  /** Whether a value holds until the next one. */
  isStepped: boolean;
  /** Whether a place is a point, and not only an end that carries a value on. */
  isPoint: (index: number) => boolean;
}

const GRADE_BANDS: readonly (readonly [low: number, high: number, grade: QualityGrade])[] = [
  [0, 60, 'F'],
  [60, 70, 'D'],
  [70, 80, 'C'],
  [80, 90, 'B'],
  [90, 100, 'A'],
];
const MARK_COLOURS: Readonly<Record<MarkKind, string>> = { degraded: 'bad', change: 'accent', refresh: 'muted' };
/** Width of the figures left of the curve, in pixels. */
export const AXIS_WIDTH = 34;
const FONT = '11px system-ui, sans-serif';

/** A colour of the theme, as it is now. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** @param view read anew with every drawing */
export function curveOptions(
  view: () => CurveView,
  size: { width: number; height: number },
  onCursor: (index: number | null, left: number) => void,
): uPlot.Options {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const linear = uPlot.paths.linear?.();
  const quiet = { stroke: () => colour('muted'), font: FONT, ticks: { show: false } };
  return {
    ...size,
    padding: [10, 0, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 9 } },
    scales: {
      x: { time: true, range: () => [...view().range] },
      y: { range: (plot) => scoreScale(plot.data.slice(1).map((row) => Array.from(row, (value) => value ?? null))) },
    },
    series: [
      {},
      ...view().series.map(({ label, colour: name, dash }) => ({
        label,
        stroke: () => colour(name),
        width: 2,
        spanGaps: true,
        ...(dash && { dash }),
        paths: (...parameters: Parameters<uPlot.Series.PathBuilder>) =>
          (view().isStepped ? stepped : linear)?.(...parameters) ?? null,
        points: { size: 6, fill: () => colour(name), filter: pointsAmong(view) },
      })),
    ],
    axes: [
      {
        ...quiet,
        grid: { show: false },
        space: 70,
        values: (_, splits, __, ___, step) => splits.map((seconds) => formatTick(new Date(seconds * 1000), step)),
      },
      {
        ...quiet,
        size: AXIS_WIDTH,
        grid: { stroke: () => colour('line'), width: 1 },
        splits: (_, __, low) => splitsFrom(low),
        values: (_, splits) => splits.map(String),
      },
      {
        ...quiet,
        side: 1,
        size: 22,
        gap: 6,
        grid: { show: false },
        splits: (_, __, low) => bandsFrom(low).map(({ middle }) => middle),
        values: (_, splits) =>
          splits.map((middle) => GRADE_BANDS.find(([low, high]) => low < middle && middle <= high)?.[2] ?? ''),
      },
    ],
    hooks: {
      draw: [
        (plot) => {
          for (const mark of view().marks) drawMark(plot, mark);
        },
      ],
      setCursor: [
        (plot) => {
          onCursor(plot.cursor.idx ?? null, plot.cursor.left ?? -1);
        },
      ],
    },
  };
}

/** Ends that only carry a value on have no dot; where dots would touch there are none. */
function pointsAmong(view: () => CurveView): uPlot.Series.Points.Filter {
  return (plot, seriesIndex, show) => {
    if (!show) return null;
    const values = Array.from(plot.data[seriesIndex] ?? []);
    return values.flatMap((value, index) => (value != null && view().isPoint(index) ? [index] : []));
  };
}

function splitsFrom(low: number): number[] {
  if (low >= 90) return [90, 92, 94, 96, 98, 100].filter((split) => split >= low);
  return [0, 20, 40, 60, 70, 80, 90, 100].filter((split) => split >= low);
}

function bandsFrom(low: number) {
  return GRADE_BANDS.filter(([, high]) => high > low).map(([start, high, grade]) => ({
    middle: (Math.max(start, low) + high) / 2,
    grade,
  }));
}

/** A line and a shape of its own for each kind, so that colour is not all. */
function drawMark(plot: uPlot, { kind, atMs }: Mark): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(atMs / 1000, 'x', true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  const unit = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.strokeStyle = colour(MARK_COLOURS[kind]);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = unit;
  ctx.beginPath();
  if (kind === 'refresh') {
    ctx.moveTo(x, bottom - 7 * unit);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    ctx.restore();
    return;
  }
  ctx.setLineDash(kind === 'change' ? [3 * unit, 3 * unit] : []);
  ctx.globalAlpha = 0.7;
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  const half = 5 * unit;
  const tip = kind === 'degraded' ? bbox.top + half : bbox.top;
  ctx.moveTo(x - half, kind === 'degraded' ? bbox.top - half : bbox.top);
  ctx.lineTo(x, kind === 'degraded' ? tip : bbox.top + half);
  ctx.lineTo(x + half, kind === 'degraded' ? bbox.top - half : bbox.top);
  if (kind === 'change') ctx.lineTo(x, bbox.top - half);
  ctx.closePath();
  ctx.fill();
  ctx.restore();
}
