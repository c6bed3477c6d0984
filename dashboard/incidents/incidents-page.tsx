import { useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { useGraph } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { incidentText as words } from '../text/incidents.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyNote, ErrorNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { IncidentFilters } from './incident-filters.tsx';
import { IncidentsDocument } from './incidents-page.generated.ts';
import { incidentFilters, incidentOrder, type IncidentsSearch } from './incidents-search.ts';
import { createIncidentFeed } from './rows/incident-feed.ts';
import { IncidentRow } from './rows/incident-row.tsx';
import { useIncidentWatch } from './watch/use-incident-watch.ts';

export function IncidentsPage() {
  const search = useSearch({ from: '/incidents' });
  return (
    <>
      <PageHeading title={words.title} hint={words.hint} />
      <IncidentFilters search={search} />
      {/* Another search is another list. */}
      <IncidentList key={JSON.stringify(search)} search={search} />
      <ShowQuery
        document={IncidentsDocument}
        variables={{ filter: incidentFilters(search)[0], orderBy: incidentOrder(search), first: 50 }}
      />
    </>
  );
}

function IncidentList({ search }: { search: IncidentsSearch }) {
  const graph = useGraph();
  const watch = useIncidentWatch();
  const feed = useMemo(() => createIncidentFeed(graph, watch, search), [graph, watch]);
  useEffect(() => feed.start(), [feed]);
  const { rows, isReady, isReading, hasMore, error } = useSyncExternalStore(feed.onChange, () => feed.state);
  const { sort: _sort, members: _members, ...filter } = search;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="flex flex-col gap-3">
      {error && <ErrorNote error={error} onRetry={() => void feed.more()} />}
      <div role="status" className="empty:sr-only">
        {rows.waiting.length > 0 && (
          <Button
            kind="primary"
            className="w-full"
            onClick={() => {
              feed.showWaiting();
            }}
          >
            {words.showNew(rows.waiting.length)}
          </Button>
        )}
      </div>
      {!isReady && !error && <Skeleton className="h-72" />}
      {isReady && (
        <Panel isFlush>
          {rows.shown.length === 0 && !isReading ? (
            <EmptyNote title={isFiltered ? words.empty.filtered : words.empty.none}>
              {isFiltered ? words.empty.filteredHint : words.empty.noneHint}
            </EmptyNote>
          ) : (
            <ul aria-label={words.list}>
              {rows.shown.map((incident) => (
                <IncidentRow key={incident.id} incident={incident} isGone={!feed.matches(incident)} />
              ))}
            </ul>
          )}
          {rows.shown.length > 0 && (
            <footer className="flex min-h-12 items-center justify-center border-t border-line px-4 py-2 text-muted">
              {hasMore ? (
                <Button size="small" aria-disabled={isReading} onClick={() => void feed.more()}>
                  {isReading ? text.common.loading : text.common.showMore}
                </Button>
              ) : (
                <p>{words.end}</p>
              )}
            </footer>
          )}
        </Panel>
      )}
    </div>
  );
}
