import { useQuery } from 'urql';

import { UNCACHED } from '../../graph/uncached.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { DatasetChoicesDocument } from '../change.generated.ts';

export interface TableName {
  schema: string;
  table: string;
}

/**
 * Tables of the warehouse whose name has what is written, 100 at most. None if the warehouse is away: one can write what one knows.
 * @param isWanted whether anybody looks at the fields
 */
export function useTableChoices({ schema, table }: TableName, isWanted: boolean): readonly TableName[] {
  const search = `${schema} ${table}`.trim();
  const settled = useSettled(search);
  const [{ data }] = useQuery({
    query: DatasetChoicesDocument,
    variables: { search: settled },
    pause: !isWanted,
    context: UNCACHED,
  });
  return data?.datasets.edges.map(({ node }) => node) ?? [];
}
