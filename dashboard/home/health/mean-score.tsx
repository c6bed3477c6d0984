import { Link } from '@tanstack/react-router';

import type { EntitiesSearch } from '../../entities/entities-search.ts';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';

export interface MeanScoreProps {
  figures: { meanScore: number | undefined; worstFirst: EntitiesSearch };
  /** Of what it is the mean. */
  of: string;
}

/** A mean that leads to the scores that make it, the worst first. */
export function MeanScore({ figures: { meanScore, worstFirst }, of }: MeanScoreProps) {
  if (meanScore === undefined) return <span className="text-muted">–</span>;
  const shown = formatScore(meanScore);
  return (
    <Link
      to="/entities"
      search={worstFirst}
      aria-label={text.home.scoreOf(shown, of)}
      className="tabular-nums underline decoration-line underline-offset-2 hover:decoration-current"
    >
      {shown}
    </Link>
  );
}
