import { useState } from 'react';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { PackChoicesDocument } from '../change.generated.ts';
import { TextField } from './change-field.tsx';

export interface PackFieldProps {
  value: string;
  onChange: (standardPackId: string) => void;
}

/** The standard pack that governs it; those that govern other entities are suggested. */
export function PackField({ value, onChange }: PackFieldProps) {
  const words = text.change.fields;
  const [isWanted, setWanted] = useState(false);
  const [{ data }] = useQuery({ query: PackChoicesDocument, pause: !isWanted });
  return (
    <div
      className="min-w-0"
      onFocus={() => {
        setWanted(true);
      }}
    >
      <TextField
        path={['change', 'standardPackId']}
        label={words.standardPackId}
        hint={words.standardPackIdHint}
        suggestions={data?.entities.facets.standardPacks.flatMap(({ value: pack }) => pack ?? []) ?? []}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
