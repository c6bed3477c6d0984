import { type ComponentProps, useId, useState } from 'react';
import { useQuery } from 'urql';

import { UNCACHED } from '../graph/uncached.ts';
import { Input } from '../ui/field.tsx';
import { useSettled } from '../ui/use-settled.ts';
import type { EntityFilter } from './entities.generated.ts';
import { EntityKeysDocument } from './entity-keys.generated.ts';

export interface EntityKeyInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'list'> {
  /** As it is typed. */
  value: string;
  onChange: (canonicalKey: string) => void;
  /** Called when a suggestion is taken or Enter is pressed. */
  onChoose?: (canonicalKey: string) => void;
  /** Which entities are suggested. Default: all. */
  among?: Omit<EntityFilter, 'search'>;
}

/** A canonical key, with what the search finds for it as one types. Any other key can be typed as well. */
export function EntityKeyInput({ value, onChange, onChoose, among, ...props }: EntityKeyInputProps) {
  const [hasFocus, setFocus] = useState(false);
  const search = useSettled(value.trim());
  const [{ data }] = useQuery({
    query: EntityKeysDocument,
    variables: { filter: { ...among, ...(search !== '' && { search }) } },
    pause: !hasFocus,
    context: UNCACHED,
  });
  const entities = data?.entities.edges.map(({ node }) => node) ?? [];
  const listId = useId();
  return (
    <>
      <Input
        autoComplete="off"
        {...props}
        list={listId}
        value={value}
        onFocus={() => {
          setFocus(true);
        }}
        onChange={({ target, nativeEvent }) => {
          onChange(target.value);
          if (isSuggestion(nativeEvent)) onChoose?.(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !onChoose) return;
          event.preventDefault();
          onChoose(value.trim());
        }}
      />
      <datalist id={listId}>
        {entities.map(({ id, canonicalKey, name }) => (
          <option key={id} value={canonicalKey} label={`${name} · ${canonicalKey}`} />
        ))}
      </datalist>
    </>
  );
}

/** Whether the text was put there, and not typed. */
function isSuggestion(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === 'insertReplacementText';
}
