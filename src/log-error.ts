import { withoutStatement } from './store/database/query-error.ts';

/** What is logged of an error: no statement, no parameters and no row, which the database's own errors can quote. */
export function logError(error: unknown): unknown {
  const cause = withoutStatement(error);
  if (!(cause instanceof Error)) return cause;
  const { name, message, stack } = cause;
  return { type: name, message, stack, ...('code' in cause && { code: cause.code }) };
}
