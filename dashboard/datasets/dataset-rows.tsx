import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';

import { useLiveRefresh } from '../live/use-live-refresh.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/notes.tsx';
import { changesBinding } from './changes-binding.ts';
import { DatasetRow } from './dataset-row.tsx';
import { DatasetsPageDocument, type DatasetsPageQuery } from './datasets.generated.ts';
import { type DatasetsSearch, PAGE_SIZE } from './datasets-search.ts';
import { WarehouseProblem } from './warehouse-problem.tsx';

type Page = DatasetsPageQuery['datasets'];

/** The rows of a page, and those of the pages after it that one has asked for. */
export function DatasetRows({ search, page: { edges, pageInfo } }: { search: DatasetsSearch; page: Page }) {
  const [isMore, setMore] = useState(false);
  return (
    <>
      <tbody>
        {edges.map(({ node }) => (
          <DatasetRow key={`${node.schema} ${node.table}`} dataset={node} />
        ))}
      </tbody>
      {pageInfo.hasNextPage &&
        pageInfo.endCursor !== null &&
        (isMore ? (
          <NextPage search={search} after={pageInfo.endCursor} />
        ) : (
          <WideRow>
            <Button
              size="small"
              onClick={() => {
                setMore(true);
              }}
            >
              {text.common.showMore}
            </Button>
          </WideRow>
        ))}
    </>
  );
}

function NextPage({ search, after }: { search: DatasetsSearch; after: string }) {
  const [{ data, error }, ask] = useQuery({
    query: DatasetsPageDocument,
    variables: { ...search, first: PAGE_SIZE, after, isCounted: false },
  });
  const askAgain = () => {
    ask({ requestPolicy: 'network-only' });
  };
  useLiveRefresh(changesBinding, askAgain);
  return (
    <>
      {error && (
        <WideRow>
          <WarehouseProblem error={error} onRetry={askAgain} />
        </WideRow>
      )}
      {data ? (
        <DatasetRows search={search} page={data.datasets} />
      ) : (
        !error && (
          <WideRow>
            <Skeleton className="h-40" />
          </WideRow>
        )
      )}
    </>
  );
}

function WideRow({ children }: { children: ReactNode }) {
  return (
    <tbody>
      <tr className="border-t border-line">
        <td colSpan={5} className="px-4 py-2 text-center max-sm:block">
          {children}
        </td>
      </tr>
    </tbody>
  );
}
