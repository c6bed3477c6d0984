import { lazy, type ReactNode, Suspense, useMemo } from 'react';

import type { CurveSeries } from '../../entity/curve/curve-options.ts';
import type { Mark } from '../../entity/curve/marks.ts';
import type { ScorePoint } from '../../entity/curve/score-points.ts';
import { useScoreHistory } from '../../entity/curve/use-score-history.ts';
import { formatCount, formatDateTime, formatScore } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { EmptyNote, ErrorNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/time.tsx';
import type { IncidentWholeFragment } from './incident-page.generated.ts';
import { pointsAround } from './points-around.ts';

const Curve = lazy(async () => ({ default: (await import('../../entity/curve/curve.tsx')).Curve }));

const HEIGHT = 200;
const words = incidentText.chart;
const ROWS: readonly CurveSeries[] = [{ label: words.rowsLabel, colour: 'accent' }];
const SCORE: readonly CurveSeries[] = [{ label: words.scoreLabel, colour: 'accent' }];

/** What went wrong, over time: the row count or the score, with the moment in which the incident was opened. */
export function ChartPanel({ incident }: { incident: IncidentWholeFragment }) {
  const { entity, openedAt, resolvedAt, cause } = incident;
  const openedMs = Date.parse(openedAt);
  const resolvedMs = resolvedAt === null ? undefined : Date.parse(resolvedAt);
  const history = useScoreHistory(entity, openedMs);
  const { points, isLoading, error } = history.state;
  const shown = useMemo(() => pointsAround(points, openedMs, resolvedMs), [points, openedMs, resolvedMs]);
  const isRows = cause === 'VOLUME';
  return (
    <Panel title={isRows ? words.rows : words.score}>
      {error && (
        <ErrorNote
          error={error}
          onRetry={() => {
            history.retry();
          }}
        />
      )}
      {shown.length === 0 ? (
        isLoading ? (
          <Skeleton className="h-56" />
        ) : (
          !error && <EmptyNote title={words.none} />
        )
      ) : (
        <Picture points={shown} openedMs={openedMs} resolvedMs={resolvedMs} isRows={isRows} />
      )}
    </Panel>
  );
}

interface PictureProps {
  points: readonly ScorePoint[];
  openedMs: number;
  resolvedMs: number | undefined;
  isRows: boolean;
}

function Picture({ points, openedMs, resolvedMs, isRows }: PictureProps) {
  const nowMs = useNow().getTime();
  const firstMs = Math.min(points[0]?.atMs ?? openedMs, openedMs);
  const lastMs = points.at(-1)?.atMs ?? openedMs;
  const endMs = Math.max(lastMs, resolvedMs ?? nowMs);
  const marginMs = Math.max((endMs - firstMs) * 0.03, 1_000);
  const curve = useMemo(() => {
    const values = points.map((point) => (isRows ? point.rowCount : point.qualityScore));
    // A value holds until the next profile, or until now.
    const last = values.at(-1);
    return {
      xs: [...points.map(({ atMs }) => atMs / 1000), endMs / 1000],
      ys: [[...values, last ?? null]],
      values,
    };
  }, [points, isRows, endMs]);
  const marks = useMemo(() => marksOf(openedMs, resolvedMs), [openedMs, resolvedMs]);
  const format = isRows ? formatCount : formatScore;
  const what = isRows ? words.rowsLabel : words.scoreLabel;
  return (
    <>
      <Suspense fallback={<Skeleton className="h-50" />}>
        <Curve
          summary={words.summary(
            what,
            points.length,
            format(curve.values[0] ?? 0),
            format(curve.values.at(-1) ?? 0),
            format(Math.min(...curve.values)),
            format(Math.max(...curve.values)),
          )}
          height={HEIGHT}
          xs={curve.xs}
          ys={curve.ys}
          series={isRows ? ROWS : SCORE}
          marks={marks}
          range={[(firstMs - marginMs) / 1000, (endMs + marginMs) / 1000]}
          isGraded={!isRows}
          isCount={isRows}
          isStepped
          chosen={-1}
          isPoint={(index) => index < points.length}
          readout={(index, around) => (
            <>
              <Reading point={points[index] ?? points.at(-1)} what={what} format={format} isRows={isRows} />
              {marks
                .filter(({ atMs }) => atMs >= around.fromMs && atMs <= around.toMs)
                .map(({ key, sentence }) => (
                  <p key={key}>{sentence}</p>
                ))}
            </>
          )}
        />
      </Suspense>
      <p className="mt-2 flex flex-wrap gap-x-4 text-xs text-muted">
        <span>
          <span aria-hidden className="text-bad">
            ▼
          </span>{' '}
          {words.opened} {formatDateTime(new Date(openedMs))}
        </span>
        {resolvedMs !== undefined && (
          <span>
            <span aria-hidden className="text-accent">
              ◆
            </span>{' '}
            {words.resolved} {formatDateTime(new Date(resolvedMs))}
          </span>
        )}
        <span>{words.shown(points.length)}</span>
      </p>
    </>
  );
}

interface ReadingProps {
  point: ScorePoint | undefined;
  what: string;
  format: (value: number) => string;
  isRows: boolean;
}

function Reading({ point, what, format, isRows }: ReadingProps): ReactNode {
  if (!point) return null;
  return (
    <p>
      <span className="font-medium tabular-nums">
        {what} {format(isRows ? point.rowCount : point.qualityScore)}
      </span>{' '}
      <span className="text-muted">{formatDateTime(new Date(point.atMs))}</span>
    </p>
  );
}

function marksOf(openedMs: number, resolvedMs: number | undefined): readonly Mark[] {
  const opening: Mark = { key: 'opened', kind: 'degraded', atMs: openedMs, sentence: words.opening, isTold: true };
  if (resolvedMs === undefined) return [opening];
  return [{ key: 'resolved', kind: 'change', atMs: resolvedMs, sentence: words.ending, isTold: true }, opening];
}
