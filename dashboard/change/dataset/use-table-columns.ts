import { useQuery } from 'urql';

import { useSettled } from '../../ui/use-settled.ts';
import { TableColumnsDocument, type TableColumnsQuery } from '../change.generated.ts';
import type { TableName } from './use-table-choices.ts';

export type TableColumn = NonNullable<TableColumnsQuery['dataset']>['columns'][number];

/** The columns of the table in their order; none while it is not known, or if there is no such table. */
export function useTableColumns({ schema, table }: TableName, isWanted: boolean): readonly TableColumn[] {
  const name = `${schema}\n${table}`;
  const isSettled = useSettled(name) === name;
  const [{ data }] = useQuery({
    query: TableColumnsDocument,
    variables: { schema, table },
    pause: !isWanted || schema === '' || table === '' || !isSettled,
    requestPolicy: 'cache-and-network',
  });
  const found = data?.dataset;
  // While nothing is asked, urql keeps the answer before, which may be about another table.
  return found?.schema === schema && found.table === table ? found.columns : [];
}
