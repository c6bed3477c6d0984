import { formatDateTime, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { GradeAndScore } from '../../ui/figures/grade-and-score.tsx';
import type { TrendPoint } from '../curve/curve-data.ts';
import type { Mark } from '../curve/marks.ts';
import type { ScorePoint } from '../curve/score-points.ts';

export interface ReadoutProps {
  point: ScorePoint | undefined;
  trend: TrendPoint | undefined;
  isTrend: boolean;
  marks: readonly Mark[];
}

/** More are only counted. */
const SAID = 3;

/** What stands beside the pointer. */
export function Readout({ point, trend, isTrend, marks }: ReadoutProps) {
  const words = text.entity.quality;
  return (
    <>
      {!isTrend && point && (
        <>
          <p className="text-muted">{formatDateTime(new Date(point.atMs))}</p>
          <GradeAndScore {...point} />
        </>
      )}
      {isTrend && trend && (
        <>
          <p className="text-muted">{formatDateTime(new Date(trend.start))}</p>
          <p className="tabular-nums">
            {words.mean} {trend.meanScore === null ? '–' : formatScore(trend.meanScore)}, {words.lowest.toLowerCase()}{' '}
            {trend.minScore === null ? '–' : formatScore(trend.minScore)}
          </p>
        </>
      )}
      {marks.slice(0, SAID).map(({ key, kind, sentence, detail }) => (
        <p key={key} className="mt-1 border-t border-line pt-1">
          <strong className="font-medium">{text.entity.marks.kinds[kind]}:</strong> {sentence} {detail}
        </p>
      ))}
      {marks.length > SAID && <p className="mt-1 text-muted">{text.entity.neighbours.more(marks.length - SAID)}</p>}
    </>
  );
}
