import { useState } from 'react';

import { linesIn } from '../model/lines.ts';
import { TextField, type TextFieldProps } from './change-field.tsx';

export interface LinesFieldProps extends Omit<TextFieldProps, 'value' | 'onChange'> {
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}

/** A list with an item on each line. What was not touched is sent as it was, even if lines cannot show it. */
export function LinesField({ value, onChange, rows = 3, ...rest }: LinesFieldProps) {
  const [written, setWritten] = useState(value.join('\n'));
  return (
    <TextField
      {...rest}
      rows={rows}
      value={written}
      onChange={(lines) => {
        setWritten(lines);
        onChange(linesIn(lines));
      }}
    />
  );
}
