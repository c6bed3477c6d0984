import { SeverityBadge } from '../../entity/rules/severity-badge.tsx';
import { EntityLink } from '../../links/entity-link.tsx';
import { IncidentLink } from '../../links/incident-link.tsx';
import { incidentText as words } from '../../text/incidents.ts';
import { text } from '../../text/text.ts';
import { Badge, TierBadge } from '../../ui/badges.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Time } from '../../ui/time.tsx';
import type { IncidentLineFragment } from '../incident-line.generated.ts';
import { IncidentStatusBadge } from './incident-badges.tsx';

export interface IncidentRowProps {
  incident: IncidentLineFragment;
  /** Whether the entity is named: not on its own page. */
  namesEntity?: boolean;
  /** Whether the list would no longer have it. */
  isGone?: boolean;
  /** Whether it is among those that belong to one: then all do. */
  isMember?: boolean;
}

/** An incident in a list: what is wrong, with what, since when, and who takes care of it. */
export function IncidentRow({ incident, namesEntity = true, isGone = false, isMember = false }: IncidentRowProps) {
  const { id, cause, severity, tier, entity, summary, affected, root } = incident;
  const { entityType, canonicalKey, name } = entity;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0 hover:bg-hover">
      <div className={classNames('min-w-0 flex-1 basis-72', isGone && 'text-muted')}>
        <p className="break-words">
          <IncidentLink incidentId={id} look="name">
            {summary}
          </IncidentLink>
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
          {namesEntity && (
            <>
              <EntityLink entity={{ entityType, canonicalKey }} look="row">
                {name}
              </EntityLink>
              <span>{text.entityTypes[entityType]}</span>
            </>
          )}
          <IncidentTimes incident={incident} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5 sm:ml-auto sm:max-w-96 sm:justify-end">
        {isGone && <Badge>{words.noLonger}</Badge>}
        {affected.totalCount > 0 && (
          <Badge tone="accent" title={words.line.affectedHint}>
            {words.line.affected(affected.totalCount)}
          </Badge>
        )}
        {root && !isMember && <Badge title={words.line.memberHint}>{words.line.member}</Badge>}
        <Badge title={words.causesExplained[cause]}>{words.causes[cause]}</Badge>
        {namesEntity && <TierBadge tier={tier} />}
        <SeverityBadge severity={severity} />
        <IncidentStatusBadge incident={incident} />
      </div>
    </li>
  );
}

function IncidentTimes({
  incident: { openedAt, occurrences, lastSeenAt, resolvedAt, status, snoozedUntil, assignee },
}: {
  incident: IncidentLineFragment;
}) {
  const says = words.line;
  return (
    <>
      <span>
        {says.opened} <Time at={openedAt} />
        {occurrences > 1 && (
          <>
            , {says.seen(occurrences)}, {says.last} <Time at={lastSeenAt} />
          </>
        )}
        {resolvedAt !== null && (
          <>
            , {says.resolved} <Time at={resolvedAt} />
          </>
        )}
        {status === 'SNOOZED' && snoozedUntil !== null && (
          <>
            , {words.statuses.SNOOZED.toLowerCase()} {says.until} <Time at={snoozedUntil} form="absolute" />
          </>
        )}
      </span>
      {assignee !== null && <span>{says.assignedTo(assignee)}</span>}
    </>
  );
}
