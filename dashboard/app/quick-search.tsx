import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useQuery } from 'urql';

import { UNCACHED } from '../graph/uncached.ts';
import { text } from '../text/text.ts';
import { Input } from '../ui/field.tsx';
import { QuickSearchDocument } from './quick-search.generated.ts';
import { QuickSearchList } from './quick-search-list.tsx';

const DELAY_MS = 150;

/**
 * Suggests entities as one types: choosing one opens it, and Enter without a choice leads to all that match. The key /
 * moves the focus to it.
 */
export function QuickSearch() {
  const [words, setWords] = useState('');
  /** What is searched for: the words once one pauses. */
  const [asked, setAsked] = useState('');
  const [isOpen, setOpen] = useState(false);
  /** The suggestion that the arrow keys are at; -1: none. */
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listId = useId();
  const navigate = useNavigate();
  const [{ data, stale, fetching }] = useQuery({
    query: QuickSearchDocument,
    variables: { search: asked },
    pause: !isOpen || asked === '',
    context: UNCACHED,
  });
  const isAsking = words.trim() !== asked || fetching || stale;
  const found = isOpen && asked !== '' ? data?.entities.edges.map(({ node }) => node) : undefined;
  const isListed = found !== undefined && words.trim() !== '';

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
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

  const change = (next: string) => {
    setWords(next);
    setOpen(true);
    setActive(-1);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setAsked(next.trim());
    }, DELAY_MS);
  };

  const leave = () => {
    setOpen(false);
    setActive(-1);
  };

  /** To the page that is opened: the field has done its work. */
  const leaveFor = () => {
    leave();
    clearTimeout(timer.current);
    setWords('');
    setAsked('');
    document.getElementById('content')?.focus();
  };

  const open = (index: number) => {
    const entity = found?.[index];
    if (!entity) return;
    const { entityType, canonicalKey } = entity;
    leaveFor();
    void navigate({ to: '/entities/$entityType/$canonicalKey', params: { entityType, canonicalKey } });
  };

  const showAll = () => {
    const search = words.trim();
    leaveFor();
    void navigate({ to: '/entities', search: search === '' ? {} : { search } });
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (active >= 0 && isListed) open(active);
    else showAll();
  };

  const press = (event: KeyboardEvent) => {
    const count = isListed ? found.length : 0;
    if (event.key === 'Escape' && isOpen) {
      // The browser would empty the field as well.
      event.preventDefault();
      leave();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (count === 0) return;
      // From the field, which is -1, through the suggestions and back to it.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(((active + 1 + step + count + 1) % (count + 1)) - 1);
    }
  };

  return (
    <form role="search" className="relative min-w-0 flex-1 sm:max-w-sm" onSubmit={submit}>
      <Search aria-hidden size={15} className="pointer-events-none absolute top-2 left-2.5 text-muted" />
      <Input
        ref={input}
        type="search"
        role="combobox"
        autoComplete="off"
        className="pl-8"
        aria-label={text.navigation.search}
        aria-autocomplete="list"
        aria-expanded={isListed}
        aria-controls={listId}
        {...(active >= 0 && isListed && { 'aria-activedescendant': `${listId}-${active}` })}
        placeholder={text.navigation.search}
        title={text.navigation.searchHint}
        value={words}
        onChange={({ target }) => {
          change(target.value);
        }}
        onKeyDown={press}
        onFocus={() => {
          setOpen(true);
        }}
        onBlur={leave}
      />
      <QuickSearchList
        id={listId}
        entities={isListed ? found : undefined}
        isAsking={isAsking}
        active={active}
        onChoose={open}
        onShowAll={showAll}
      />
    </form>
  );
}
