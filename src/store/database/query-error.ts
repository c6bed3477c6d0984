import { DrizzleQueryError } from 'drizzle-orm';

/** Drizzle's errors hold the whole statement with its parameters, which are nobody's business; their cause does not. */
export function withoutStatement(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? new Error('the statement failed')) : error;
}
