import { SeverityBadge } from '../../entity/rules/severity-badge.tsx';
import { EntityLink } from '../../links/entity-link.tsx';
import { formatCount } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { Badge, TierBadge } from '../../ui/badges.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import type { SimulatedIncidentsFragment } from './simulation.generated.ts';

export interface IncidentExamplesProps {
  title: (count: number, shown: string) => string;
  difference: SimulatedIncidentsFragment['added'];
}

/** Incidents that only one of the policies opens. */
export function IncidentExamples({ title, difference: { count, examples } }: IncidentExamplesProps) {
  const words = simulationText.incidents;
  if (count === 0) return null;
  return (
    <Panel title={title(count, formatCount(count))} isFlush>
      <ul>
        {examples.map(
          ({ entity: { entityType, canonicalKey, name }, cause, tier, severity, summary, openedAt, resolvedAt }) => (
            <li
              key={`${entityType} ${canonicalKey} ${cause} ${openedAt}`}
              className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0"
            >
              <div className="min-w-0 flex-1 basis-72">
                <p className="break-words">{summary}</p>
                <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
                  <EntityLink entity={{ entityType, canonicalKey }} look="row">
                    {name}
                  </EntityLink>
                  <span aria-hidden>·</span>
                  <span>
                    {incidentText.line.opened} <Time at={openedAt} form="absolute" />
                    {resolvedAt !== null && (
                      <>
                        , {incidentText.line.resolved} <Time at={resolvedAt} form="absolute" />
                      </>
                    )}
                  </span>
                </p>
              </div>
              <div className="flex flex-wrap items-center gap-1.5">
                <Badge title={incidentText.causesExplained[cause]}>{incidentText.causes[cause]}</Badge>
                <TierBadge tier={tier} />
                <SeverityBadge severity={severity} />
              </div>
            </li>
          ),
        )}
      </ul>
      {count > examples.length && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">{words.someShown(examples.length)}</p>
      )}
    </Panel>
  );
}
