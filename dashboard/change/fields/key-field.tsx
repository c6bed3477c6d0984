import { useQuery } from 'urql';

import type { EntityType } from '../../gql/types.ts';
import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { NameTakenDocument } from '../change.generated.ts';
import { TextField } from './change-field.tsx';

export interface KeyFieldProps {
  entityType: EntityType;
  value: string;
  onChange: (canonicalKey: string) => void;
}

/** The name for good, with whether it is free. */
export function KeyField({ entityType, value, onChange }: KeyFieldProps) {
  const words = text.change.key;
  const canonicalKey = useSettled(value);
  const [{ data }] = useQuery({
    query: NameTakenDocument,
    variables: { entityType, canonicalKey },
    pause: canonicalKey === '',
  });
  // Until the answer comes, urql keeps the one before, which is about another key.
  const entity = data?.entity;
  const taken = entity?.entityType === entityType && entity.canonicalKey === value ? entity : undefined;
  return (
    <div>
      <TextField
        path={['canonicalKey']}
        label={words.label}
        hint={words.hint}
        isCode
        value={value}
        onChange={onChange}
      />
      <p role="status" className="text-xs text-warn">
        {taken && (
          <>
            {words.taken}{' '}
            <EntityLink entity={{ entityType, canonicalKey: value }} look="note">
              {taken.name}
            </EntityLink>
          </>
        )}
      </p>
    </div>
  );
}
