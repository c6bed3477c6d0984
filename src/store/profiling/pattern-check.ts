import { MAX_PATTERN_SIZE, patternSize } from '../../domain/profiling/pattern-size.ts';
import { type Database, INVALID_REGULAR_EXPRESSION, sqlStateOf, StatementTimeoutError } from '../database/sql.ts';

const COMPILE_TIMEOUT_MS = 2_000;

/**
 * Why Postgres cannot use a text as a regular expression, or undefined when it can. Postgres decides itself, within
 * bounds: its matching does not backtrack unless a pattern refers back, so that is refused as well.
 */
export async function patternProblem(database: Database, pattern: string): Promise<string | undefined> {
  // Behind this mark everything is text.
  if (pattern.startsWith('***=')) return undefined;
  if (/^(\*\*\*:)?\(\?[a-z]+\)/.test(pattern)) return 'must not set options: they change what the rest means';
  if (/\\[1-9]/.test(pattern.replaceAll('\\\\', ''))) return 'must not refer back: matching that can take for ever';
  if (pattern.includes('(?#')) return 'must not hold a comment';
  if (patternSize(pattern) > MAX_PATTERN_SIZE) return 'is too complex: its repetitions multiply to too much';
  try {
    const { rows } = await database.readOnly({ timeoutMs: COMPILE_TIMEOUT_MS }, (sql) =>
      sql.query('SELECT $1::text ~ $2::text', ['', pattern]),
    );
    return rows.length === 1 ? undefined : 'is too complex: it cannot be compiled';
  } catch (error) {
    if (error instanceof StatementTimeoutError) return 'is too complex: it takes too long to compile';
    if (sqlStateOf(error) !== INVALID_REGULAR_EXPRESSION) throw error;
    return error instanceof Error ? error.message : 'is no regular expression';
  }
}
