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
  /** The place that is looked at; -1 for none. */
  chosen: number;
}

const GRADE_BANDS: readonly (readonly [low: number, high: number, grade: QualityGrade])[] = [
  [0, 60, 'F'],
  [60, 70, 'D'],
  [70, 80, 'C'],
  [80, 90, 'B'],
  [90, 100, 'A'],
];
/** How far marks of a kind stay apart, in pixels. */
const MARK_SPACE: Readonly<Record<MarkKind, number>> = { degraded: 8, change: 10, refresh: 3 };
const MARK_COLOURS: Readonly<Record<MarkKind, string>> = { degraded: 'bad', change: 'accent', refresh: 'muted' };
/** Width of the figures left of the curve, in pixels. */
export const AXIS_WIDTH = 34;
/** Room for the letters of the grades. */
const GRADES_WIDTH = 24;
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
    padding: [10, GRADES_WIDTH, 0, 0],
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
        size: 26,
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
    ],
    hooks: {
      drawAxes: [drawGrades],
      draw: [
        (plot) => {
          drawMarks(plot, view().marks);
          drawChosen(plot, view().chosen);
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
    return values.flatMap((value, index) => (typeof value === 'number' && view().isPoint(index) ? [index] : []));
  };
}

function splitsFrom(low: number): number[] {
  if (low >= 90) return [90, 92, 94, 96, 98, 100].filter((split) => split >= low);
  return [0, 20, 40, 60, 70, 80, 90, 100].filter((split) => split >= low);
}

/** The letter of each grade beside its part of the scale. */
function drawGrades(plot: uPlot): void {
  const { ctx, bbox, scales } = plot;
  const lowest = scales.y?.min ?? 0;
  ctx.save();
  ctx.font = `bold ${11 * uPlot.pxRatio}px system-ui, sans-serif`;
  ctx.fillStyle = colour('muted');
  ctx.textBaseline = 'middle';
  for (const [low, high, grade] of GRADE_BANDS) {
    if (high <= lowest) continue;
    const y = plot.valToPos((Math.max(low, lowest) + high) / 2, 'y', true);
    ctx.fillText(grade, bbox.left + bbox.width + 8 * uPlot.pxRatio, y);
  }
  ctx.restore();
}

/** Where marks of a kind would touch, only the newest of them is drawn: they must not hide the curve. */
function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { bbox } = plot;
  const drawn = new Map<MarkKind, number>();
  for (const { kind, atMs } of marks) {
    const x = Math.round(plot.valToPos(atMs / 1000, 'x', true));
    const isInside = x >= bbox.left && x <= bbox.left + bbox.width;
    const last = drawn.get(kind) ?? Number.POSITIVE_INFINITY;
    if (!isInside || last - x < MARK_SPACE[kind] * uPlot.pxRatio) continue;
    drawn.set(kind, x);
    drawMark(plot, kind, x);
  }
}

/** A line and a shape of its own for each kind, so that colour is not all. */
function drawMark(plot: uPlot, kind: MarkKind, x: number): void {
  const { ctx, bbox } = plot;
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

function drawChosen(plot: uPlot, index: number): void {
  const x = plot.data[0][index];
  const y = plot.data[1]?.[index];
  if (x === undefined || typeof y !== 'number') return;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = colour('ink');
  ctx.lineWidth = 2 * uPlot.pxRatio;
  ctx.beginPath();
  ctx.arc(plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true), 6 * uPlot.pxRatio, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}
