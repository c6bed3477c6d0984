import { formatScore } from '../text/format.ts';
import { GradeBadge, StateBadge } from '../ui/badges.tsx';
import type { LineageEntity } from './graph/lineage-graph.ts';

/** How good the data of an entity is, and whether that is known. */
export function EntityHealth({ entity }: { entity: LineageEntity }) {
  const { latestProfile, profileState } = entity;
  return (
    <span className="inline-flex items-center gap-1.5">
      {latestProfile && (
        <>
          <GradeBadge grade={latestProfile.qualityGrade} />
          <span className="text-xs tabular-nums">{formatScore(latestProfile.qualityScore)}</span>
        </>
      )}
      <StateBadge state={profileState} />
    </span>
  );
}
