import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { useGraph, useViewer } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';
import type { ApprovalsSearch } from './approvals-search.ts';
import { createListFeed } from './rows/list-feed.ts';
import { RequestLine } from './rows/request-line.tsx';
import { RequestList } from './rows/request-list.tsx';

/** All requests, or those of the viewer. Rendered anew for another search. */
export function ListTab({ search, isMine }: { search: ApprovalsSearch; isMine: boolean }) {
  const graph = useGraph();
  const { actorId } = useViewer();
  const feed = useMemo(
    () => createListFeed(graph, { search, ...(isMine && { requestedBy: actorId }) }),
    [graph, actorId],
  );
  useEffect(() => feed.start(), [feed]);
  const state = useSyncExternalStore(feed.onChange, () => feed.state);
  const { tab: _tab, ...filter } = search;
  const isFiltered = Object.keys(filter).length > 0;
  const words = text.approvals.empty;
  return (
    <RequestList
      feed={feed}
      state={state}
      // Found among all by reading them: how far that went is to be known.
      reach={
        (isMine || search.tier) && state.lookedAt > 0 ? text.approvals.lookedAt(state.lookedAt, state.hasMore) : null
      }
      empty={
        <EmptyNote title={isFiltered ? words.filtered : isMine ? words.mine : words.all}>
          {!isFiltered && (
            <>
              {words.howTo}{' '}
              <Link to="/entities" className="text-accent underline">
                {text.entities.title}
              </Link>
            </>
          )}
        </EmptyNote>
      }
      row={(row) => <RequestLine key={row.request.id} row={row} showsStatus />}
    />
  );
}
