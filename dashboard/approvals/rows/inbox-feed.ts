import type { ResumableSubscription } from '../../../packages/client/src/index.ts';
import type { Graph } from '../../graph/graph.ts';
import { text } from '../../text/text.ts';
import { ApprovalInboxChangesDocument, ApprovalInboxDocument } from '../approvals-page.generated.ts';
import { type ApprovalsSearch, inboxFilter, matchesSearch } from '../approvals-search.ts';
import { createRequestFeed, type RequestFeed } from './request-feed.ts';
import { addRequest, byUrgency, removeRequest, updateRequest } from './request-rows.ts';

const PAGE_SIZE = 50;

/** The requests that the viewer can decide, and how that changes. */
export function createInboxFeed({ client, resumable }: Graph, search: ApprovalsSearch): RequestFeed {
  let subscription: ResumableSubscription | undefined;
  let isStopped = false;

  const feed = createRequestFeed({
    order: byUrgency,
    async readPage(after) {
      const variables = { filter: inboxFilter(search), first: PAGE_SIZE, after: after ?? null };
      const { data, error } = await client
        .query(ApprovalInboxDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (!data) throw error ?? new Error(text.errors.noAnswer);
      const { edges, pageInfo, position } = data.approvalInbox;
      if (!isStopped) subscription ??= follow(position);
      return {
        requests: edges.map(({ node }) => node),
        endCursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
        lookedAt: edges.length,
      };
    },
    start() {
      isStopped = false;
    },
    stop() {
      isStopped = true;
      subscription?.stop();
      subscription = undefined;
    },
  });

  function follow(position: string): ResumableSubscription {
    const following = resumable.subscribe(ApprovalInboxChangesDocument, {
      after: position,
      next({ approvalInbox: change }) {
        if (change.__typename === 'ApprovalInboxRemoved') {
          feed.change((rows) => removeRequest(rows, change.approvalId, change.reason));
          return;
        }
        const { approval } = change;
        const isNew = change.__typename === 'ApprovalInboxAdded' && matchesSearch(approval, search, new Date());
        feed.change((rows) => (isNew ? addRequest : updateRequest)(rows, approval));
      },
      async reset() {
        await feed.load();
        if (feed.state.error) throw feed.state.error;
      },
      // A change that cannot be shown is not worth the end of all others.
      error: () => undefined,
    });
    // The state line of the page says how the connection is.
    following.finished.catch(() => undefined);
    return following;
  }

  return feed;
}
