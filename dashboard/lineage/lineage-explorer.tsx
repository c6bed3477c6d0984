import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';

import { useViewer } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { EmptyNote, ErrorNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { useMedia } from '../ui/use-media.ts';
import { ColumnNote } from './column-note.tsx';
import { expansionOf, type Expansions, withExpansion } from './graph/expansions.ts';
import type { LineageEntity } from './graph/lineage-graph.ts';
import { useColumnPath } from './graph/use-column-path.ts';
import { useLineage } from './graph/use-lineage.ts';
import { findNodes } from './graph/visible-graph.ts';
import { LineageActionsContext } from './lineage-actions.ts';
import { type LineageSearch, readColumn, readExpansions, readLineageSearch } from './lineage-search.ts';
import { LineageToolbar } from './lineage-toolbar.tsx';
import { LineageList } from './list/lineage-list.tsx';
import { rememberEntity } from './recent-entities.ts';
import { useLineageActionsOf } from './use-lineage-actions.ts';

/** Its code is large, and the list does without it. */
const LineagePicture = lazy(async () => ({ default: (await import('./picture/lineage-picture.tsx')).LineagePicture }));

/** The lineage around an entity as picture and list. What is open is in the URL. */
export function LineageExplorer({ root }: { root: LineageEntity }) {
  const raw = useSearch({ from: '/lineage/$entityType/$canonicalKey' });
  // What makes no sense reaches this page although the route leaves it out.
  const search = useMemo(() => readLineageSearch({ ...raw }), [raw]);
  const navigate = useNavigate();
  const isNarrow = useMedia('(max-width: 639px)');
  const view = search.view ?? (isNarrow ? 'list' : 'picture');
  const [anchor, setAnchor] = useState(root.id);
  const [place, setPlace] = useState(0);
  const expansions = useExpansions(search);
  const { graph, isTruncated, loading, error, retry } = useLineage(root.id, expansions, search.hideSources === true);
  const marked = search.column === undefined ? undefined : readColumn(search.column);
  const path = useColumnPath(marked, graph);
  const viewer = useViewer();

  useEffect(() => {
    rememberEntity(viewer, root);
  }, [viewer, root.id, root.name]);

  const change = (part: Partial<LineageSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const changeExpansions = ({ opened, closed }: Pick<Expansions, 'opened' | 'closed'>) => {
    change({ opened: opened.join(',') || undefined, closed: closed.join(',') || undefined });
  };
  const { actions, problem } = useLineageActionsOf({
    expand: (id, direction, open) => {
      setAnchor(id);
      changeExpansions(withExpansion(expansions, expansionOf(id, direction), open));
    },
    markColumn: (id, column) => {
      const chosen = `${id}.${column}`;
      change({ column: search.column === chosen ? undefined : chosen });
    },
  });

  const matches = useMemo(() => (graph ? findNodes(graph, search.find ?? '') : []), [graph, search.find]);
  const current = place > 0 ? matches[Math.min(place, matches.length) - 1] : undefined;
  const isAlone = graph !== undefined && graph.nodes.size <= 1 && graph.hiddenSourceCount === 0 && loading.size === 0;
  const hasNone =
    isAlone && root.entityType !== 'METADATA' && root.entityType !== 'KPI' && root.entityType !== 'LINEAGE';

  return (
    <LineageActionsContext value={actions}>
      <PageHeading title={text.lineage.titleOf(root.name)} hint={text.lineage.hint} />
      <LineageToolbar
        search={search}
        view={view}
        graph={graph}
        matchCount={matches.length}
        matchPlace={Math.min(place, matches.length)}
        onChange={change}
        onFind={(find) => {
          setPlace(0);
          change({ find: find === '' ? undefined : find });
        }}
        onMatch={(next) => {
          setPlace(next);
        }}
      />
      <div role="status" className="empty:sr-only">
        {problem !== undefined && <p className="mb-2 rounded-md bg-warn-soft px-3 py-2 text-warn">{problem}</p>}
      </div>
      {error && <ErrorNote error={error} onRetry={retry} />}
      {isTruncated && graph && (
        <p className="mb-2 rounded-md bg-warn-soft px-3 py-2 text-warn">{text.lineage.truncated(graph.nodes.size)}</p>
      )}
      {marked && (
        <ColumnNote
          path={path}
          onShowAll={(opened) => {
            changeExpansions({ ...expansions, opened });
          }}
          opened={expansions.opened}
          onClear={() => {
            change({ column: undefined });
          }}
        />
      )}
      {isAlone ? (
        <EmptyNote
          title={hasNone ? text.lineage.noLineage(text.entityTypes[root.entityType]) : text.lineage.alone(root.name)}
        >
          {hasNone ? text.lineage.noLineageHint : text.lineage.aloneHint}
        </EmptyNote>
      ) : !graph ? (
        !error && <Skeleton className="h-[60dvh]" />
      ) : view === 'picture' ? (
        <Suspense fallback={<Skeleton className="h-[60dvh]" />}>
          <LineagePicture
            graph={graph}
            anchor={anchor}
            withColumns={search.columns === true}
            path={path}
            matches={matches}
            current={current}
            loading={loading}
          />
        </Suspense>
      ) : (
        <LineageList graph={graph} rootName={root.name} matches={matches} current={current} path={path} />
      )}
    </LineageActionsContext>
  );
}

/** The same object until the URL says something else about it. */
function useExpansions({ up = 1, down = 1, opened, closed }: LineageSearch): Expansions {
  return useMemo(
    () => ({ depth: { up, down }, opened: readExpansions(opened), closed: readExpansions(closed) }),
    [up, down, opened, closed],
  );
}
