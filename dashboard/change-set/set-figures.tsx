import { changeSetText as words } from '../text/change-set-text.ts';
import { text } from '../text/text.ts';
import { Badge } from '../ui/badges.tsx';
import type { ItemsSummary } from './summarize-items.ts';

export interface SetFiguresProps {
  set: { counts: { pending: number; approved: number; applied: number; rejected: number; withdrawn: number } };
  summary: ItemsSummary;
}

/** Of which kinds and tiers the items are, and how many have which status. */
export function SetFigures({ set: { counts }, summary: { kinds, tiers } }: SetFiguresProps) {
  const { pending, approved, applied, rejected, withdrawn } = counts;
  const statuses = [
    ['PENDING', pending, 'accent'],
    ['APPROVED', approved, 'good'],
    ['REJECTED', rejected, 'bad'],
    ['WITHDRAWN', withdrawn, 'neutral'],
  ] as const;
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {kinds.map(([kind, count]) => (
        <li key={kind}>
          <Badge>{words.kinds[kind](count)}</Badge>
        </li>
      ))}
      {tiers.map(([tier, count]) => (
        <li key={tier}>
          <Badge tone={tier === 'TIER1' ? 'accent' : 'neutral'}>{words.tierCount(text.tiers[tier], count)}</Badge>
        </li>
      ))}
      {statuses
        .filter(([, count]) => count > 0)
        .map(([status, count, tone]) => (
          <li key={status}>
            <Badge tone={tone}>{words.counts[status](count)}</Badge>
          </li>
        ))}
      {approved > 0 && <li className="text-xs text-muted">{words.inForce(applied, approved)}</li>}
    </ul>
  );
}
