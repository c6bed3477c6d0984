import { useQuery } from 'urql';

import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { TableColumnsDocument } from '../change.generated.ts';
import type { DatasetFields as Fields } from '../model/change-form.ts';
import { TextField } from './change-field.tsx';
import { Group } from './group.tsx';
import { LinesField } from './lines-field.tsx';

export interface DatasetFieldsProps {
  entityType: EntityType;
  value: Fields;
  onChange: (patch: Partial<Fields>) => void;
}

/** The table, or one column of it, that is measured. */
export function DatasetFields({ entityType, value, onChange }: DatasetFieldsProps) {
  const words = text.change.dataset;
  const isRule = entityType === 'BUSINESS_RULE';
  const columns = useColumns(value);
  const path = ['change', 'dataset'];
  return (
    <Group title={isRule ? words.ruleTitle : words.title} hint={isRule ? words.ruleHint : words.hint}>
      {!isRule && (
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={value.isBound}
            onChange={(event) => {
              onChange({ isBound: event.target.checked });
            }}
          />
          {words.isBound}
        </label>
      )}
      {value.isBound && (
        <>
          <div className="grid gap-3 sm:grid-cols-3">
            <TextField
              path={[...path, 'schema']}
              label={words.schema}
              value={value.schema}
              onChange={(schema) => {
                onChange({ schema });
              }}
            />
            <TextField
              path={[...path, 'table']}
              label={words.table}
              value={value.table}
              onChange={(table) => {
                onChange({ table });
              }}
            />
            <TextField
              path={[...path, 'column']}
              label={isRule ? words.checkedColumn : words.column}
              hint={isRule ? undefined : words.columnHint}
              suggestions={columns}
              value={value.column}
              onChange={(column) => {
                onChange({ column });
              }}
            />
          </div>
          {!isRule && (
            <LinesField
              path={[...path, 'keyColumns']}
              label={words.keyColumns}
              hint={words.keyColumnsHint}
              rows={2}
              value={value.keyColumns}
              onChange={(keyColumns) => {
                onChange({ keyColumns });
              }}
            />
          )}
        </>
      )}
    </Group>
  );
}

/** Those that the table had at its last profile; none if it never had one. */
export function useColumns({ schema, table }: { schema: string; table: string }): readonly string[] {
  const asked = useSettled(`${schema}\n${table}`);
  const [{ data }] = useQuery({
    query: TableColumnsDocument,
    variables: { schema, table },
    pause: schema === '' || table === '' || asked !== `${schema}\n${table}`,
  });
  const profiled = data?.entities.edges.flatMap(({ node }) => node.latestProfile?.columns ?? []) ?? [];
  return [...new Set(profiled.map(({ name }) => name))];
}
