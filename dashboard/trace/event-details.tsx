import { X } from 'lucide-react';
import { type ReactNode } from 'react';
import { useQuery } from 'urql';

import type { EntityLiveFragment } from '../entities/entity-live.generated.ts';
import { eventSentence, sentenceText } from '../events/event-sentence.ts';
import { EntityLink } from '../links/entity-link.tsx';
import { formatSeconds } from '../text/format.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy/copy-button.tsx';
import { Skeleton } from '../ui/notes.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Time } from '../ui/time.tsx';
import { EventDecisions } from './event-decisions.tsx';
import { EventLinks } from './event-links.tsx';
import { type PayloadField, payloadFields } from './payload-fields.ts';
import type { TimeAxis } from './time-axis.ts';
import { TraceEventDocument } from './trace.generated.ts';
import type { TraceRow } from './trace-rows.ts';
import { durationWords, waitWords } from './trace-words.ts';

/** Fields that name a profile of the entity. */
const PROFILES: ReadonlySet<string> = new Set(['profileId', 'previousProfileId']);

export interface EventDetailsProps {
  row: TraceRow;
  axis: TimeAxis;
  correlationId: string;
  onClose: () => void;
}

/** Everything about one event. On a narrow screen it lies at the lower edge, so that the trace stays in sight. */
export function EventDetails({ row, axis, correlationId, onClose }: EventDetailsProps) {
  const { event } = row;
  const [state, ask] = useQuery({
    query: TraceEventDocument,
    variables: {
      correlationId,
      type: event.type,
      from: event.createdAt,
      to: new Date(Date.parse(event.createdAt) + 1).toISOString(),
    },
  });
  const words = text.trace;
  return (
    <section
      aria-label={words.details}
      className="min-w-0 rounded-lg border border-line bg-surface max-xl:sticky max-xl:bottom-0 max-xl:z-10 max-xl:max-h-[55dvh] max-xl:overflow-y-auto max-xl:shadow-xl xl:sticky xl:top-17 xl:max-h-[calc(100dvh-5.5rem)] xl:overflow-y-auto"
    >
      <header className="flex items-start justify-between gap-2 px-4 pt-3">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold break-words">{sentenceText(eventSentence(event))}</h2>
          <p className="text-xs text-muted">
            {[waitWords(row), durationWords(row)].filter((each) => each !== '').join(', ')}
          </p>
        </div>
        <Button kind="quiet" size="small" aria-label={words.close} onClick={onClose}>
          <X aria-hidden size={15} />
        </Button>
      </header>
      <EventLinks event={event} />
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-2">
        <Fact label={words.type}>{text.eventTypes[event.type]}</Fact>
        <Fact label={words.createdAt}>
          <Time at={event.createdAt} form="absolute" />
        </Fact>
        <Fact label={words.offset}>{formatSeconds((row.endMs - axis.startMs) / 1_000)}</Fact>
        <Fact label={words.source}>{text.sources[event.source]}</Fact>
      </dl>
      <QueryView
        state={state}
        onRetry={() => {
          ask({ requestPolicy: 'network-only' });
        }}
        loading={<Skeleton className="mx-4 mb-4 h-56" />}
      >
        {({ events: { edges } }) => {
          const found = edges.find(({ node }) => node.cursor === event.cursor)?.node;
          if (!found) return <p className="px-4 pb-4 text-muted">{words.gone}</p>;
          const fields = payloadFields(found.payload, ['canonicalKey', 'entityType', 'entityId']);
          return (
            <>
              {'explanation' in found && found.explanation && (
                <p className="mx-4 mb-2 rounded-md bg-bad-soft px-3 py-2 text-bad">{found.explanation.summary}</p>
              )}
              <h3 className="px-4 pt-1 text-xs font-semibold text-muted">{words.payload}</h3>
              <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-1">
                {fields.map((field) => (
                  <Fact key={field.name} label={field.label}>
                    <FieldValue field={field} entity={'entity' in event ? event.entity : null} />
                  </Fact>
                ))}
              </dl>
              <EventDecisions event={found} />
              <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 border-t border-line px-4 py-2">
                <Id label={words.eventId} value={event.id} />
                <Id label={words.correlationId} value={correlationId} />
                <Id label={words.causationId} value={event.causationId} />
                <Id label={words.traceparent} value={found.traceparent} />
              </dl>
            </>
          );
        }}
      </QueryView>
    </section>
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

interface FieldValueProps {
  field: PayloadField;
  entity: Pick<EntityLiveFragment, 'entityType' | 'canonicalKey'> | null;
}

function FieldValue({ field: { name, kind, value, label }, entity }: FieldValueProps) {
  if (kind === 'time') return <Time at={value} form="absolute" />;
  if (kind === 'words') return <span className="whitespace-pre-line tabular-nums">{value}</span>;
  if (!entity || !PROFILES.has(name)) return <Copyable value={value} label={label} />;
  return (
    <EntityLink entity={entity} search={{ tab: 'quality', profile: value }} title={value}>
      {text.trace.openProfile}
    </EntityLink>
  );
}

function Id({ label, value }: { label: string; value: string | null }) {
  if (value === null) return null;
  return (
    <Fact label={label}>
      <Copyable value={value} label={label} />
    </Fact>
  );
}

function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 truncate font-mono text-xs" title={value}>
        {value}
      </code>
      <CopyButton value={value} label={text.trace.copy(label)} />
    </span>
  );
}
