import { useState } from 'react';

import { text } from '../../text/text.ts';
import { TextField } from '../fields/change-field.tsx';
import { type TableName, useTableChoices } from './use-table-choices.ts';
import { useTableColumns } from './use-table-columns.ts';

interface Names {
  schema: string;
  table: string;
  column: string;
}

export interface TableFieldsProps {
  path: readonly string[];
  value: Names;
  columnHint?: string;
  onChange: (patch: Partial<Names>) => void;
}

/** A column of a table, or the table; what the warehouse has is suggested. Who writes or chooses `schema.table` has both. */
export function TableFields({ path, value, columnHint, onChange }: TableFieldsProps) {
  const words = text.change.dataset;
  const [isWanted, setWanted] = useState(false);
  const tables = useTableChoices(value, isWanted);
  const columns = useTableColumns(value, isWanted);
  const inSchema = tables.filter(({ schema }) => schema === value.schema);
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  return (
    <div
      className="grid gap-3 sm:grid-cols-3"
      onFocus={() => {
        setWanted(true);
      }}
    >
      <TextField
        path={[...path, 'schema']}
        label={words.schema}
        hint={words.schemaHint}
        suggestions={value.table === '' ? [...schemas, ...tables.map(nameOf)] : schemas}
        value={value.schema}
        onChange={(schema) => {
          onChange(tables.find((each) => nameOf(each) === schema) ?? { schema });
        }}
      />
      <TextField
        path={[...path, 'table']}
        label={words.table}
        suggestions={inSchema.map(({ table }) => table)}
        value={value.table}
        onChange={(table) => {
          onChange({ table });
        }}
      />
      <TextField
        path={[...path, 'column']}
        label={words.column}
        hint={columnHint}
        suggestions={columns.map(({ name }) => name)}
        value={value.column}
        onChange={(column) => {
          onChange({ column });
        }}
      />
    </div>
  );
}

function nameOf({ schema, table }: TableName): string {
  return `${schema}.${table}`;
}
