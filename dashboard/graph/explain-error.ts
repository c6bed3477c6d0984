import type { CombinedError } from 'urql';

import { SignInError } from '../../browser/sign-in/sign-in-error.ts';
import { text } from '../text/text.ts';

/** In sentences for the reader. */
export function explainError(error: CombinedError): string {
  // Nothing was sent, because the issuer gives no token at the moment.
  if (error.networkError instanceof SignInError) return error.networkError.message;
  if (error.networkError && error.graphQLErrors.length === 0) return text.errors.unreachable;
  return error.graphQLErrors
    .map(({ message, extensions }) => {
      const { errorId } = extensions as { errorId?: unknown };
      return typeof errorId === 'string' ? text.errors.masked(errorId) : message;
    })
    .join(' ');
}
