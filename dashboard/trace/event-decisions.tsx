import { EntityLink } from '../links/entity-link.tsx';
import { text } from '../text/text.ts';
import { Badge } from '../ui/badges.tsx';
import type { TraceDecisionFragment, TraceEventQuery } from './trace.generated.ts';

type DetailedEvent = TraceEventQuery['events']['edges'][number]['node'];

/** What the profiling rules made of an event, and why; nothing for events that they do not look at. */
export function EventDecisions({ event }: { event: DetailedEvent }) {
  const decisions = decisionsOn(event);
  if (decisions.length === 0) return null;
  return (
    <section className="border-t border-line px-4 py-2">
      <h3 className="text-xs font-semibold text-muted">{text.trace.decisions}</h3>
      <ul className="flex flex-col gap-2 pt-1">
        {decisions.map(({ id, entity, explanation, profiled, joined, rule }) => (
          <li key={id}>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              {entity && <EntityLink entity={entity} look="name" />}
              <Badge tone={profiled ? 'good' : 'neutral'} title={rule}>
                {joined
                  ? text.trace.decided.joined
                  : profiled
                    ? text.trace.decided.profiled
                    : text.trace.decided.skipped}
              </Badge>
            </p>
            <p className="break-words text-muted">{explanation}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A refresh has its own; other events have theirs among those of the entity. */
function decisionsOn(event: DetailedEvent): readonly TraceDecisionFragment[] {
  if ('profilingDecisions' in event) return event.profilingDecisions;
  const { entity } = event;
  return (entity?.profilingDecisions.edges ?? [])
    .map(({ node }) => node)
    .filter((decision) => decision.event.cursor === event.cursor);
}
