import { text } from '../../text/text.ts';
import { PackChoicesDocument } from '../change.generated.ts';
import { SuggestingField } from './change-field.tsx';

export interface PackFieldProps {
  value: string;
  onChange: (standardPackId: string) => void;
}

/** The standard pack that governs it; those that govern other entities are suggested. */
export function PackField({ value, onChange }: PackFieldProps) {
  const words = text.change.fields;
  return (
    <SuggestingField
      path={['change', 'standardPackId']}
      label={words.standardPackId}
      hint={words.standardPackIdHint}
      query={PackChoicesDocument}
      suggestionsOf={({ entities }) => entities.facets.standardPacks.flatMap(({ value }) => value ?? [])}
      value={value}
      onChange={onChange}
    />
  );
}
