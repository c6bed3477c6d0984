import { CircleCheck, CircleMinus, CircleX, type LucideIcon } from 'lucide-react';

import { formatCount, formatPercent } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { isFailing, type RuleFigures } from './rule-figures.ts';
import { RuleLink } from './rule-link.tsx';
import { SeverityBadge } from './severity-badge.tsx';

export interface RuleListProps {
  rules: readonly RuleFigures[];
  /** Whether the column is said beside each rule. */
  isColumnNamed?: boolean;
}

/** Business rules with their results. */
export function RuleList({ rules, isColumnNamed = false }: RuleListProps) {
  return (
    <ul className="flex flex-col gap-1">
      {rules.map((rule) => (
        <RuleLine key={`${rule.canonicalKey} ${rule.column}`} rule={rule} isColumnNamed={isColumnNamed} />
      ))}
    </ul>
  );
}

function RuleLine({ rule, isColumnNamed }: { rule: RuleFigures; isColumnNamed: boolean }) {
  const [Icon, colour] = look(rule);
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden size={15} className={`mt-0.5 shrink-0 ${colour}`} />
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        <RuleLink canonicalKey={rule.canonicalKey} />
        {isColumnNamed && <span className="[overflow-wrap:anywhere]">{rule.column}</span>}
        <SeverityBadge severity={rule.severity} />
        <span className={isFailing(rule) ? 'font-medium text-bad' : 'text-muted'}>{resultOf(rule)}</span>
      </span>
    </li>
  );
}

function look(rule: RuleFigures): readonly [LucideIcon, string] {
  if (rule.skippedBecause !== null || rule.checked === 0) return [CircleMinus, 'text-muted'];
  return isFailing(rule) ? [CircleX, 'text-bad'] : [CircleCheck, 'text-good'];
}

function resultOf({ skippedBecause, checked, passed }: RuleFigures): string {
  const words = text.entity.columns;
  if (skippedBecause !== null) return words.skippedBecause(skippedBecause);
  if (checked === 0) return words.unchecked;
  return words.passed(formatCount(passed), formatCount(checked), formatPercent((100 * passed) / checked));
}
