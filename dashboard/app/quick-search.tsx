import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';

import { text } from '../text/text.ts';
import { Input } from '../ui/field.tsx';

/** Leads to the entities that match. The key / moves the focus to it. */
export function QuickSearch() {
  const [words, setWords] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => {
      removeEventListener('keydown', focus);
    };
  }, []);

  const search = (event: SubmitEvent) => {
    event.preventDefault();
    void navigate({ to: '/entities', search: { search: words.trim() } });
  };

  return (
    <form role="search" className="relative min-w-0 flex-1 sm:max-w-sm" onSubmit={search}>
      <Search aria-hidden size={15} className="pointer-events-none absolute top-2 left-2.5 text-muted" />
      <Input
        ref={input}
        type="search"
        className="pl-8"
        aria-label={text.navigation.search}
        placeholder={text.navigation.search}
        title={text.navigation.searchHint}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
        }}
      />
    </form>
  );
}
