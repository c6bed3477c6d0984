import { type Exchange, fetchExchange, type OperationContext } from 'urql';
import { empty, filter, merge, pipe, share } from 'wonka';

/**
 * Context of a query that is asked with ever other variables, such as what somebody types: the cache would keep each answer
 * for as long as the page is open.
 */
export const UNCACHED: Partial<OperationContext> = { isUncached: true };

/** Sends such queries past the cache. Stands before it. */
export function uncachedExchange(): Exchange {
  return ({ forward, ...input }) => {
    const fetchOnly = fetchExchange({ ...input, forward: () => empty });
    return (operations) => {
      const shared = pipe(operations, share);
      return merge([
        pipe(
          shared,
          filter(({ context }) => context.isUncached === true),
          fetchOnly,
        ),
        pipe(
          shared,
          filter(({ context }) => context.isUncached !== true),
          forward,
        ),
      ]);
    };
  };
}
