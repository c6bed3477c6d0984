import { Link } from '@tanstack/react-router';

import type { EntityType, QualityGrade } from '../gql/types.ts';
import { formatScore } from '../text/format.ts';
import { text } from '../text/text.ts';
import { GradeBadge } from '../ui/badges.tsx';
import { LINK } from './link-classes.ts';

export interface EntityLinkProps {
  entity: { entityType: EntityType; canonicalKey: string; name?: string };
}

/** Leads to the page of an entity. */
export function EntityLink({ entity: { entityType, canonicalKey, name } }: EntityLinkProps) {
  return (
    <Link
      to="/entities/$entityType/$canonicalKey"
      params={{ entityType, canonicalKey }}
      title={`${text.entityTypes[entityType]} ${canonicalKey}`}
      className={LINK}
    >
      {name ?? canonicalKey}
    </Link>
  );
}

/** Such as `A 98.2`. */
export function GradeAndScore({ qualityGrade, qualityScore }: { qualityGrade: QualityGrade; qualityScore: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums">
      <GradeBadge grade={qualityGrade} />
      {formatScore(qualityScore)}
    </span>
  );
}
