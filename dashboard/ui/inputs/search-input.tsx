import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { Input } from '../field.tsx';

export interface SearchInputProps {
  label: string;
  /** What it says while it is empty. If left out: the label. */
  placeholder?: string;
  /** As in the URL. */
  value: string;
  /** @param isGoingOn whether the same person goes on typing what was searched for before */
  onSearch: (words: string, isGoingOn: boolean) => void;
}

const DELAY_MS = 250;

interface Draft {
  words: string;
  /** What the URL said when it was typed, and what it will say: with anything else, the URL was changed elsewhere. */
  base: string;
  sent?: string;
}

/** Searches when one stops typing. */
export function SearchInput({ label, placeholder = label, value, onSearch }: SearchInputProps) {
  const [draft, setDraft] = useState<Draft>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const isCurrent = draft !== undefined && (value === draft.base || value === draft.sent);

  const search = (words: string) => {
    clearTimeout(timer.current);
    const isGoingOn = isCurrent && draft.sent !== undefined;
    setDraft({ words, base: value, sent: words });
    if (words !== value) onSearch(words, isGoingOn);
  };

  return (
    <form
      className="relative w-full sm:w-72"
      onSubmit={(event) => {
        event.preventDefault();
        if (isCurrent) search(draft.words);
      }}
    >
      <Search aria-hidden size={15} className="pointer-events-none absolute top-2 left-2.5 text-muted" />
      <Input
        type="search"
        className="pl-8"
        aria-label={label}
        placeholder={placeholder}
        title={label}
        value={isCurrent ? draft.words : value}
        onChange={({ target }) => {
          const words = target.value;
          setDraft({ words, base: value, ...(isCurrent && draft.sent !== undefined && { sent: draft.sent }) });
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            search(words);
          }, DELAY_MS);
        }}
        onBlur={() => {
          if (isCurrent && draft.words !== value) search(draft.words);
          setDraft(undefined);
        }}
      />
    </form>
  );
}
