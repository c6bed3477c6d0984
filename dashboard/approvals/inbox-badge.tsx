import { useEffect } from 'react';
import { useClient, useQuery } from 'urql';

import { useGraph } from '../app/app-context.ts';
import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { InboxChangedDocument, InboxCountDocument } from './inbox-count.generated.ts';

/** Changes that come together are counted together. */
const SETTLE_MS = 500;

/** How many requests the viewer can decide; nothing if there are none. It follows the inbox. */
export function InboxBadge() {
  const client = useClient();
  const { resumable } = useGraph();
  const [{ data }] = useQuery({ query: InboxCountDocument, requestPolicy: 'cache-first' });
  const position = data?.approvalInbox.position;
  const isKnown = position !== undefined;

  useEffect(() => {
    if (!isKnown) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => client.query(InboxCountDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    const subscription = resumable.subscribe(InboxChangedDocument, {
      after: position,
      next: () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          void count();
        }, SETTLE_MS);
      },
      async reset() {
        const { error } = await count();
        if (error) throw error;
      },
      error: () => undefined,
    });
    subscription.finished.catch(() => undefined);
    return () => {
      clearTimeout(timer);
      subscription.stop();
    };
    // Each count has another position; the subscription goes on from the first.
  }, [client, resumable, isKnown]);

  const count = data?.approvalInbox.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-accent-soft px-1.5 text-xs font-semibold text-accent tabular-nums">
      <span aria-hidden>{formatCount(count)}</span>
      <span className="sr-only">{text.approvals.waitForYou(count)}</span>
    </span>
  );
}
