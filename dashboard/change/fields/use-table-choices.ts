import { useQuery } from 'urql';

import { useSettled } from '../../ui/use-settled.ts';
import { DatasetChoicesDocument, TableColumnsDocument } from '../change.generated.ts';

export interface TableName {
  schema: string;
  table: string;
}

export interface DatasetChoices {
  schemas: readonly string[];
  /** Of the schema. */
  tables: readonly string[];
  /** Those that the table had at its last profile; none if it never had one. */
  columns: readonly string[];
}

/**
 * What entities are bound to already: there is no list of what the warehouse has.
 * @param isWanted whether anybody looks at the fields
 */
export function useDatasetChoices({ schema, table }: TableName, isWanted: boolean): DatasetChoices {
  const isSettled = useSettled(`${schema}\n${table}`) === `${schema}\n${table}`;
  const [bound] = useQuery({ query: DatasetChoicesDocument, variables: {}, pause: !isWanted });
  const [inSchema] = useQuery({
    query: DatasetChoicesDocument,
    variables: { dataset: { schema } },
    pause: !isWanted || schema === '' || !isSettled,
  });
  const [profiled] = useQuery({
    query: TableColumnsDocument,
    variables: { schema, table },
    pause: !isWanted || schema === '' || table === '' || !isSettled,
  });
  // Until the answer comes, and while nothing is asked, urql keeps the one before, which may be about another table.
  const tables = datasetsIn(inSchema.data).filter((each) => each.schema === schema);
  const columns = (profiled.data?.entities.edges ?? [])
    .filter(({ node: { dataset } }) => dataset?.schema === schema && dataset.table === table)
    .flatMap(({ node }) => node.latestProfile?.columns ?? []);
  return {
    schemas: sorted(datasetsIn(bound.data).map((each) => each.schema)),
    tables: sorted(tables.map((each) => each.table)),
    columns: sorted(columns.map(({ name }) => name)),
  };
}

function datasetsIn(
  data: { entities: { edges: readonly { node: { dataset: TableName | null } }[] } } | undefined,
): readonly TableName[] {
  return (data?.entities.edges ?? []).flatMap(({ node }) => node.dataset ?? []);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
