import { Link, useParams, useSearch } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useQuery } from 'urql';

import { useRole } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { useLiveRefresh } from '../live/use-live-refresh.ts';
import { datasetsText } from '../text/datasets.ts';
import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { BoundEntities } from './bound-entities.tsx';
import { changesBinding } from './changes-binding.ts';
import { ColumnsPanel } from './columns-panel.tsx';
import { DatasetPageDocument, type DatasetPageQuery } from './dataset.generated.ts';
import { GovernLink } from './govern-link.tsx';
import { SuggestionsPanel } from './suggestions/suggestions-panel.tsx';
import { WarehouseProblem } from './warehouse-problem.tsx';

const words = datasetsText;
type Dataset = NonNullable<DatasetPageQuery['dataset']>;

/** A table or view of the warehouse: its columns, what governs it, and which rules its data suggests. */
export function DatasetPage() {
  const name = useParams({ from: '/datasets/$schema/$table' });
  const isSteward = useRole('STEWARD');
  if (isSteward) return <DatasetOf key={`${name.schema} ${name.table}`} {...name} />;
  return (
    <>
      <PageHeading title={`${name.schema}.${name.table}`} />
      <EmptyNote title={words.needsRole}>{text.errors.needsRole(text.roles.STEWARD)}</EmptyNote>
    </>
  );
}

function DatasetOf({ schema, table }: { schema: string; table: string }) {
  const title = `${schema}.${table}`;
  const { suggest = false } = useSearch({ from: '/datasets/$schema/$table' });
  const variables = { schema, table };
  const [{ data, error }, ask] = useQuery({ query: DatasetPageDocument, variables });
  const askAgain = () => {
    ask({ requestPolicy: 'network-only' });
  };
  useLiveRefresh(changesBinding, askAgain);
  const dataset = data?.dataset;
  return (
    <>
      <PageHeading
        title={title}
        hint={
          dataset
            ? `${words.kinds[dataset.kind]} · ${words.columnCount(dataset.columns.length, formatCount(dataset.columns.length))}`
            : words.ofWarehouse
        }
        actions={dataset && dataset.entities.length > 0 && <GovernLink dataset={dataset} />}
      />
      <div className="flex flex-col gap-4">
        {error && <WarehouseProblem error={error} onRetry={askAgain} />}
        {dataset ? (
          <Parts dataset={dataset} isSuggesting={suggest} />
        ) : dataset === null && data ? (
          <EmptyNote title={words.unknown(title)}>
            <p>{words.unknownHint}</p>
            <Link to="/datasets" className={LOOKS.words}>
              {words.toList}
            </Link>
          </EmptyNote>
        ) : (
          !error && <Skeleton className="h-96" />
        )}
      </div>
      <ShowQuery document={DatasetPageDocument} variables={variables} />
    </>
  );
}

function Parts({ dataset, isSuggesting }: { dataset: Dataset; isSuggesting: boolean }) {
  return (
    <>
      {!dataset.readable && (
        <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {words.whyNotReadable[dataset.kind]}
        </p>
      )}
      <BoundEntities dataset={dataset} />
      <ColumnsPanel dataset={dataset} />
      <SuggestionsPanel dataset={dataset} isAsked={isSuggesting} />
    </>
  );
}
