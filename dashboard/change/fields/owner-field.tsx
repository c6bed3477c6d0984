import { text } from '../../text/text.ts';
import { OwnerChoicesDocument } from '../change.generated.ts';
import { SuggestingField } from './change-field.tsx';

export interface OwnerFieldProps {
  value: string;
  onChange: (owner: string) => void;
}

/** Who is responsible; those who own other entities are suggested. */
export function OwnerField({ value, onChange }: OwnerFieldProps) {
  const words = text.change.fields;
  return (
    <SuggestingField
      path={['change', 'owner']}
      label={words.owner}
      hint={words.ownerHint}
      query={OwnerChoicesDocument}
      suggestionsOf={({ entities }) => entities.facets.owners.flatMap(({ value }) => value ?? [])}
      value={value}
      onChange={onChange}
    />
  );
}
