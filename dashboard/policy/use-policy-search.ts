import { useNavigate, useSearch } from '@tanstack/react-router';

import type { PolicySearch } from './policy-search.ts';

/** The state in the URL of the page, and how to replace it. */
export function usePolicySearch() {
  const search = useSearch({ from: '/policy' });
  const navigate = useNavigate({ from: '/policy' });
  const change = (changed: PolicySearch, { isStep = false } = {}) => {
    void navigate({ search: changed, replace: !isStep, resetScroll: false });
  };
  return [search, change] as const;
}
