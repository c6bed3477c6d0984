import { Link } from '@tanstack/react-router';

import { formatCount } from '../../text/format.ts';
import type { Figure } from './tier-figures.ts';

export interface FigureLinkProps {
  figure: Figure;
  /** What it counts, in full, for whoever does not see the table around it. */
  label: string;
  tone?: string;
}

/** A number that leads to what it counts; nothing leads nowhere. */
export function FigureLink({ figure: { count, search }, label, tone = 'text-ink' }: FigureLinkProps) {
  if (count === 0) return <span className="text-muted tabular-nums">0</span>;
  return (
    <Link
      to="/entities"
      search={search}
      aria-label={label}
      title={label}
      className={`font-semibold tabular-nums underline decoration-line underline-offset-2 hover:decoration-current ${tone}`}
    >
      {formatCount(count)}
    </Link>
  );
}
