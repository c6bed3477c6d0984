import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

import { useGraph, useRole } from '../app/app-context.ts';
import type { Decision } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyNote } from '../ui/notes.tsx';
import type { ApprovalsSearch } from './approvals-search.ts';
import { BulkDecision } from './bulk-decision.tsx';
import { type Outcome, outcomeText } from './outcome-text.ts';
import { createInboxFeed } from './rows/inbox-feed.ts';
import { RequestLine } from './rows/request-line.tsx';
import { RequestList } from './rows/request-list.tsx';
import { searchRows } from './rows/search-rows.ts';

/** As many decisions as one mutation takes. */
const MAX_CHOSEN = 100;

/** The requests that the viewer can decide. Rendered anew for another search. */
export function InboxTab({ search }: { search: ApprovalsSearch }) {
  return useRole('APPROVER') ? (
    <Inbox search={search} />
  ) : (
    <EmptyNote title={text.approvals.empty.noApprover}>{text.approvals.empty.noApproverHint}</EmptyNote>
  );
}

function Inbox({ search }: { search: ApprovalsSearch }) {
  const graph = useGraph();
  const feed = useMemo(() => createInboxFeed(graph, search), [graph]);
  useEffect(() => feed.start(), [feed]);
  const whole = useSyncExternalStore(feed.onChange, () => feed.state);
  const wanted = search.search;
  const state = wanted === undefined ? whole : { ...whole, rows: searchRows(whole.rows, wanted) };
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [deciding, setDeciding] = useState<Decision>();
  // Items of a change set are decided on its page.
  const open = state.rows.shown
    .filter(({ removed, request }) => removed === undefined && request.changeSet === null)
    .map(({ request }) => request);
  // What others decide in the meantime is no longer chosen.
  const requests = open.filter(({ id }) => chosen.has(id));
  const isFiltered = Object.keys(search).length > 0;
  const words = text.approvals;

  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(requests.map((request) => request.id));
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };

  return (
    <>
      <RequestList
        feed={feed}
        state={state}
        toolbar={
          open.length > 0 && (
            <div
              data-print="no"
              className="sticky top-13 z-20 flex min-h-12 flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-4 py-2"
            >
              <label className="mr-auto flex items-center gap-3">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={requests.length === Math.min(open.length, MAX_CHOSEN)}
                  onChange={(event) => {
                    const all = event.target.checked ? open.slice(0, MAX_CHOSEN) : [];
                    setChosen(new Set(all.map(({ id }) => id)));
                  }}
                />
                {requests.length === 0 ? words.selectAll : words.selected(requests.length)}
              </label>
              <Button
                size="small"
                disabled={requests.length === 0 || requests.length > MAX_CHOSEN}
                onClick={() => {
                  setDeciding('APPROVE');
                }}
              >
                {words.approveSelected}
              </Button>
              <Button
                size="small"
                disabled={requests.length === 0 || requests.length > MAX_CHOSEN}
                onClick={() => {
                  setDeciding('REJECT');
                }}
              >
                {words.rejectSelected}
              </Button>
            </div>
          )
        }
        // The API cannot search the inbox: how far this went is to be known.
        reach={wanted === undefined ? null : words.searchedAmong(whole.rows.shown.length, whole.hasMore)}
        empty={
          <EmptyNote title={isFiltered ? words.empty.filtered : words.empty.inbox}>
            {!isFiltered && words.empty.inboxHint}
          </EmptyNote>
        }
        canSelect
        row={(row) => {
          const { id } = row.request;
          const outcome = outcomes.get(id);
          return (
            <RequestLine
              key={id}
              row={row}
              outcome={outcome === undefined ? undefined : outcomeText(outcome)}
              choice={{
                isChosen: row.removed === undefined && chosen.has(id),
                onChoose: (isChosen) => {
                  choose(id, isChosen);
                },
              }}
            />
          );
        }}
      />
      {deciding && (
        <BulkDecision
          decision={deciding}
          requests={requests}
          onClose={() => {
            setDeciding(undefined);
          }}
          onDecided={(decided) => {
            setDeciding(undefined);
            setChosen(new Set());
            setOutcomes(new Map([...outcomes, ...decided]));
            feed.renew(
              [...decided.values()].flatMap((outcome) =>
                outcome?.__typename === 'ApprovalDecisionSuccess' ? [outcome.approval] : [],
              ),
            );
          }}
        />
      )}
    </>
  );
}
