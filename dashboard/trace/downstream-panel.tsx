import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { subjectOf } from '../events/event-filter.ts';
import { eventSentence, sentenceText } from '../events/event-sentence.ts';
import { EntityLink } from '../links/entity-link.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { TierBadge } from '../ui/badges.tsx';
import { Skeleton } from '../ui/notes.tsx';
import { Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { usePoll } from '../ui/use-poll.ts';
import { followedEvents } from './followed-events.ts';
import { TraceImpactDocument, type TraceImpactQuery } from './trace.generated.ts';
import type { TraceEvent } from './trace-rows.ts';

/** Of how many events it is shown, and how many entities each. */
const EVENTS = 3;
const ENTITIES = 6;
/** What an event affects is determined by a job, of which nothing reports the end. */
const POLL_MS = 3_000;
const WITHIN_MS = 60_000;

/** What the events of a trace affect along the lineage; nothing if there is none of which that is determined. */
export function DownstreamPanel({ events }: { events: readonly TraceEvent[] }) {
  const words = text.trace.downstream;
  const followed = followedEvents(events);
  if (followed.length === 0) return null;
  const others = followed.length - EVENTS;
  return (
    <Panel title={words.title} isFlush>
      {followed.slice(0, EVENTS).map((event) => (
        <EventImpact key={event.cursor} event={event} />
      ))}
      {others > 0 && <p className="border-t border-line px-4 py-2 text-muted">{words.others(others)}</p>}
    </Panel>
  );
}

function EventImpact({ event }: { event: TraceEvent }) {
  const [state, ask] = useQuery({ query: TraceImpactDocument, variables: { eventId: event.id, first: ENTITIES } });
  const askAgain = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const isNew = Date.now() - Date.parse(event.createdAt) < WITHIN_MS;
  usePoll(askAgain, POLL_MS, isNew && state.data?.impactOf === null);
  return (
    <section className="border-t border-line px-4 py-2">
      <h3 className="font-medium">{sentenceText(eventSentence(event))}</h3>
      <QueryView state={state} onRetry={askAgain} loading={<Skeleton className="mt-1 h-24" />}>
        {({ impactOf }) =>
          impactOf ? (
            <Affected impact={impactOf} event={event} />
          ) : (
            <p className="text-muted">{isNew ? text.trace.downstream.notYet : text.trace.downstream.unknown}</p>
          )
        }
      </QueryView>
    </section>
  );
}

interface AffectedProps {
  impact: NonNullable<TraceImpactQuery['impactOf']>;
  event: TraceEvent;
}

function Affected({ impact: { affected, affectedCount, truncated }, event }: AffectedProps) {
  const words = text.trace.downstream;
  const subject = subjectOf(event);
  if (affectedCount === 0) return <p className="text-muted">{words.none}</p>;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3">
        <span>{words.count(formatCount(affectedCount), truncated)}</span>
        {subject && (
          <Link
            to="/lineage/$entityType/$canonicalKey"
            params={{ entityType: subject.entityType, canonicalKey: subject.canonicalKey }}
            search={{ up: 0, down: 3 }}
            className={LOOKS.row}
          >
            {words.lineage}
          </Link>
        )}
      </p>
      <ul className="flex flex-col gap-1 pt-1">
        {affected.edges.map(({ node: { entity, distance } }) => (
          <li key={entity.id} className="flex items-baseline gap-2">
            <span className="shrink-0">
              <TierBadge tier={entity.tier} />
            </span>
            <span className="min-w-0">
              <EntityLink entity={entity} look="name" />{' '}
              <span className="text-xs text-muted">
                {text.entityTypes[entity.entityType]} <span className="font-mono">{entity.canonicalKey}</span> ·{' '}
                {words.steps(distance)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {affectedCount > affected.edges.length && (
        <p className="pt-1 text-xs text-muted">{words.more(formatCount(affectedCount - affected.edges.length))}</p>
      )}
    </>
  );
}
