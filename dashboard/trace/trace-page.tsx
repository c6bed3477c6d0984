import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';

import { eventSentence, sentenceText } from '../events/event-sentence.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { formatSeconds } from '../text/format.ts';
import { text } from '../text/text.ts';
import { Segments } from '../ui/inputs/segments.tsx';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Time } from '../ui/time.tsx';
import { DownstreamPanel } from './downstream-panel.tsx';
import { EventDetails } from './event-details.tsx';
import { suitableScale, timeAxis } from './time-axis.ts';
import { TraceDocument } from './trace.generated.ts';
import { type TraceEvent, traceRows } from './trace-rows.ts';
import { readTraceSearch, type TraceScale, type TraceSearch } from './trace-search.ts';
import { TraceTree } from './trace-tree.tsx';
import { useTraceRefresh } from './use-trace-refresh.ts';

const SCALES = [
  ['time', text.trace.toScale],
  ['short', text.trace.shortened],
] as const;

/** All that one cause led to. */
export function TracePage() {
  const { correlationId } = useParams({ from: '/trace/$correlationId' });
  return <TraceOf key={correlationId} correlationId={correlationId} />;
}

function TraceOf({ correlationId }: { correlationId: string }) {
  const [state, ask] = useQuery({ query: TraceDocument, variables: { correlationId } });
  useTraceRefresh(correlationId, () => {
    ask({ requestPolicy: 'network-only' });
  });
  return (
    <>
      <QueryView
        state={state}
        onRetry={() => {
          ask({ requestPolicy: 'network-only' });
        }}
        loading={
          <>
            <PageHeading title={text.trace.title} hint={text.common.loading} />
            <Skeleton className="h-64" />
          </>
        }
      >
        {({ eventTrace }) =>
          eventTrace.length === 0 ? (
            <>
              <PageHeading title={text.trace.title} />
              <EmptyNote title={text.trace.unknown}>{text.trace.unknownHint}</EmptyNote>
            </>
          ) : (
            <Trace correlationId={correlationId} events={eventTrace} />
          )
        }
      </QueryView>
      <ShowQuery document={TraceDocument} variables={{ correlationId }} />
    </>
  );
}

function Trace({ correlationId, events }: { correlationId: string; events: readonly TraceEvent[] }) {
  const raw = useSearch({ from: '/trace/$correlationId' });
  const search = useMemo(() => readTraceSearch({ ...raw }), [raw]);
  const navigate = useNavigate();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const all = useMemo(() => traceRows(events), [events]);
  const rows = useMemo(() => traceRows(events, closed), [events, closed]);
  const [first] = all;
  const scale = search.scale ?? suitableScale(all);
  const axis = useMemo(() => timeAxis(all, scale), [all, scale]);
  const chosen = all.find(({ event: { id, cursor } }) => id === search.event || cursor === search.event);

  const change = (part: TraceSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const choose = (event: string | undefined) => {
    change({ event });
  };

  return (
    <>
      <PageHeading
        title={first ? text.trace.titleOf(sentenceText(eventSentence(first.event))) : text.trace.title}
        hint={
          <>
            {text.trace.hint(events.length, formatSeconds(axis.totalMs / 1_000))} · {text.trace.began}{' '}
            <Time at={new Date(axis.startMs).toISOString()} />
          </>
        }
        actions={
          events.length > 1 && (
            <Segments
              label={text.trace.scale}
              value={scale}
              options={SCALES}
              onChoose={(wanted: TraceScale) => {
                change({ scale: wanted });
              }}
            />
          )
        }
      />
      <div className={`grid items-start gap-3 ${chosen ? 'xl:grid-cols-[minmax(0,1fr)_24rem]' : ''}`}>
        <div className="flex min-w-0 flex-col gap-3">
          <Panel
            isFlush
            title={text.trace.events}
            actions={
              !chosen && (
                <p role="status" className="text-xs text-muted">
                  {search.event === undefined ? text.trace.choose : text.trace.gone}
                </p>
              )
            }
          >
            <TraceTree
              rows={rows}
              axis={axis}
              chosen={chosen?.event.cursor}
              onChoose={choose}
              onOpen={({ event: { cursor } }, open) => {
                const left = new Set(closed);
                if (open) left.delete(cursor);
                else left.add(cursor);
                setClosed(left);
              }}
            />
          </Panel>
          <DownstreamPanel events={events} />
        </div>
        {chosen && (
          <EventDetails
            key={chosen.event.cursor}
            row={chosen}
            axis={axis}
            correlationId={correlationId}
            onClose={() => {
              choose(undefined);
            }}
          />
        )}
      </div>
    </>
  );
}
