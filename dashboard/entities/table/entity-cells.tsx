import { createContext, use } from 'react';

import { ApprovalLink } from '../../links/approval-link.tsx';
import { EntityLink } from '../../links/entity-link.tsx';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Badge, GradeBadge, StateBadge, TierBadge } from '../../ui/badges.tsx';
import { Sparkline, SPARKLINE_SCALE } from '../../ui/figures/sparkline.tsx';
import { DueTime, Time } from '../../ui/time.tsx';
import type { EntityRow } from '../list/live-rows.ts';

/** Whether the row is the one that the keyboard is at: the links of the others are not on the way of the Tab key. */
export const IsActiveRow = createContext(false);

interface CellProps {
  row: EntityRow;
}

const words = text.entities;

function Missing() {
  return (
    <span aria-label={text.common.nothing} className="text-muted">
      –
    </span>
  );
}

export function NameCell({ row: { entity } }: CellProps) {
  const tabIndex = use(IsActiveRow) ? 0 : -1;
  const { entityType, canonicalKey, name, status } = entity;
  return (
    <div className="min-w-0 leading-tight">
      <div className="flex min-w-0 items-center gap-1.5">
        <EntityLink entity={{ entityType, canonicalKey }} look="cell" tabIndex={tabIndex} title={name}>
          {name}
        </EntityLink>
        {status !== 'ACTIVE' && <Badge>{text.statuses[status]}</Badge>}
      </div>
      <div className="truncate font-mono text-xs text-muted" title={canonicalKey}>
        {canonicalKey}
      </div>
    </div>
  );
}

export function TypeCell({ row: { entity } }: CellProps) {
  return <span className="truncate">{text.entityTypes[entity.entityType]}</span>;
}

export function TierCell({ row: { entity } }: CellProps) {
  return <TierBadge tier={entity.tier} />;
}

export function OwnerCell({ row: { entity } }: CellProps) {
  return entity.owner === null ? (
    <Missing />
  ) : (
    <span className="truncate" title={entity.owner}>
      {entity.owner}
    </span>
  );
}

export function GradeCell({ row: { entity } }: CellProps) {
  return entity.latestProfile ? <GradeBadge grade={entity.latestProfile.qualityGrade} /> : <Missing />;
}

export function ScoreCell({ row: { entity } }: CellProps) {
  return entity.latestProfile ? (
    <span className="tabular-nums">{formatScore(entity.latestProfile.qualityScore)}</span>
  ) : (
    <Missing />
  );
}

export function TrendCell({ row: { scores } }: CellProps) {
  const first = scores?.[0];
  const last = scores?.at(-1);
  if (!scores || !first || !last || scores.length < 2) return null;
  const course = words.scoreCourse(formatScore(first.score), formatScore(last.score), scores.length);
  return (
    <span title={`${course}. ${words.scoreScale(...SPARKLINE_SCALE)}`}>
      <Sparkline scores={scores.map(({ score }) => score)} />
      <span className="sr-only">{course}</span>
    </span>
  );
}

export function FreshnessCell({ row: { entity } }: CellProps) {
  return (
    <div className="flex min-w-0 flex-col items-start gap-px leading-tight" title={entity.lastFailure?.errorMessage}>
      <StateBadge state={entity.profileState} />
      {entity.lastProfiledAt !== null && (
        <span className="text-xs text-muted">
          <Time at={entity.lastProfiledAt} />
        </span>
      )}
    </div>
  );
}

export function DueCell({ row: { entity } }: CellProps) {
  return entity.nextProfileDueAt === null ? <Missing /> : <DueTime at={entity.nextProfileDueAt} />;
}

export function ApprovalCell({ row: { entity } }: CellProps) {
  const tabIndex = use(IsActiveRow) ? 0 : -1;
  if (!entity.pendingApproval) return <Missing />;
  return (
    <ApprovalLink approvalId={entity.pendingApproval.id} tabIndex={tabIndex} title={words.pendingHint}>
      {words.pending}
    </ApprovalLink>
  );
}

export function UpdatedCell({ row: { entity } }: CellProps) {
  return <Time at={entity.updatedAt} />;
}
