import { formatDocument } from 'urql';

import { useGraph } from '../../app/app-context.ts';
import type { Graph } from '../../graph/graph.ts';
import { type ApprovalInbox, createApprovalInbox } from './approval-inbox.ts';
import { InboxChangedDocument, InboxCountDocument } from './inbox-count.generated.ts';

const inboxes = new WeakMap<Graph, ApprovalInbox>();

/** The requests that the viewer can decide: followed once, however many parts of the page show something of it. */
export function useApprovalInbox(): ApprovalInbox {
  const graph = useGraph();
  let inbox = inboxes.get(graph);
  if (!inbox) {
    inbox = createInbox(graph);
    inboxes.set(graph, inbox);
  }
  return inbox;
}

function createInbox({ client, resumable }: Graph): ApprovalInbox {
  return createApprovalInbox({
    async ask() {
      const { data } = await client.query(InboxCountDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      return data?.approvalInbox;
    },
    follow(position, changed) {
      const subscription = resumable.subscribe(formatDocument(InboxChangedDocument), {
        after: position,
        next: changed,
        reset: changed,
        error: changed,
      });
      // How the page is connected is said in its header.
      subscription.finished.catch(() => undefined);
      return () => {
        subscription.stop();
      };
    },
  });
}
