import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';

import { datasetsText } from '../text/datasets.ts';
import { buttonClass } from '../ui/button.tsx';
import type { DatasetPageQuery } from './dataset.generated.ts';

type Dataset = NonNullable<DatasetPageQuery['dataset']>;

/** Leads to the form for an entity that is bound to the dataset. */
export function GovernLink({ dataset }: { dataset: Pick<Dataset, 'schema' | 'table' | 'columns' | 'entities'> }) {
  const { schema, table, columns, entities } = dataset;
  const keyColumns = columns.filter(({ inPrimaryKey }) => inPrimaryKey).map(({ name }) => name);
  const isFirst = entities.length === 0;
  return (
    <Link
      to="/change"
      search={{ type: 'METADATA', schema, table, ...(keyColumns.length > 0 && { keyColumns }) }}
      title={datasetsText.governHint}
      className={buttonClass(isFirst ? 'primary' : 'plain')}
    >
      <Plus aria-hidden size={15} />
      {isFirst ? datasetsText.govern : datasetsText.governMore}
    </Link>
  );
}
