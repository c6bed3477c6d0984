import { EntityLink } from '../../links/entity-link.tsx';
import { TraceLink } from '../../links/trace-link.tsx';
import { formatPercent, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Badge, GradeBadge, TierBadge } from '../../ui/badges.tsx';
import { Time } from '../../ui/time.tsx';
import type { Degraded } from './find-degraded.ts';
import type { DegradedGroup } from './group-degraded.ts';
import { OtherDegraded } from './other-degraded.tsx';

export interface DegradedRowProps {
  group: DegradedGroup;
  /** Since the list was made. */
  hasRecovered: boolean;
}

export function DegradedRow({ group, hasRecovered }: DegradedRowProps) {
  const { first, others } = group;
  const { entity, lostPercent, drop } = first;
  const { entityType, canonicalKey, name, tier } = entity;
  const words = text.home;
  return (
    <li className="flex items-start gap-3 border-t border-line px-4 py-2">
      <div className="w-20 shrink-0 sm:w-24">
        {hasRecovered ? <Badge tone="good">{words.recovered}</Badge> : <Score degraded={first} />}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-x-4 sm:flex-row">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2">
            <EntityLink entity={{ entityType, canonicalKey }} look="name">
              {name}
            </EntityLink>
            <TierBadge tier={tier} />
            {!hasRecovered && (
              <span className="text-xs font-medium text-bad tabular-nums">
                {words.drop(formatPercent(lostPercent))}
              </span>
            )}
          </p>
          <p className="text-xs break-words text-muted">{drop.explanation?.summary ?? words.unexplained}</p>
          {!hasRecovered && others.length > 0 && <OtherDegraded group={group} />}
        </div>
        <div className="flex shrink-0 items-center gap-3 self-start text-xs text-muted sm:min-h-5">
          <TraceLink correlationId={drop.correlationId} look="row" aria-label={words.traceOf(name)}>
            {words.trace}
          </TraceLink>
          <span className="sm:w-24 sm:text-right">
            <Time at={drop.createdAt} />
          </span>
        </div>
      </div>
    </li>
  );
}

function Score({ degraded: { profile, scoreBefore } }: { degraded: Degraded }) {
  const words = text.home;
  return (
    <>
      <p className="flex items-center gap-2 text-base leading-5 font-semibold tabular-nums">
        <GradeBadge grade={profile.qualityGrade} />
        <span className="sr-only">{words.scoreNow}</span> {formatScore(profile.qualityScore)}
      </p>
      <p className="mt-0.5 text-xs text-muted tabular-nums">{words.scoreBefore(formatScore(scoreBefore))}</p>
    </>
  );
}
