import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import uPlot from 'uplot';

import { AXIS_WIDTH, curveOptions, type CurveView } from './curve-options.ts';

import 'uplot/dist/uPlot.min.css';

/** How near the pointer has to be to a mark, in pixels. */
const REACH = 14;
/** Between the pointer and what is said beside it. */
const GAP = 12;

export interface CurveProps extends CurveView {
  /** What the picture shows, for people who do not see it. */
  summary: string;
  xs: readonly number[];
  ys: readonly (readonly (number | null)[])[];
  height: number;
  /** What is said beside the pointer: about a place, and about what is marked around a time. */
  readout: (index: number, around: { fromMs: number; toMs: number }) => ReactNode;
  onPick?: (index: number) => void;
}

/** A curve over time with marks. Its figures are to be had as a table as well. */
export function Curve({ summary, xs, ys, height, readout, onPick, ...view }: CurveProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const current = useRef<CurveView>(view);
  const [cursor, setCursor] = useState<{ index: number; left: number; fromMs: number; toMs: number }>();
  const [from, to] = view.range;
  const seriesKey = view.series.map(({ label }) => label).join();
  const pick = useEffectEvent((index: number) => onPick?.(index));

  useLayoutEffect(() => {
    current.current = view;
  });

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const made = new uPlot(
      curveOptions(
        () => current.current,
        { width: element.clientWidth, height },
        (index, left) => {
          const timeAt = (pixels: number) => made.posToVal(pixels, 'x') * 1000;
          setCursor(
            index === null || left < 0
              ? undefined
              : { index, left, fromMs: timeAt(left - REACH), toMs: timeAt(left + REACH) },
          );
        },
      ),
      [[], ...current.current.series.map(() => [])],
      element,
    );
    plot.current = made;
    made.over.addEventListener('click', () => {
      const { idx } = made.cursor;
      if (typeof idx === 'number') pick(idx);
    });
    const resize = new ResizeObserver(() => {
      if (element.clientWidth !== made.width) made.setSize({ width: element.clientWidth, height });
    });
    resize.observe(element);
    const redraw = () => {
      made.redraw(false);
    };
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const paper = matchMedia('print');
    paper.addEventListener('change', redraw);
    return () => {
      resize.disconnect();
      theme.disconnect();
      paper.removeEventListener('change', redraw);
      made.destroy();
    };
  }, [height, seriesKey]);

  useEffect(() => {
    plot.current?.setData([[...xs], ...ys.map((row) => [...row])]);
  }, [xs, ys, view.marks, view.chosen, from, to, view.isStepped, height, seriesKey]);

  const isRight = cursor !== undefined && cursor.left > (frame.current?.clientWidth ?? 0) / 2;
  return (
    <div className="relative">
      <div ref={frame} role="img" aria-label={summary} className="overflow-hidden" style={{ height }} />
      {cursor && (
        <div
          aria-hidden
          data-print="no"
          className="pointer-events-none absolute top-3 z-10 max-w-72 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs shadow-lg"
          style={
            isRight
              ? { right: `calc(100% - ${cursor.left + AXIS_WIDTH - GAP}px)` }
              : { left: cursor.left + AXIS_WIDTH + GAP }
          }
        >
          {readout(cursor.index, cursor)}
        </div>
      )}
    </div>
  );
}
