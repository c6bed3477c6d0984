import { useState } from 'react';
import { useQuery } from 'urql';

import type { EntityName } from '../../entities/entity-type.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ImpactLine } from './impact-line.tsx';
import { EntityImpactsDocument } from './impacts.generated.ts';

/** What happened upstream that affects an entity. */
export function ImpactsTab({ entity: { entityType, canonicalKey } }: { entity: EntityName }) {
  const words = text.entity.impacts;
  return (
    <Panel title={words.title} isFlush>
      <p className="px-4 pb-2 text-muted">{words.hint}</p>
      <Page entityType={entityType} canonicalKey={canonicalKey} isFirst />
    </Panel>
  );
}

/** A page and, when one has asked for it, the one after it. */
function Page({ after, isFirst = false, ...name }: EntityName & { after?: string; isFirst?: boolean }) {
  const words = text.entity.impacts;
  const [isMore, setMore] = useState(false);
  const [state, reload] = useQuery({ query: EntityImpactsDocument, variables: { ...name, after } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="mx-4 mb-4 h-60" />}
    >
      {({ entity }) => {
        if (!entity) return null;
        const { edges, pageInfo } = entity.impacts;
        if (isFirst && edges.length === 0) return <EmptyNote title={words.none}>{words.noneHint}</EmptyNote>;
        return (
          <>
            <ol aria-label={isFirst ? words.title : undefined}>
              {edges.map(({ node }) => (
                <ImpactLine key={node.eventId} impact={node} />
              ))}
            </ol>
            {pageInfo.hasNextPage &&
              pageInfo.endCursor !== null &&
              (isMore ? (
                <Page {...name} after={pageInfo.endCursor} />
              ) : (
                <div className="border-t border-line px-4 py-2 text-center" data-print="no">
                  <Button
                    size="small"
                    onClick={() => {
                      setMore(true);
                    }}
                  >
                    {text.common.showMore}
                  </Button>
                </div>
              ))}
          </>
        );
      }}
    </QueryView>
  );
}
