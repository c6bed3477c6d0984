import type { CombinedError } from 'urql';

import { text } from '../text/text.ts';

/** In sentences for the reader. */
export function explainError(error: CombinedError): string {
  if (error.networkError && error.graphQLErrors.length === 0) return text.errors.unreachable;
  return error.graphQLErrors
    .map(({ message, extensions }) => {
      const { errorId } = extensions as { errorId?: unknown };
      return typeof errorId === 'string' ? text.errors.masked(errorId) : message;
    })
    .join(' ');
}
