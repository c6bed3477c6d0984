import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

import type { EntitySearch } from './entity-search.ts';

export const ENTITY_ROUTE = '/entities/$entityType/$canonicalKey';

type SearchPart = { [K in keyof EntitySearch]?: EntitySearch[K] | undefined };

/** The state in the URL of the page, and how to change a part of it: what is undefined is left out. */
export function useEntitySearch() {
  const search = useSearch({ from: ENTITY_ROUTE });
  const navigate = useNavigate({ from: ENTITY_ROUTE });
  const change = useCallback(
    (part: SearchPart) => {
      void navigate({
        search: (before) => withPart(before, part),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, change] as const;
}

function withPart(before: EntitySearch, part: SearchPart): EntitySearch {
  const entries: [string, unknown][] = Object.entries({ ...before, ...part });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
