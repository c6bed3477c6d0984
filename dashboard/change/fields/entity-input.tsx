import { useState } from 'react';
import { useQuery } from 'urql';

import type { EntityType } from '../../gql/types.ts';
import { Input } from '../../ui/field.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { EntityChoicesDocument } from '../change.generated.ts';

export interface EntityInputProps {
  id: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
  entityType: EntityType;
  value: string;
  onChange: (canonicalKey: string) => void;
  onEnter?: () => void;
}

/** A canonical key, with what the search finds for it as one types. */
export function EntityInput({ entityType, value, onChange, onEnter, ...props }: EntityInputProps) {
  const [hasFocus, setFocus] = useState(false);
  const search = useSettled(value.trim());
  const [{ data }] = useQuery({
    query: EntityChoicesDocument,
    variables: { search, entityTypes: [entityType] },
    pause: !hasFocus,
  });
  const listId = `${props.id}-choices`;
  return (
    <>
      <Input
        {...props}
        list={listId}
        autoComplete="off"
        value={value}
        onFocus={() => {
          setFocus(true);
        }}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !onEnter) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <datalist id={listId}>
        {data?.entities.edges.map(({ node }) => (
          <option key={node.id} value={node.canonicalKey} label={`${node.canonicalKey} · ${node.name}`} />
        ))}
      </datalist>
    </>
  );
}
