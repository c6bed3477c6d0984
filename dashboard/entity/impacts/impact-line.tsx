import { ArrowRight } from 'lucide-react';

import { fieldLabel } from '../../diff/field-label.ts';
import { EventIcon } from '../../events/event-icon.tsx';
import { EntityLink } from '../../links/entity-link.tsx';
import { TraceLink } from '../../links/trace-link.tsx';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Time } from '../../ui/time.tsx';
import type { EntityImpactsQuery } from './impacts.generated.ts';

export type Impact = NonNullable<EntityImpactsQuery['entity']>['impacts']['edges'][number]['node'];

/** One event upstream, and the way on which it reaches this entity. */
export function ImpactLine({ impact }: { impact: Impact }) {
  const words = text.entity.impacts;
  const { eventType, occurredAt, cause, distance, path, event } = impact;
  const detail = detailOf(event);
  return (
    <li className="flex items-start gap-2.5 border-t border-line px-4 py-2">
      <EventIcon type={eventType} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          {cause ? <EntityLink entity={cause} /> : words.unknownCause}
          <span>{text.eventTypes[eventType]}</span>
          <span className="text-xs text-muted">
            <Time at={occurredAt} />
          </span>
        </p>
        {detail !== undefined && <p className="[overflow-wrap:anywhere]">{detail}</p>}
        <div className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-xs text-muted">
          <span>{words.steps(distance)}:</span>
          {cause && <span>{cause.name}</span>}
          {path.map((step, index) => (
            <span key={step.entity.id} className="inline-flex flex-wrap items-center gap-1.5">
              <ArrowRight aria-hidden size={12} />
              <span>{index === path.length - 1 ? words.here : <EntityLink entity={step.entity} />}</span>
              <span>{howItGoes(step)}</span>
            </span>
          ))}
          {event ? (
            <TraceLink correlationId={event.correlationId}>{words.trace}</TraceLink>
          ) : (
            <span className="ml-2">{words.notKept}</span>
          )}
        </div>
      </div>
    </li>
  );
}

/** Which columns a step leads along, and what happens to the data. */
function howItGoes({ fromColumn, toColumn, transformation }: Impact['path'][number]): string {
  const columns = fromColumn !== null && toColumn !== null ? [text.entity.impacts.columns(fromColumn, toColumn)] : [];
  const parts = [...columns, ...(transformation === null ? [] : [transformation])];
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}

function detailOf(event: Impact['event']): string | undefined {
  const words = text.entity.impacts;
  if (!event) return undefined;
  if ('degradation' in event) {
    const { previousScore, qualityScore } = event.degradation;
    return event.explanation?.summary ?? words.fell(formatScore(previousScore), formatScore(qualityScore));
  }
  if ('change' in event) {
    return event.change.changeType === 'CREATE'
      ? words.created
      : words.changed(event.change.changedFields.map(fieldLabel).join(', '));
  }
  return undefined;
}
