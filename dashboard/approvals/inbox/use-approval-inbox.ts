import { formatDocument } from 'urql';

import { onceForGraph } from '../../app/once-for-graph.ts';
import type { Graph } from '../../graph/graph.ts';
import { createLiveCount, type LiveCount } from '../../live/live-count.ts';
import { InboxChangedDocument, InboxCountDocument } from './inbox-count.generated.ts';

/** The requests that the viewer can decide: followed once, however many parts of the page show something of it. */
export const useApprovalInbox = onceForGraph(createInbox);

function createInbox({ client, resumable }: Graph): LiveCount {
  return createLiveCount({
    async ask() {
      const { data } = await client.query(InboxCountDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      return data?.approvalInbox;
    },
    follow(position, changed) {
      const subscription = resumable.subscribe(formatDocument(InboxChangedDocument), {
        after: position,
        next: () => {
          changed();
        },
        reset: () => {
          changed();
        },
        error: () => {
          changed();
        },
      });
      // How the page is connected is said in its header.
      subscription.finished.catch(() => undefined);
      return () => {
        subscription.stop();
      };
    },
  });
}
