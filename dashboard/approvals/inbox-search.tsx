import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { text } from '../text/text.ts';
import { Input } from '../ui/field.tsx';

const DELAY_MS = 250;

export interface InboxSearchProps {
  /** As in the URL. */
  value: string;
  onSearch: (words: string) => void;
}

/** Looks for words among the requests that are there, when one stops typing. */
export function InboxSearch({ value, onSearch }: InboxSearchProps) {
  const [draft, setDraft] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const search = (words: string) => {
    clearTimeout(timer.current);
    if (words !== value) onSearch(words);
  };
  return (
    <form
      className="relative w-full sm:w-72"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft !== undefined) search(draft);
      }}
    >
      <Search aria-hidden size={15} className="pointer-events-none absolute top-2 left-2.5 text-muted" />
      <Input
        type="search"
        className="pl-8"
        aria-label={text.approvals.filters.search}
        placeholder={text.approvals.filters.search}
        value={draft ?? value}
        onChange={({ target }) => {
          const words = target.value;
          setDraft(words);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            search(words);
          }, DELAY_MS);
        }}
        onBlur={() => {
          if (draft !== undefined) search(draft);
          setDraft(undefined);
        }}
      />
    </form>
  );
}
