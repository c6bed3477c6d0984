import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';

import type { LiveEvent } from '../../live/live.ts';
import { useLiveRefresh } from '../../live/use-live-refresh.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { CHOICE } from '../link-classes.ts';
import { ENTITY_ROUTE, useEntitySearch } from '../use-search.ts';
import { DecisionLine } from './decision-line.tsx';
import { EntityDecisionsDocument } from './decisions.generated.ts';

const FILTERS = [
  { label: text.entity.decisions.all, profiled: undefined },
  { label: text.entity.decisions.profiled, profiled: true },
  { label: text.entity.decisions.skipped, profiled: false },
] as const;

/** Why it was profiled, and why not. */
export function DecisionsTab({ entity }: { entity: EntityHeadFragment }) {
  const words = text.entity.decisions;
  const [{ profiled }] = useEntitySearch();
  const [run, setRun] = useState(0);
  const [hasNewer, setHasNewer] = useState(false);
  useLiveRefresh(
    (event) => leadsToDecision(event, entity),
    () => {
      setHasNewer(true);
    },
  );
  return (
    <Panel
      title={words.title}
      isFlush
      actions={
        <>
          {hasNewer && (
            <Button
              size="small"
              kind="primary"
              onClick={() => {
                setRun(run + 1);
                setHasNewer(false);
              }}
            >
              {words.newer}
            </Button>
          )}
          <Filters current={profiled} />
        </>
      }
    >
      <p className="px-4 pb-2 text-muted">{words.hint}</p>
      <Page key={`${run} ${profiled}`} entity={entity} profiled={profiled} isFirst />
    </Panel>
  );
}

function Filters({ current }: { current: boolean | undefined }) {
  return (
    <nav aria-label={text.entity.decisions.filterLabel} data-print="no">
      <ul className="flex gap-0.5">
        {FILTERS.map(({ label, profiled }) => (
          <li key={label}>
            <Link
              from={ENTITY_ROUTE}
              to="."
              search={{ tab: 'decisions', ...(profiled !== undefined && { profiled }) }}
              replace
              resetScroll={false}
              activeOptions={{ exact: true }}
              aria-current={profiled === current ? 'true' : undefined}
              data-chosen={profiled === current}
              className={CHOICE}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface PageProps {
  entity: EntityHeadFragment;
  profiled: boolean | undefined;
  after?: string;
  isFirst?: boolean;
}

/** A page and, when one has asked for it, the one after it. */
function Page({ entity: { entityType, canonicalKey }, entity, profiled, after, isFirst = false }: PageProps) {
  const words = text.entity.decisions;
  const [isMore, setMore] = useState(false);
  const [state, reload] = useQuery({
    query: EntityDecisionsDocument,
    variables: { entityType, canonicalKey, after, filter: profiled === undefined ? undefined : { profiled } },
  });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="mx-4 mb-4 h-60" />}
    >
      {({ entity: found }) => {
        if (!found) return null;
        const { edges, pageInfo } = found.profilingDecisions;
        if (isFirst && edges.length === 0) return <EmptyNote title={words.none}>{words.noneHint}</EmptyNote>;
        return (
          <>
            <ol aria-label={isFirst ? words.title : undefined}>
              {edges.map(({ node }) => (
                <DecisionLine key={node.id} decision={node} />
              ))}
            </ol>
            {pageInfo.hasNextPage &&
              pageInfo.endCursor !== null &&
              (isMore ? (
                <Page entity={entity} profiled={profiled} after={pageInfo.endCursor} />
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

/** Decisions are no events: these lead to one, a moment later. */
function leadsToDecision(event: LiveEvent, { id, urn, dataset }: EntityHeadFragment): boolean {
  switch (event.__typename) {
    case 'MetadataProfileDueEvent':
    case 'MetadataApprovedEvent':
    case 'MetadataProfileCompletedEvent':
      return event.entity?.id === id;
    case 'DataRefreshedEvent': {
      const { entityUrn, service } = event.payload;
      return entityUrn === urn || (service.schema === dataset?.schema && service.table === dataset.table);
    }
    default:
      return false;
  }
}
