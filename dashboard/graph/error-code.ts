import type { CombinedError } from 'urql';

/** The code of the first error in an answer; undefined if there was no answer. */
export function errorCodeOf({ graphQLErrors }: CombinedError): string | undefined {
  const { code } = (graphQLErrors[0]?.extensions ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
