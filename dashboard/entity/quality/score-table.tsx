import { formatCount, formatDateTime, formatPercent } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { GradeAndScore } from '../../ui/figures/grade-and-score.tsx';
import type { ScorePoint } from '../curve/score-points.ts';
import { CELL, FIGURE, HEAD, HEAD_FIGURE, TableFrame } from '../table-frame.tsx';
import { useEntitySearch } from '../use-search.ts';

/** The figures of the curve, newest first. */
export function ScoreTable({ points }: { points: readonly ScorePoint[] }) {
  const words = text.entity.quality;
  const { dimensions } = text.entity;
  const [{ profile: chosen }, change] = useEntitySearch();
  return (
    <TableFrame label={words.tableLabel} isLow>
      <thead>
        <tr>
          <th className={HEAD}>{words.time}</th>
          <th className={HEAD_FIGURE}>{words.score}</th>
          <th className={HEAD_FIGURE}>{dimensions.COMPLETENESS}</th>
          <th className={HEAD_FIGURE}>{dimensions.UNIQUENESS}</th>
          <th className={HEAD_FIGURE}>{dimensions.VALIDITY}</th>
          <th className={HEAD_FIGURE}>{words.rows}</th>
          <td className={HEAD} />
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.id} className="border-t border-line">
            <td className={`${CELL} whitespace-nowrap`}>{formatDateTime(new Date(point.atMs))}</td>
            <td className={FIGURE}>
              <GradeAndScore {...point} />
            </td>
            <td className={FIGURE}>{formatPercent(point.completeness)}</td>
            <td className={FIGURE}>{formatPercent(point.uniqueness)}</td>
            <td className={FIGURE}>{formatPercent(point.validity)}</td>
            <td className={FIGURE}>{formatCount(point.rowCount)}</td>
            <td className={CELL}>
              <button
                type="button"
                aria-pressed={point.id === chosen}
                className="text-xs whitespace-nowrap text-accent hover:underline aria-pressed:font-semibold"
                onClick={() => {
                  change({ profile: point.id });
                }}
              >
                {point.id === chosen ? words.chosen : words.choose}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
