import type { ReactNode } from 'react';

import { EntityLink } from '../../links/entity-link.tsx';
import { TraceLink } from '../../links/trace-link.tsx';
import { formatCount, formatElapsed } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { GradeAndScore } from '../../ui/figures/grade-and-score.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import type { IncidentWholeFragment } from './incident-page.generated.ts';

const words = incidentText.page;

/** What is wrong, with its figures and times. */
export function FactsPanel({ incident }: { incident: IncidentWholeFragment }) {
  const { summary, openedAt, lastSeenAt, occurrences, acknowledgedAt, assignee, status } = incident;
  const { snoozedUntil, resolvedAt, resolution, rule, profile, openedBy } = incident;
  const sinceOpening = (at: string) => formatElapsed(new Date(openedAt), new Date(at));
  return (
    <Panel title={status === 'RESOLVED' ? words.factsOver : words.facts}>
      <p className="mb-3 text-base break-words">{summary}</p>
      {resolution && resolvedAt !== null && (
        <p className="mb-3 rounded-md bg-good-soft px-3 py-2 text-good">
          {resolution === 'AUTO'
            ? words.recovered(sinceOpening(resolvedAt))
            : words.ended(incidentText.resolutions[resolution], sinceOpening(resolvedAt))}
        </p>
      )}
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Fact label={words.opened}>
          <Time at={openedAt} form="absolute" />
        </Fact>
        <Fact label={words.lastSeen}>
          <Time at={lastSeenAt} />, {words.times(occurrences)}
        </Fact>
        <Fact label={words.acknowledged}>
          {acknowledgedAt === null ? (
            words.notYet
          ) : (
            <>
              <Time at={acknowledgedAt} />, {words.afterOpening(sinceOpening(acknowledgedAt))}
            </>
          )}
        </Fact>
        <Fact label={words.assignee}>{assignee ?? words.nobody}</Fact>
        {status === 'SNOOZED' && snoozedUntil !== null && (
          <Fact label={words.snoozed}>
            <Time at={snoozedUntil} form="absolute" />
          </Fact>
        )}
        {resolvedAt !== null && (
          <Fact label={words.resolved}>
            <Time at={resolvedAt} form="absolute" />
          </Fact>
        )}
        {rule && (
          <Fact label={words.rule}>
            <EntityLink entity={rule} />
          </Fact>
        )}
        {profile && (
          <Fact label={words.profile}>
            <span className="inline-flex flex-wrap items-center gap-x-2">
              <GradeAndScore {...profile} />
              <span className="whitespace-nowrap">{words.rows(formatCount(profile.rowCount))}</span>
              <Time at={profile.createdAt} />
            </span>
          </Fact>
        )}
      </dl>
      {openedBy && (
        <p className="mt-3 text-xs">
          <TraceLink correlationId={openedBy.correlationId} look="row">
            {words.trace}
          </TraceLink>
        </p>
      )}
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
