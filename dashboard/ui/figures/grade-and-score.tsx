import type { QualityGrade } from '../../gql/types.ts';
import { formatScore } from '../../text/format.ts';
import { GradeBadge } from '../badges.tsx';

/** Such as `A 98.2`. */
export function GradeAndScore({ qualityGrade, qualityScore }: { qualityGrade: QualityGrade; qualityScore: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums">
      <GradeBadge grade={qualityGrade} />
      {formatScore(qualityScore)}
    </span>
  );
}
