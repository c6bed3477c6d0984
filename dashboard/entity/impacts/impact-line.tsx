import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';

import { EventIcon } from '../../events/event-icon.tsx';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Time } from '../../ui/time.tsx';
import { EntityLink } from '../entity-link.tsx';
import { fieldLabel } from '../versions/field-label.ts';
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
          {cause && <EntityLink entity={cause} />}
          {path.map(({ entity, via }, index) => (
            <span key={entity.id} className="inline-flex flex-wrap items-center gap-1.5">
              <ArrowRight aria-hidden size={12} />
              <span title={`${text.entityTypes[via.entityType]} ${via.canonicalKey}`}>
                {index === path.length - 1 ? words.here : <EntityLink entity={entity} />}
              </span>
            </span>
          ))}
          {event ? (
            <Link
              to="/trace/$correlationId"
              params={{ correlationId: event.correlationId }}
              className="ml-2 text-accent hover:underline"
            >
              {words.trace}
            </Link>
          ) : (
            <span className="ml-2">{words.notKept}</span>
          )}
        </div>
      </div>
    </li>
  );
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
