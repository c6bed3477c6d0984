import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { useGraph } from '../app/app-context.ts';
import { ProposeEntityButton } from '../change/propose-entity-button.tsx';
import { ShowQuery } from '../explore/show-query.tsx';
import { text } from '../text/text.ts';
import { ErrorNote } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { useMedia } from '../ui/use-media.ts';
import { EntitiesPageDocument } from './entities.generated.ts';
import { hasCondition, toQuery, withoutConditions, withPart } from './entities-query.ts';
import type { EntitiesSearch } from './entities-search.ts';
import { FilterBar } from './filters/filter-bar.tsx';
import { listOf } from './list/list-of-graph.ts';
import { ListLine } from './list-line.tsx';
import { NoEntities } from './no-entities.tsx';
import { EntitiesTable } from './table/entities-table.tsx';

/** All entities, as a table that stays up to date. */
export function EntitiesPage() {
  const list = listOf(useGraph());
  const state = useSyncExternalStore(list.onChange, () => list.state);
  const search = useSearch({ from: '/entities' });
  const navigate = useNavigate();
  const isCards = useMedia('(max-width: 639.9px)');
  const query = useMemo(() => toQuery(search), [search]);
  useEffect(() => {
    list.ask(query);
  }, [list, query]);

  const change = (next: EntitiesSearch, isReplacing = false) => {
    void navigate({ to: '/entities', search: next, replace: isReplacing, resetScroll: false });
  };
  const { window, isLoading, error } = state;
  const isEmpty = window?.isEnd === true && window.rows.length === 0 && window.first === 0 && !isLoading;

  return (
    <div className="flex flex-col gap-2 sm:h-[calc(100dvh-6rem)]">
      <div className="-mb-2">
        <PageHeading title={text.entities.title} actions={<ProposeEntityButton />} />
      </div>
      <FilterBar search={search} countsAge={state.countsAge} onChange={change} />
      <ListLine
        search={search}
        state={state}
        isCards={isCards}
        onChange={change}
        onReload={() => {
          list.reload();
        }}
      />
      {error && (
        <ErrorNote
          error={error}
          onRetry={() => {
            list.retry();
          }}
        />
      )}
      {isEmpty ? (
        <NoEntities
          onClear={
            hasCondition(search)
              ? () => {
                  change(withoutConditions(search));
                }
              : undefined
          }
        />
      ) : (
        (window ?? !error) && (
          <EntitiesTable
            key={String(isCards)}
            list={list}
            state={state}
            search={search}
            isCards={isCards}
            onSort={(sort) => {
              change(withPart(search, 'sort', sort));
            }}
          />
        )
      )}
      <ShowQuery document={EntitiesPageDocument} variables={{ ...query, first: 50 }} />
    </div>
  );
}
