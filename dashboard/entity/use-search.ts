import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

import type { EntitySearch } from './entity-search.ts';

export const ENTITY_ROUTE = '/entities/$entityType/$canonicalKey';

/** The state in the URL of the page, and how to change a part of it: what is undefined is left out. */
export function useEntitySearch() {
  const search = useSearch({ from: ENTITY_ROUTE });
  const navigate = useNavigate({ from: ENTITY_ROUTE });
  const change = useCallback(
    (part: { [K in keyof EntitySearch]?: EntitySearch[K] | undefined }) => {
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

function withPart(
  before: EntitySearch,
  part: { [K in keyof EntitySearch]?: EntitySearch[K] | undefined },
): EntitySearch {
  return Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined));
}
