import { useState } from 'react';

import { text } from '../../text/text.ts';
import { TextField } from './change-field.tsx';
import { useDatasetChoices } from './use-dataset-choices.ts';

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

/** A column of a table, or the table; with what other entities are bound to as suggestions. */
export function TableFields({ path, value, columnHint, onChange }: TableFieldsProps) {
  const words = text.change.dataset;
  const [isWanted, setWanted] = useState(false);
  const choices = useDatasetChoices(value, isWanted);
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
        suggestions={choices.schemas}
        value={value.schema}
        onChange={(schema) => {
          onChange({ schema });
        }}
      />
      <TextField
        path={[...path, 'table']}
        label={words.table}
        suggestions={choices.tables}
        value={value.table}
        onChange={(table) => {
          onChange({ table });
        }}
      />
      <TextField
        path={[...path, 'column']}
        label={words.column}
        hint={columnHint}
        suggestions={choices.columns}
        value={value.column}
        onChange={(column) => {
          onChange({ column });
        }}
      />
    </div>
  );
}
