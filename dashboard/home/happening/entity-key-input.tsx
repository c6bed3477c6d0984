import { type SubmitEvent, useId, useState } from 'react';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { EntityKeysDocument } from './entity-keys.generated.ts';

export interface EntityKeyInputProps {
  value: string | undefined;
  onChoose: (canonicalKey: string | undefined) => void;
}

/** A canonical key, with those that match what was typed. It is chosen with Enter, by a suggestion, or by leaving. */
export function EntityKeyInput({ value = '', onChoose }: EntityKeyInputProps) {
  const [typed, setTyped] = useState(value);
  const [last, setLast] = useState(value);
  if (last !== value) {
    setLast(value);
    setTyped(value);
  }
  const listId = useId();
  const search = useSettled(typed.trim());
  const [{ data }] = useQuery({
    query: EntityKeysDocument,
    variables: { search },
    pause: search.length < 2 || search === value,
  });
  const options = data?.entities.edges.map(({ node }) => node) ?? [];
  const choose = (key: string) => {
    const next = key.trim();
    if (next !== value) onChoose(next === '' ? undefined : next);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    choose(typed);
  };
  return (
    <form onSubmit={submit}>
      <input
        type="search"
        aria-label={text.home.entityKey}
        placeholder={text.home.anyEntity}
        title={text.home.entityKeyHint}
        list={listId}
        value={typed}
        autoComplete="off"
        className="min-h-7 w-44 rounded-md border border-strong-line bg-surface px-2 text-xs text-ink"
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value === '' || options.some(({ canonicalKey }) => canonicalKey === target.value))
            choose(target.value);
        }}
        onBlur={() => {
          choose(typed);
        }}
      />
      <datalist id={listId}>
        {options.map(({ id, canonicalKey, name }) => (
          <option key={id} value={canonicalKey}>
            {name}
          </option>
        ))}
      </datalist>
    </form>
  );
}
