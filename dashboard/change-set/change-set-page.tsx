import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';

import { DueBadge } from '../approvals/request/due-badge.tsx';
import { SetStatus } from '../approvals/request/request-status.tsx';
import { ShowQuery } from '../explore/show-query.tsx';
import { changeSetText as words } from '../text/change-set-text.ts';
import { Badge } from '../ui/badges.tsx';
import { ErrorNote, EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { ChangeSetPageDocument } from './change-set-page.generated.ts';
import { ItemsPanel } from './items-panel.tsx';
import { SentSetNote } from './sent-set-note.tsx';
import { SetDecisionPanel } from './set-decision-panel.tsx';
import { SetFigures } from './set-figures.tsx';
import { summarizeItems } from './summarize-items.ts';
import { useChangeSet, type WholeSet } from './use-change-set.ts';

const route = getRouteApi('/approvals/sets/$changeSetId');

/** Changes that were requested together: what they change, and the decision about all or some of them. */
export function ChangeSetPage() {
  const { changeSetId } = route.useParams();
  return <ChangeSetOf key={changeSetId} id={changeSetId} />;
}

function ChangeSetOf({ id }: { id: string }) {
  const { state, refetch } = useChangeSet(id);
  return (
    <>
      {state.error && <ErrorNote error={state.error} onRetry={refetch} />}
      {state.data === undefined ? (
        !state.error && <Skeleton className="h-96" />
      ) : state.data === null ? (
        <EmptyNote title={words.unknown}>
          <Link to="/approvals" className="text-accent underline">
            {words.toApprovals}
          </Link>
        </EmptyNote>
      ) : (
        <Whole whole={state.data} onDecided={refetch} />
      )}
      <ShowQuery document={ChangeSetPageDocument} variables={{ id }} />
    </>
  );
}

function Whole({ whole, onDecided }: { whole: WholeSet; onDecided: () => void }) {
  const { set, items } = whole;
  const { itemCount, atomic, requestedBy, requestedAt, comment } = set;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const summary = summarizeItems(items);
  return (
    <>
      <PageHeading
        title={words.title(itemCount)}
        hint={
          <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <SetStatus set={set} />
            <Badge title={atomic ? words.atomicHint : words.apartHint}>{atomic ? words.atomic : words.apart}</Badge>
            <DueBadge request={{ status: set.status, dueAt: summary.dueAt }} />
            <span>
              {words.requested} <b className="font-medium text-ink">{requestedBy.actorId}</b> <Time at={requestedAt} />
            </span>
          </span>
        }
      />
      <SentSetNote set={set} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {comment !== null && (
            <figure className="border-l-2 border-line pl-3">
              <figcaption className="text-xs text-muted">{words.saysRequester}</figcaption>
              <blockquote className="break-words whitespace-pre-wrap">{comment}</blockquote>
            </figure>
          )}
          <SetFigures set={set} summary={summary} />
          <ItemsPanel whole={whole} chosen={chosen} onChoose={setChosen} />
        </div>
        <div className="min-w-0 max-lg:row-start-1">
          <div className="lg:sticky lg:top-17">
            <SetDecisionPanel
              whole={whole}
              chosen={chosen}
              onDecided={() => {
                setChosen(new Set());
                onDecided();
              }}
            />
          </div>
        </div>
      </div>
    </>
  );
}
