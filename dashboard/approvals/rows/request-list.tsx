import type { ReactNode } from 'react';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { countEntries, groupRows } from './group-rows.ts';
import type { FeedState, Request, RequestFeed } from './request-feed.ts';
import type { RequestRow } from './request-rows.ts';
import { SetLine } from './set-line.tsx';

export interface RequestListProps {
  feed: RequestFeed;
  state: FeedState;
  /** Above the list. */
  toolbar?: ReactNode;
  /** Instead of a list without rows. */
  empty: ReactNode;
  /** Below the list: how far it reaches. */
  reach?: ReactNode;
  /** Whether rows have boxes to select them with. */
  canSelect?: boolean;
  row: (row: RequestRow<Request>) => ReactNode;
}

/** A list of requests: what is new waits above it, and more is read below it. */
export function RequestList({ feed, state, toolbar, empty, reach, canSelect = false, row }: RequestListProps) {
  const { rows, isReady, isReading, hasMore, error } = state;
  const words = text.approvals;
  return (
    <div className="flex flex-col">
      {error && (
        <div className="mb-3">
          <ErrorNote error={error} onRetry={() => void feed.more()} />
        </div>
      )}
      {toolbar}
      <div role="status">
        {rows.waiting.length > 0 && (
          <Button
            kind="primary"
            className="mt-3 w-full"
            onClick={() => {
              feed.showWaiting();
            }}
          >
            {words.showNew(countEntries(rows.waiting))}
          </Button>
        )}
      </div>
      {!isReady && !error && <Skeleton className="mt-3 h-72" />}
      {isReady && (
        <Panel isFlush className="mt-3">
          {rows.shown.length === 0 ? (
            empty
          ) : (
            <ul>
              {groupRows(rows.shown).map(({ key, rows: together }) => {
                const { changeSet } = together[0].request;
                return changeSet ? (
                  <SetLine key={key} set={changeSet} rows={together} isIndented={canSelect} />
                ) : (
                  row(together[0])
                );
              })}
            </ul>
          )}
          {(hasMore || reach != null) && (
            <footer className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-2.5 text-xs text-muted">
              {hasMore && (
                <Button size="small" disabled={isReading} onClick={() => void feed.more()}>
                  {isReading ? text.common.loading : text.common.showMore}
                </Button>
              )}
              {reach}
            </footer>
          )}
        </Panel>
      )}
    </div>
  );
}
