import { formatCount, formatDateTime, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { TrendPoint } from '../curve/curve-data.ts';
import { CELL, FIGURE, HEAD, HEAD_FIGURE, TableFrame } from '../table-frame.tsx';

/** The figures of a curve of means, newest first. */
export function TrendTable({ points }: { points: readonly (TrendPoint | undefined)[] }) {
  const words = text.entity.quality;
  return (
    <TableFrame label={words.tableLabel} isLow>
      <thead>
        <tr>
          <th className={HEAD}>{words.time}</th>
          <th className={HEAD_FIGURE}>{words.mean}</th>
          <th className={HEAD_FIGURE}>{words.lowest}</th>
          <th className={HEAD_FIGURE}>{words.profiles}</th>
        </tr>
      </thead>
      <tbody>
        {points
          .filter((point) => point !== undefined)
          .toReversed()
          .map(({ start, meanScore, minScore, profileCount }) => (
            <tr key={start} className="border-t border-line">
              <td className={`${CELL} whitespace-nowrap`}>{formatDateTime(new Date(start))}</td>
              <td className={FIGURE}>{meanScore === null ? '' : formatScore(meanScore)}</td>
              <td className={FIGURE}>{minScore === null ? '' : formatScore(minScore)}</td>
              <td className={FIGURE}>{formatCount(profileCount)}</td>
            </tr>
          ))}
      </tbody>
    </TableFrame>
  );
}
