import { Table2, TrendingUp } from 'lucide-react';
import { lazy, Suspense } from 'react';

import { formatCount, formatDateTime, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyNote, ErrorNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { CurveSeries } from '../curve/curve-options.ts';
import type { Mark } from '../curve/marks.ts';
import { summarizeScores } from '../curve/summarize-scores.ts';
import type { CurveOfRange } from '../curve/use-curve.ts';
import type { Range } from '../entity-search.ts';
import { useEntitySearch } from '../use-search.ts';
import { RangeChoice } from './range-choice.tsx';
import { Readout } from './readout.tsx';
import { ScoreTable } from './score-table.tsx';
import { TrendTable } from './trend-table.tsx';

const Curve = lazy(async () => ({ default: (await import('../curve/curve.tsx')).Curve }));

const HEIGHT = 260;
const SCORE: readonly CurveSeries[] = [{ label: text.entity.quality.score, colour: 'accent' }];
const MEANS: readonly CurveSeries[] = [
  { label: text.entity.quality.mean, colour: 'accent' },
  { label: text.entity.quality.lowest, colour: 'warn', dash: [4, 4] },
];

export interface ScorePanelProps {
  range: Range;
  curve: CurveOfRange;
  marks: readonly Mark[];
}

/** The score over time with what may explain it, as a curve or as a table. */
export function ScorePanel({ range, curve, marks }: ScorePanelProps) {
  const words = text.entity.quality;
  const [{ figures: isTable = false }, change] = useEntitySearch();
  const { means, shown, isLoading, error, retry } = curve;
  const isEmpty = (means ? means.xs.length : shown.length) === 0;
  return (
    <Panel title={words.title} actions={<RangeChoice current={range} />}>
      {error && <ErrorNote error={error} onRetry={retry} />}
      {isLoading && isEmpty ? (
        <Skeleton className="h-72" />
      ) : isEmpty ? (
        !error && <NoProfiles curve={curve} />
      ) : (
        <>
          {isTable ? <Figures curve={curve} /> : <Picture curve={curve} marks={marks} />}
          <div className="mt-2 flex flex-wrap items-center justify-between gap-2 text-xs text-muted">
            <p>
              {describe(curve)} {!means && !isTable && <span data-print="no">{words.hoverHint}</span>}
            </p>
            <Button
              size="small"
              onClick={() => {
                change({ figures: isTable ? undefined : true });
              }}
              data-print="no"
            >
              {isTable ? <TrendingUp aria-hidden size={14} /> : <Table2 aria-hidden size={14} />}
              {isTable ? words.curve : words.figures}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}

function describe({ means, shown, bucket }: CurveOfRange): string {
  const words = text.entity.quality;
  if (!means) return words.oneForEach(shown.length);
  const count = means.points.reduce((sum, point) => sum + (point?.profileCount ?? 0), 0);
  return words.means(formatCount(count), words.buckets[bucket]);
}

function Figures({ curve: { means, shown } }: { curve: CurveOfRange }) {
  return means ? <TrendTable points={means.points} /> : <ScoreTable points={shown} />;
}

function Picture({ curve, marks }: { curve: CurveOfRange; marks: readonly Mark[] }) {
  const [{ profile: chosen }, change] = useEntitySearch();
  const { means, single, fromMs, toMs } = curve;
  const scores = means ? means.ys[0] : single.ys[0];
  return (
    <Suspense fallback={<Skeleton className="h-65" />}>
      <Curve
        summary={summarizeScores(scores ?? [])}
        height={HEIGHT}
        xs={means ? means.xs : single.xs}
        ys={means ? means.ys : single.ys.slice(0, 1)}
        series={means ? MEANS : SCORE}
        marks={marks}
        range={[fromMs / 1000, toMs / 1000]}
        isGraded
        isStepped={!means}
        chosen={means || chosen === undefined ? -1 : single.points.findIndex((point) => point?.id === chosen)}
        isPoint={(index) => (means ?? single).points[index] !== undefined}
        readout={(index, around) => (
          <Readout
            point={single.points[index]}
            trend={means?.points[index]}
            isTrend={means !== undefined}
            marks={marks.filter(({ atMs }) => atMs >= around.fromMs && atMs <= around.toMs)}
          />
        )}
        onPick={(index) => {
          const point = means ? undefined : single.points[index];
          if (point) change({ profile: point.id });
        }}
      />
    </Suspense>
  );
}

function NoProfiles({ curve: { before } }: { curve: CurveOfRange }) {
  const words = text.entity.quality;
  return (
    <EmptyNote title={before ? words.none : words.noneEver}>
      {before
        ? `${words.noneBefore(formatScore(before.qualityScore), formatDateTime(new Date(before.atMs)))} ${words.widen}`
        : text.entity.figures.noneHint}
    </EmptyNote>
  );
}
