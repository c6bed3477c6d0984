import { useState } from 'react';

import { EntityKeyInput } from '../../entities/entity-key-input.tsx';
import { text } from '../../text/text.ts';

export interface EntityFilterProps {
  /** Canonical key. */
  value: string | undefined;
  onChoose: (canonicalKey: string | undefined) => void;
}

/** The entity that events are to be about. */
export function EntityFilter({ value = '', onChoose }: EntityFilterProps) {
  const [typed, setTyped] = useState(value);
  const [last, setLast] = useState(value);
  if (last !== value) {
    setLast(value);
    setTyped(value);
  }
  const choose = (key: string) => {
    if (key !== value) onChoose(key === '' ? undefined : key);
  };
  return (
    <div className="w-44">
      <EntityKeyInput
        type="search"
        aria-label={text.home.entityKey}
        placeholder={text.home.anyEntity}
        title={text.home.entityKeyHint}
        className="min-h-7! text-xs"
        value={typed}
        onChange={(key) => {
          setTyped(key);
          if (key === '') choose('');
        }}
        onChoose={choose}
        onBlur={() => {
          choose(typed.trim());
        }}
      />
    </div>
  );
}
