import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

import { ErrorNote, Skeleton } from './notes.tsx';

export interface QueryState<D> {
  data?: D | undefined;
  error?: CombinedError | undefined;
  fetching: boolean;
}

export interface QueryViewProps<D> {
  state: QueryState<D>;
  onRetry: () => void;
  /** Default: a grey area. */
  loading?: ReactNode;
  children: (data: D) => ReactNode;
}

/** What a query has brought; while there is nothing a place for it, and what failed above what stayed. */
export function QueryView<D>({ state: { data, error }, onRetry, loading, children }: QueryViewProps<D>) {
  return (
    <>
      {error && <ErrorNote error={error} onRetry={onRetry} />}
      {data !== undefined && data !== null ? children(data) : !error && (loading ?? <Skeleton />)}
    </>
  );
}
