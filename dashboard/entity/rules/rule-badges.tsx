import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { countRules, type RuleFigures } from './rule-figures.ts';

/** How many rules fail, pass and were skipped. */
export function RuleBadges({ rules }: { rules: readonly RuleFigures[] }) {
  const words = text.entity.columns;
  const { failing, passing, skipped } = countRules(rules);
  if (rules.length === 0) return <span className="text-muted">{words.noRule}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {failing > 0 && <Badge tone="bad">{words.failing(failing)}</Badge>}
      {passing > 0 && <Badge tone="good">{words.passing(passing)}</Badge>}
      {skipped > 0 && <Badge>{words.skipped(skipped)}</Badge>}
    </span>
  );
}
