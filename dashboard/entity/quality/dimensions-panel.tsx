import { lazy, Suspense } from 'react';

import type { QualityDimension } from '../../gql/types.ts';
import { formatDateTime, formatPercent } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { CurveSeries } from '../curve/curve-options.ts';
import type { ScorePoint } from '../curve/score-points.ts';
import type { CurveOfRange } from '../curve/use-curve.ts';
import { ScoreFormula } from '../profile/score-formula.tsx';

const Curve = lazy(async () => ({ default: (await import('../curve/curve.tsx')).Curve }));

const HEIGHT = 180;
const NAMES: readonly QualityDimension[] = ['COMPLETENESS', 'UNIQUENESS', 'VALIDITY'];
const SERIES: readonly CurveSeries[] = [
  { label: text.entity.dimensions.COMPLETENESS, colour: 'accent' },
  { label: text.entity.dimensions.UNIQUENESS, colour: 'good', dash: [6, 4] },
  { label: text.entity.dimensions.VALIDITY, colour: 'poor', dash: [2, 3] },
];
const COLOURS = ['text-accent', 'text-good', 'text-poor'] as const;

/** What the score is made of, over time. */
export function DimensionsPanel({ curve }: { curve: CurveOfRange }) {
  const words = text.entity.quality;
  const { single, shown, isTooMany, fromMs, toMs, isLoading } = curve;
  const last = shown.at(-1);
  return (
    <Panel title={words.dimensionsTitle}>
      {isTooMany ? (
        <p className="text-muted">{words.dimensionsHint}</p>
      ) : !last ? (
        isLoading ? (
          <Skeleton className="h-52" />
        ) : (
          <p className="text-muted">{words.none}</p>
        )
      ) : (
        <>
          <Legend point={last} />
          <Suspense fallback={<Skeleton className="h-45" />}>
            <Curve
              summary={words.summaryDimensions}
              height={HEIGHT}
              xs={single.xs}
              ys={single.ys.slice(1)}
              series={SERIES}
              marks={[]}
              range={[fromMs / 1000, toMs / 1000]}
              isGraded={false}
              isStepped
              chosen={-1}
              isPoint={(index) => single.points[index] !== undefined}
              readout={(index) => <Values point={single.points[index]} />}
            />
          </Suspense>
          <ScoreFormula figures={last} />
        </>
      )}
    </Panel>
  );
}

/** Each line as it is drawn, with its last value. */
function Legend({ point }: { point: ScorePoint }) {
  const words = text.entity.dimensions;
  return (
    <ul className="mb-1 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {NAMES.map((name, index) => (
        <li key={name} className="flex items-center gap-1.5" title={words.explained[name]}>
          <svg aria-hidden width="22" height="8" className={COLOURS[index]}>
            <line
              x1="0"
              x2="22"
              y1="4"
              y2="4"
              stroke="currentColor"
              strokeWidth="2"
              strokeDasharray={SERIES[index]?.dash?.join(' ')}
            />
          </svg>
          {words[name]} <span className="font-medium tabular-nums">{formatPercent(valueOf(point, name))}</span>
        </li>
      ))}
    </ul>
  );
}

function Values({ point }: { point: ScorePoint | undefined }) {
  if (!point) return null;
  return (
    <>
      <p className="text-muted">{formatDateTime(new Date(point.atMs))}</p>
      {NAMES.map((name) => (
        <p key={name} className="flex justify-between gap-4 tabular-nums">
          {text.entity.dimensions[name]} <span>{formatPercent(valueOf(point, name))}</span>
        </p>
      ))}
    </>
  );
}

function valueOf(point: ScorePoint, name: QualityDimension): number {
  switch (name) {
    case 'COMPLETENESS':
      return point.completeness;
    case 'UNIQUENESS':
      return point.uniqueness;
    case 'VALIDITY':
      return point.validity;
  }
}
