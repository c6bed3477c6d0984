import { DrizzleQueryError } from 'drizzle-orm';

/** Drizzle's errors contain the whole statement with its parameters, which must not be logged; their cause does not. */
export function withoutStatement(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? new Error('the statement failed')) : error;
}
