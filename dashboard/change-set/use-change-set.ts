import { useQuery } from 'urql';

import { useViewer } from '../app/app-context.ts';
import type { QueryState } from '../ui/query-view.tsx';
import {
  type ChangeSetHeadFragment,
  type ChangeSetItemFragment,
  ChangeSetPageDocument,
} from './change-set-page.generated.ts';
import { useSetChanges } from './use-set-changes.ts';

export interface WholeSet {
  set: ChangeSetHeadFragment;
  items: readonly ChangeSetItemFragment[];
}

export interface ChangeSetState {
  /** Null: there is no such set. It comes when all its items are there. */
  state: QueryState<WholeSet | null>;
  refetch: () => void;
}

/** A change set with all its items, which may be two pages of them, as they are now. */
export function useChangeSet(id: string): ChangeSetState {
  const { actorId } = useViewer();
  const [first, askFirst] = useQuery({ query: ChangeSetPageDocument, variables: { id } });
  const set = first.data?.changeSet ?? undefined;
  const after = set?.items.pageInfo.hasNextPage ? set.items.pageInfo.endCursor : null;
  const [second, askSecond] = useQuery({
    query: ChangeSetPageDocument,
    variables: { id, after },
    pause: after === null,
  });
  const refetch = () => {
    askFirst({ requestPolicy: 'network-only' });
    if (after !== null) askSecond({ requestPolicy: 'network-only' });
  };
  useSetChanges(
    set && {
      correlationId: set.correlationId,
      isUnsettled: set.counts.pending > 0 || set.counts.applied < set.counts.approved,
      isMine: set.requestedBy.actorId === actorId,
    },
    refetch,
  );
  const rest = after === null ? [] : second.data?.changeSet?.items.edges;
  return {
    state: {
      fetching: first.fetching || second.fetching,
      error: first.error ?? second.error,
      data:
        first.data === undefined || rest === undefined
          ? undefined
          : set === undefined
            ? null
            : { set, items: [...set.items.edges, ...rest].map(({ node }) => node) },
    },
    refetch,
  };
}
