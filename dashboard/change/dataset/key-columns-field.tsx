import { useState } from 'react';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../fields/change-field.tsx';
import { linesIn } from '../model/lines.ts';
import type { TableName } from './use-table-choices.ts';
import { useTableColumns } from './use-table-columns.ts';

export interface KeyColumnsFieldProps {
  path: readonly string[];
  of: TableName;
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}

/** The columns that identify a row: one writes them, or chooses among those of the table. */
export function KeyColumnsField({ path, of, value, onChange }: KeyColumnsFieldProps) {
  const words = text.change.dataset;
  const [written, setWritten] = useState(value.join('\n'));
  const columns = useTableColumns(of, true);

  const toggle = (name: string) => {
    const next = value.includes(name) ? value.filter((each) => each !== name) : [...value, name];
    setWritten(next.join('\n'));
    onChange(next);
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <TextField
        path={path}
        label={words.keyColumns}
        hint={words.keyColumnsHint}
        rows={2}
        value={written}
        onChange={(lines) => {
          setWritten(lines);
          onChange(linesIn(lines));
        }}
      />
      {columns.length > 0 && (
        <div
          role="group"
          aria-label={words.columnsOf(of.table)}
          className="-m-1 flex max-h-24 flex-wrap gap-1.5 overflow-y-auto p-1"
        >
          {columns.map(({ name, dataType }) => (
            <Button
              key={name}
              kind={value.includes(name) ? 'chosen' : 'plain'}
              size="small"
              className="max-w-full font-mono"
              title={dataType}
              aria-pressed={value.includes(name)}
              onClick={() => {
                toggle(name);
              }}
            >
              <span className="truncate">{name}</span>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
