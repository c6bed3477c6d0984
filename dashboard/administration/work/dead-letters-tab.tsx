import { useState } from 'react';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DeadLetter } from './dead-letter.tsx';
import { DeadLettersDocument } from './work.generated.ts';

const PAGE_SIZE = 20;

/** Work that failed for good: it waits for somebody to fix the cause. */
export function DeadLettersTab() {
  const [isAll, setAll] = useState(false);
  const [first, setFirst] = useState(PAGE_SIZE);
  const [state, execute] = useQuery({
    query: DeadLettersDocument,
    variables: { first, includeDismissed: isAll, includeRedelivered: isAll },
  });
  const words = text.administration.deadLetters;
  return (
    <>
      <label className="mb-3 flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={isAll}
          onChange={(event) => {
            setAll(event.target.checked);
          }}
        />
        {words.showSettled}
      </label>
      <QueryView
        state={state}
        onRetry={() => {
          execute({ requestPolicy: 'network-only' });
        }}
      >
        {({ deadLetters: { edges, pageInfo } }) => (
          <Panel isFlush>
            {edges.length === 0 ? (
              <EmptyNote title={words.none}>{words.noneHint}</EmptyNote>
            ) : (
              <ul>
                {edges.map(({ node }) => (
                  <DeadLetter key={node.id} letter={node} />
                ))}
              </ul>
            )}
            {pageInfo.hasNextPage && first < 100 && (
              <footer className="border-t border-line px-4 py-2.5">
                <Button
                  size="small"
                  disabled={state.fetching}
                  onClick={() => {
                    setFirst(Math.min(first + PAGE_SIZE, 100));
                  }}
                >
                  {text.common.showMore}
                </Button>
              </footer>
            )}
          </Panel>
        )}
      </QueryView>
    </>
  );
}
