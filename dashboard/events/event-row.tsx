import { memo } from 'react';

import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { TraceLink } from '../links/trace-link.tsx';
import { text } from '../text/text.ts';
import { TierBadge } from '../ui/badges.tsx';
import { Time } from '../ui/time.tsx';
import { EventIcon } from './event-icon.tsx';
import type { EventLineFragment } from './event-line.generated.ts';
import { type EventSentence, eventSentence, sentenceText } from './event-sentence.ts';

/** One event: what happened, when, and where it leads. */
export const EventRow = memo(function EventRow({ event }: { event: EventLineFragment }) {
  const sentence = eventSentence(event);
  const plain = sentenceText(sentence);
  const { detail, approvalId, subject } = sentence;
  return (
    <li className="flex items-start gap-2.5 border-t border-line px-4 py-1.5">
      <EventIcon type={event.type} />
      <div className="flex min-w-0 flex-1 flex-col sm:flex-row sm:gap-4">
        <div className="min-w-0 flex-1">
          <p className="break-words">
            {sentence.before}
            <Subject sentence={sentence} />
            {sentence.after}
          </p>
          {detail !== undefined && <p className="text-xs break-words text-muted first-letter:uppercase">{detail}</p>}
        </div>
        <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-0.5 self-start text-xs text-muted sm:min-h-5 sm:justify-end">
          {approvalId !== undefined && (
            <ApprovalLink approvalId={approvalId} look="row" aria-label={text.events.requestOf(plain)}>
              {text.events.request}
            </ApprovalLink>
          )}
          {subject && <TierBadge tier={subject.tier} />}
          <span className="max-lg:hidden lg:w-42 lg:truncate">{text.sources[event.source]}</span>
          <TraceLink correlationId={event.correlationId} look="row" aria-label={text.events.traceOf(plain)}>
            {text.events.trace}
          </TraceLink>
          <span className="sm:w-24 sm:text-right">
            <Time at={event.createdAt} />
          </span>
        </div>
      </div>
    </li>
  );
});

function Subject({ sentence: { name, subject } }: { sentence: EventSentence }) {
  if (!subject) return <span className="font-medium">{name}</span>;
  const { entityType, canonicalKey } = subject;
  return (
    <EntityLink entity={{ entityType, canonicalKey }} look="name">
      {name}
    </EntityLink>
  );
}
