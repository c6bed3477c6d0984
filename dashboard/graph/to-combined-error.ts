import { CombinedError } from 'urql';

/** Whatever a request was rejected with, as what the notes about errors take. */
export function toCombinedError(error: unknown): CombinedError {
  if (error instanceof CombinedError) return error;
  return new CombinedError({ networkError: error instanceof Error ? error : new Error(String(error)) });
}
