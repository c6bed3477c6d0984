import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';

import { useGraph } from '../app/app-context.ts';
import { explainError } from '../graph/explain-error.ts';
import { text } from '../text/text.ts';
import { LastEventOfDocument } from './lineage.generated.ts';
import type { LineageActions } from './lineage-actions.ts';

/** Actions that stay the same objects, so that what shows a node need not be drawn again. */
export function useLineageActionsOf(own: Pick<LineageActions, 'expand' | 'markColumn'>) {
  const { client } = useGraph();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const newest = useRef(own);
  newest.current = own;

  const actions = useMemo<LineageActions>(
    () => ({
      expand: (...choice) => {
        newest.current.expand(...choice);
      },
      markColumn: (...choice) => {
        newest.current.markColumn(...choice);
      },
      openEntity: ({ entityType, canonicalKey }) =>
        void navigate({ to: '/entities/$entityType/$canonicalKey', params: { entityType, canonicalKey } }),
      centre: ({ entityType, canonicalKey }) =>
        void navigate({
          to: '/lineage/$entityType/$canonicalKey',
          params: { entityType, canonicalKey },
          search: ({ view, columns, hideSources }) => ({ view, columns, hideSources }),
        }),
      openTrace: ({ entityType, canonicalKey, name }) => {
        setProblem(undefined);
        void client
          .query(LastEventOfDocument, { entityType, canonicalKey }, { requestPolicy: 'network-only' })
          .toPromise()
          .then(({ data, error }) => {
            const event = data?.events.edges[0]?.node;
            if (event) {
              return navigate({
                to: '/trace/$correlationId',
                params: { correlationId: event.correlationId },
                search: { event: event.id },
              });
            }
            setProblem(error ? explainError(error) : text.lineage.noTrace(name));
            return undefined;
          });
      },
    }),
    [client, navigate],
  );
  return { actions, problem };
}
