import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { useRole } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { useLiveRefresh } from '../live/use-live-refresh.ts';
import { datasetsText } from '../text/datasets.ts';
import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { changesBinding } from './changes-binding.ts';
import { DatasetFilters } from './dataset-filters.tsx';
import { DatasetRows } from './dataset-rows.tsx';
import { DatasetsPageDocument } from './datasets.generated.ts';
import { type DatasetsSearch, PAGE_SIZE } from './datasets-search.ts';
import { WarehouseProblem } from './warehouse-problem.tsx';

const words = datasetsText;
const HEAD = 'px-2 py-1.5 text-left text-xs font-medium text-muted first:pl-4 last:pr-4';

/** What is in the warehouse, and what of it is governed. */
export function DatasetsPage() {
  const isSteward = useRole('STEWARD');
  return (
    <>
      <PageHeading title={words.title} hint={words.hint} />
      {isSteward ? (
        <Datasets />
      ) : (
        <EmptyNote title={words.needsRole}>{text.errors.needsRole(text.roles.STEWARD)}</EmptyNote>
      )}
    </>
  );
}

function Datasets() {
  const search = useSearch({ from: '/datasets' });
  const navigate = useNavigate();
  const variables = { ...search, first: PAGE_SIZE, isCounted: true };
  const [{ data, error, stale }, ask] = useQuery({ query: DatasetsPageDocument, variables });
  const askAgain = () => {
    ask({ requestPolicy: 'network-only' });
  };
  useLiveRefresh(changesBinding, askAgain);
  const change = (next: DatasetsSearch, isReplacing = false) => {
    void navigate({ to: '/datasets', search: next, replace: isReplacing, resetScroll: false });
  };
  const isFiltered = Object.keys(search).length > 0;
  const page = data?.datasets;
  const count = page?.totalCount;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2">
        <DatasetFilters search={search} onChange={change} />
        <p role="status" className="min-h-8 content-center text-muted tabular-nums">
          {count !== undefined && (isFiltered ? words.matching : words.count)(formatCount(count), count === 1)}
        </p>
      </div>
      {error && (
        <div className="mb-3">
          <WarehouseProblem error={error} onRetry={askAgain} />
        </div>
      )}
      {page && page.edges.length > 0 ? (
        <Panel isFlush>
          <table
            aria-label={words.listLabel}
            aria-busy={stale}
            className="-mt-1 w-full border-collapse text-sm max-sm:block max-sm:*:block"
          >
            <thead className="max-sm:sr-only">
              <tr>
                <th scope="col" className={HEAD}>
                  {words.headings.name}
                </th>
                <th scope="col" className={HEAD}>
                  {words.headings.kind}
                </th>
                <th scope="col" className={`${HEAD} text-right`}>
                  {words.headings.columns}
                </th>
                <th scope="col" className={HEAD}>
                  {words.headings.entities}
                </th>
                <th scope="col" className={HEAD}>
                  {words.headings.readable}
                </th>
              </tr>
            </thead>
            <DatasetRows key={JSON.stringify(search)} search={search} page={page} />
          </table>
        </Panel>
      ) : page ? (
        <Panel>
          {isFiltered ? (
            <EmptyNote title={words.noMatch.title}>
              <p>{words.noMatch.hint}</p>
              <Button
                className="mt-3"
                onClick={() => {
                  change({});
                }}
              >
                {words.clear}
              </Button>
            </EmptyNote>
          ) : (
            <EmptyNote title={words.none.title}>{words.none.hint}</EmptyNote>
          )}
        </Panel>
      ) : (
        !error && <Skeleton className="h-96" />
      )}
      <ShowQuery document={DatasetsPageDocument} variables={variables} />
    </>
  );
}
