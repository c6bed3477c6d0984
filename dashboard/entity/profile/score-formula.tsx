import { formatPercent, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { ProfileFiguresFragment } from './latest-profile.generated.ts';

type Scored = Pick<ProfileFiguresFragment, 'completeness' | 'uniqueness' | 'validity' | 'qualityScore' | 'rowCount'>;

/** How the score comes from the dimensions, with the figures of this profile. */
export function ScoreFormula({ figures }: { figures: Scored }) {
  const words = text.entity.figures;
  const { completeness, uniqueness, validity, qualityScore, rowCount } = figures;
  const parts = [completeness, uniqueness, validity].map(formatPercent).join(' + ');
  return (
    <p className="text-muted">
      {rowCount === 0 ? words.meaningEmpty : words.meaning(parts, formatScore(qualityScore))}
    </p>
  );
}
