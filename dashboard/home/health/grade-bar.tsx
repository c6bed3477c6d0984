import { Link } from '@tanstack/react-router';

import type { QualityGrade } from '../../gql/types.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { TierFigures } from './tier-figures.ts';

const FILLS: Readonly<Record<QualityGrade, string>> = {
  A: 'bg-good',
  B: 'bg-fair',
  C: 'bg-warn',
  D: 'bg-poor',
  F: 'bg-bad',
};
const INKS: Readonly<Record<QualityGrade, string>> = {
  A: 'text-good',
  B: 'text-fair',
  C: 'text-warn',
  D: 'text-poor',
  F: 'text-bad',
};

/** How many have which grade: as shares of a bar to the eye, and in numbers that lead to them. */
export function GradeBar({ grades, tierName }: { grades: TierFigures['grades']; tierName: string }) {
  const present = grades.filter(({ count }) => count > 0);
  if (present.length === 0) return <span className="text-muted">{text.common.nothing}</span>;
  return (
    <div className="flex min-w-28 flex-col gap-1">
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full">
        {present.map(({ grade, count }) => (
          <span key={grade} className={`min-w-1 ${FILLS[grade]}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <div className="flex flex-wrap gap-x-2.5 text-xs leading-4 tabular-nums">
        {present.map(({ grade, count, search }) => (
          <Link
            key={grade}
            to="/entities"
            search={search}
            aria-label={text.home.gradeOf(formatCount(count), grade, tierName)}
            className="hover:underline"
          >
            <span className={`font-bold ${INKS[grade]}`}>{grade}</span> {formatCount(count)}
          </Link>
        ))}
      </div>
    </div>
  );
}
