import type { ReactNode } from 'react';

import { formatCount, formatPercent, formatPoints } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { RuleBadges } from '../rules/rule-badges.tsx';
import { CELL, FIGURE } from '../table-frame.tsx';
import type { ColumnRow } from './column-rows.ts';

/** Less than this many points is not worth a word. */
const NOTED_POINTS = 0.05;

/** The cells of one column. */
export function ColumnCells({ row, toggle }: { row: ColumnRow; toggle: ReactNode }) {
  const words = text.entity.columns;
  const { name, dataType, nullCount, nullPercent, nullPoints, distinctCount, distinctPercent, distinctPoints } = row;
  return (
    <>
      <th scope="row" className={`${CELL} sticky left-0 max-w-60 min-w-36 bg-surface text-left font-medium`}>
        <span className="flex items-start gap-1">
          <span className="w-6 shrink-0">{toggle}</span>
          <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
          {row.isNew && <Badge tone="accent">{words.newColumn}</Badge>}
        </span>
      </th>
      <td className={`${CELL} font-mono text-xs leading-5 text-muted`}>{dataType}</td>
      <td className={FIGURE}>
        <Figure count={nullCount} percent={nullPercent} points={nullPoints} isMoreWorse />
      </td>
      <td className={FIGURE}>
        <Figure count={distinctCount} percent={distinctPercent} points={distinctPoints} />
      </td>
      <Value value={row.min} />
      <Value value={row.max} />
      <td className={CELL}>
        <RuleBadges rules={row.rules} />
      </td>
    </>
  );
}

interface FigureProps {
  count: number;
  percent: number | undefined;
  points: number | undefined;
  isMoreWorse?: boolean;
}

function Figure({ count, percent, points, isMoreWorse = false }: FigureProps) {
  return (
    <>
      {formatCount(count)}
      {percent !== undefined && <span className="ml-2 inline-block w-14 text-muted">{formatPercent(percent)}</span>}
      {points !== undefined && Math.abs(points) >= NOTED_POINTS && (
        <span
          title={text.entity.columns.pointsHint}
          className={`block text-xs ${isMoreWorse ? (points > 0 ? 'text-bad' : 'text-good') : 'text-muted'}`}
        >
          {text.entity.columns.points(formatPoints(points))}
        </span>
      )}
    </>
  );
}

function Value({ value }: { value: string | null | undefined }) {
  return (
    <td className={CELL}>
      {value === null ? (
        <span className="text-muted" title={text.entity.columns.unordered}>
          –
        </span>
      ) : (
        <span className="block max-w-44 truncate" title={value}>
          {value}
        </span>
      )}
    </td>
  );
}
