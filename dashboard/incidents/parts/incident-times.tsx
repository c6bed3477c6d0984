import { formatSeconds } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { text } from '../../text/text.ts';
import type { OpenIncidentsQuery } from './open-incidents.generated.ts';

const words = incidentText.home;

/** How long incidents of each tier take: the median of those of the last 30 days. Tiers without any are left out. */
export function IncidentTimes({ tiers }: { tiers: OpenIncidentsQuery['incidentSummary'] }) {
  const known = tiers.filter(
    ({ timeToAcknowledge, timeToResolve }) => timeToAcknowledge.count + timeToResolve.count > 0,
  );
  if (known.length === 0) return <p className="text-muted">{words.noTimes}</p>;
  return (
    <dl className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-muted" title={words.times}>
      {known.map(({ tier, timeToAcknowledge, timeToResolve }) => (
        <div key={tier} className="flex flex-wrap gap-x-1">
          <dt className="font-medium text-ink">{text.tiers[tier]}</dt>
          <dd className="tabular-nums">
            {[
              timeToAcknowledge.medianSeconds !== null &&
                words.acknowledge(formatSeconds(timeToAcknowledge.medianSeconds)),
              timeToResolve.medianSeconds !== null && words.resolve(formatSeconds(timeToResolve.medianSeconds)),
            ]
              .filter(Boolean)
              .join(', ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
