import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { EntityList } from './entity-list.tsx';
import { neighboursIn, summarizeWalk } from './lineage-summary.ts';
import { EntityNeighboursDocument, type WalkFragment } from './overview.generated.ts';

/** What it is made from and what is made from it: one step in full, the rest in figures. */
export function NeighboursPanel({ entity: { entityType, canonicalKey } }: { entity: EntityHeadFragment }) {
  const words = text.entity.neighbours;
  const [state, reload] = useQuery({ query: EntityNeighboursDocument, variables: { entityType, canonicalKey } });
  return (
    <Panel
      title={words.title}
      actions={
        <Link
          to="/lineage/$entityType/$canonicalKey"
          params={{ entityType, canonicalKey }}
          className={buttonClass('plain', 'small')}
          data-print="no"
        >
          {words.open}
        </Link>
      }
    >
      <QueryView
        state={state}
        onRetry={() => {
          reload({ requestPolicy: 'network-only' });
        }}
        loading={<Skeleton className="h-24" />}
      >
        {({ entity }) =>
          entity && (
            <div className="grid gap-4 sm:grid-cols-2">
              <Direction title={words.upstream} walk={entity.upstream} none={words.noUpstream} />
              <Direction title={words.downstream} walk={entity.downstream} none={words.noDownstream} />
            </div>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Direction({ title, walk, none }: { title: string; walk: WalkFragment; none: string }) {
  const neighbours = neighboursIn(walk);
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium">{title}</h3>
      {neighbours.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <>
          <EntityList entities={neighbours.map(({ entity }) => entity)} />
          <p className="mt-2 text-xs text-muted">{summarizeWalk(walk).join(' · ')}</p>
        </>
      )}
    </div>
  );
}
