import type { ReactNode } from 'react';

import { formatCount, formatPercent, formatPoints, formatScore, formatShare } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';
import { RuleLink } from '../rules/rule-link.tsx';
import { SeverityBadge } from '../rules/severity-badge.tsx';
import { CELL, FIGURE, HEAD, HEAD_FIGURE, TableFrame } from '../table-frame.tsx';
import { changedColumns, changedRules } from './changed-parts.ts';
import type { ChangeSinceFragment, ProfileFiguresFragment } from './latest-profile.generated.ts';

type RuleChange = ChangeSinceFragment['rules'][number];

const RULE_TONES: Readonly<Record<RuleChange['change'], Tone>> = {
  NEWLY_FAILING: 'bad',
  STILL_FAILING: 'poor',
  RECOVERED: 'good',
  PASSING: 'neutral',
  NOT_CHECKED: 'warn',
};

export interface ChangeTablesProps {
  profile: Pick<ProfileFiguresFragment, 'qualityScore'>;
  change: ChangeSinceFragment;
}

/** What differs between a profile and the one before: in a sentence, then in figures. */
export function ChangeTables({ profile: { qualityScore }, change }: ChangeTablesProps) {
  const words = text.entity.change;
  const { summary, scorePoints, currentRowCount, previousRowCount, dimensions } = change;
  const columns = changedColumns(change);
  const rules = changedRules(change);
  return (
    <div className="flex flex-col gap-4">
      <p className="[overflow-wrap:anywhere]">{summary}</p>
      <Figures label={words.dimension} first={words.dimension}>
        <Row
          name={words.score}
          before={formatScore(qualityScore - scorePoints)}
          now={formatScore(qualityScore)}
          points={scorePoints}
        />
        {dimensions.map(({ dimension, previous, current, points }) => (
          <Row
            key={dimension}
            name={text.entity.dimensions[dimension]}
            before={formatPercent(previous)}
            now={formatPercent(current)}
            points={points}
          />
        ))}
        <tr className="border-t border-line">
          <th scope="row" className={`${CELL} text-left font-normal`}>
            {words.rows}
          </th>
          <td className={FIGURE}>{formatCount(previousRowCount)}</td>
          <td className={FIGURE}>{formatCount(currentRowCount)}</td>
          <td className={FIGURE}>{formatSigned(currentRowCount - previousRowCount)}</td>
        </tr>
      </Figures>
      {columns.length === 0 ? (
        <p className="text-muted">{words.noColumns}</p>
      ) : (
        <TableFrame label={words.columns} isLow>
          <thead>
            <tr>
              <th className={HEAD}>{words.column}</th>
              <th className={HEAD_FIGURE}>{words.nulls}</th>
              <th className={HEAD_FIGURE}>{words.distinct}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.name} className="border-t border-line">
                <th scope="row" className={`${CELL} text-left font-normal [overflow-wrap:anywhere]`}>
                  {column.name}
                </th>
                <td className={FIGURE}>{fromTo(column.previousNullPercent, column.currentNullPercent)}</td>
                <td className={FIGURE}>{fromTo(column.previousDistinctPercent, column.currentDistinctPercent)}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
      {rules.length === 0 ? (
        <p className="text-muted">{words.noRules}</p>
      ) : (
        <TableFrame label={words.rules} isLow>
          <thead>
            <tr>
              <th className={HEAD}>{words.rule}</th>
              <th className={HEAD}>{words.column}</th>
              <th className={HEAD}>{words.result}</th>
              <th className={HEAD_FIGURE}>{words.before}</th>
              <th className={HEAD_FIGURE}>{words.now}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <RuleRow key={`${rule.canonicalKey} ${rule.column}`} rule={rule} />
            ))}
          </tbody>
        </TableFrame>
      )}
    </div>
  );
}

function RuleRow({ rule }: { rule: RuleChange }) {
  return (
    <tr className="border-t border-line">
      <td className={`${CELL} min-w-36`}>
        <RuleLink canonicalKey={rule.canonicalKey} /> <SeverityBadge severity={rule.severity} />
      </td>
      <td className={CELL}>{rule.column}</td>
      <td className={CELL}>
        <Badge tone={RULE_TONES[rule.change]}>{text.entity.change.kinds[rule.change]}</Badge>
      </td>
      <td className={FIGURE}>{failedOf(rule.previousFailed, rule.previousChecked)}</td>
      <td className={FIGURE}>{failedOf(rule.currentFailed, rule.currentChecked)}</td>
    </tr>
  );
}

function Figures({ label, first, children }: { label: string; first: string; children: ReactNode }) {
  const words = text.entity.change;
  return (
    <TableFrame label={label}>
      <thead>
        <tr>
          <th className={HEAD}>{first}</th>
          <th className={HEAD_FIGURE}>{words.before}</th>
          <th className={HEAD_FIGURE}>{words.now}</th>
          <th className={HEAD_FIGURE}>{words.change}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </TableFrame>
  );
}

function Row({ name, before, now, points }: { name: string; before: string; now: string; points: number }) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className={`${CELL} text-left font-normal`}>
        {name}
      </th>
      <td className={FIGURE}>{before}</td>
      <td className={FIGURE}>{now}</td>
      <td className={`${FIGURE} ${points < 0 ? 'text-bad' : points > 0 ? 'text-good' : 'text-muted'}`}>
        {formatPoints(points)}
      </td>
    </tr>
  );
}

function formatSigned(difference: number): string {
  return `${difference > 0 ? '+' : ''}${formatCount(difference)}`;
}

function fromTo(previous: number | null, current: number | null): string {
  return `${percentOf(previous)} → ${percentOf(current)}`;
}

function percentOf(percent: number | null): string {
  return percent === null ? '–' : formatShare(percent);
}

function failedOf(failed: number | null, checked: number | null): string {
  const words = text.entity.change;
  return failed === null || checked === null
    ? words.notChecked
    : words.failed(formatCount(failed), formatCount(checked));
}
