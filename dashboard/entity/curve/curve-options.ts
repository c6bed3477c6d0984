import uPlot from 'uplot';

import type { QualityGrade } from '../../gql/types.ts';
import { formatShortCount, formatTick } from '../../text/format.ts';
import { GRADE_TONES } from '../../ui/badges.tsx';
import { clusterMarks, type MarkCluster } from './cluster-marks.ts';
import { countScale, scoreScale } from './curve-data.ts';
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
  /** Whether the values are scores, which have grades. */
  isGraded: boolean;
  /** Whether they are counts, from 0 to whatever they reach. Default: scores and shares, up to 100. */
  isCount?: boolean;
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
/** How faint the colours of the grades are. */
const BAND_STRENGTH = 0.35;
/** How far marks stay apart, in pixels. */
const MARK_SPACE = 18;
const TICK_SPACE = 3;
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
      y: {
        range: (plot) => {
          const rows = plot.data.slice(1).map((row) => Array.from(row, (value) => value ?? null));
          return view().isCount ? countScale(rows) : scoreScale(rows);
        },
      },
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
        ...(view().isCount
          ? { values: (_, splits) => splits.map(formatShortCount) }
          : { splits: (_, __, low) => splitsFrom(low), values: (_, splits) => splits.map(String) }),
      },
    ],
    hooks: {
      drawClear: [
        (plot) => {
          if (view().isGraded) drawGrades(plot);
        },
      ],
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

/** The part of the scale that each grade has, faintly behind the curve, and its letter beside it. */
function drawGrades(plot: uPlot): void {
  const { ctx, bbox, scales } = plot;
  const lowest = scales.y?.min ?? 0;
  ctx.save();
  ctx.font = `bold ${11 * uPlot.pxRatio}px system-ui, sans-serif`;
  // Whoever drew before may have left another one.
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const [low, high, grade] of GRADE_BANDS) {
    if (high <= lowest) continue;
    const bottom = plot.valToPos(Math.max(low, lowest), 'y', true);
    const top = plot.valToPos(high, 'y', true);
    ctx.globalAlpha = BAND_STRENGTH;
    ctx.fillStyle = colour(`${GRADE_TONES[grade]}-soft`);
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour('muted');
    ctx.fillText(grade, bbox.left + bbox.width + 8 * uPlot.pxRatio, (bottom + top) / 2);
  }
  ctx.restore();
}

/** Refreshes, of which there are many, are ticks; the others have a shape, or a number where they would touch. */
function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { bbox } = plot;
  const xOf = (atMs: number) => Math.round(plot.valToPos(atMs / 1000, 'x', true));
  const shown = marks.filter(({ atMs }) => xOf(atMs) >= bbox.left && xOf(atMs) <= bbox.left + bbox.width);
  const isTick = ({ kind }: Mark) => kind === 'refresh';
  for (const { x } of clusterMarks(shown.filter(isTick), xOf, TICK_SPACE * uPlot.pxRatio)) drawTick(plot, x);
  const others = shown.filter((mark) => !isTick(mark));
  for (const cluster of clusterMarks(others, xOf, MARK_SPACE * uPlot.pxRatio)) drawCluster(plot, cluster);
}

function drawTick({ ctx, bbox }: uPlot, x: number): void {
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.strokeStyle = colour('muted');
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(x, bottom - 7 * uPlot.pxRatio);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.restore();
}

/** A line and a shape of its own for each kind, so that colour is not all. */
function drawCluster({ ctx, bbox }: uPlot, { kind, x, count }: MarkCluster): void {
  const unit = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = colour(kind === 'degraded' ? 'bad' : 'accent');
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = unit;
  ctx.setLineDash(kind === 'change' ? [3 * unit, 3 * unit] : []);
  ctx.globalAlpha = 0.7;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  if (count > 1) drawCount(ctx, x, bbox.top, count);
  else drawShape(ctx, kind, x, bbox.top);
  ctx.restore();
}

function drawCount(ctx: CanvasRenderingContext2D, x: number, y: number, count: number): void {
  const unit = uPlot.pxRatio;
  ctx.arc(x, y, 7 * unit, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = colour('surface');
  ctx.font = `bold ${(count > 9 ? 8 : 10) * unit}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(count > 99 ? '99+' : String(count), x, y + unit / 2);
}

/** A triangle that points down for a fall, a diamond for a change. */
function drawShape(ctx: CanvasRenderingContext2D, kind: MarkKind, x: number, y: number): void {
  const half = 5 * uPlot.pxRatio;
  const isFall = kind === 'degraded';
  ctx.moveTo(x - half, isFall ? y - half : y);
  ctx.lineTo(x, y + half);
  ctx.lineTo(x + half, isFall ? y - half : y);
  if (!isFall) ctx.lineTo(x, y - half);
  ctx.closePath();
  ctx.fill();
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
