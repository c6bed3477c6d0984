/**
 * The message of an error in one line, with its causes: `fetch` and the system's resolver give the reason only there.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(reasonOf).join(', ');
  if (!(error instanceof Error)) return String(error);
  const text = error.message.replaceAll(/\s*\p{Control}+\s*/gu, ' ');
  const cause = error.cause instanceof Error ? reasonOf(error.cause) : '';
  // Some messages end with that of their cause.
  return text.endsWith(cause) ? text : `${text}: ${cause}`;
}
