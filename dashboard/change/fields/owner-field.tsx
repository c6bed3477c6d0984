import { useState } from 'react';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { OwnerChoicesDocument } from '../change.generated.ts';
import { TextField } from './change-field.tsx';

export interface OwnerFieldProps {
  value: string;
  onChange: (owner: string) => void;
}

/** Who is responsible; those who own other entities are suggested. */
export function OwnerField({ value, onChange }: OwnerFieldProps) {
  const words = text.change.fields;
  const [isWanted, setWanted] = useState(false);
  const [{ data }] = useQuery({ query: OwnerChoicesDocument, pause: !isWanted });
  return (
    <div
      className="min-w-0"
      onFocus={() => {
        setWanted(true);
      }}
    >
      <TextField
        path={['change', 'owner']}
        label={words.owner}
        hint={words.ownerHint}
        suggestions={data?.entities.facets.owners.flatMap(({ value: owner }) => owner ?? []) ?? []}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
