import { sqlStateOf, type Sql } from './sql.ts';

const INVALID_REGULAR_EXPRESSION = '2201B';

/**
 * Why Postgres cannot use a text as a regular expression, or undefined when it can. Postgres decides itself: it
 * refuses what is malformed and what would be too large to compile. Its matching does not backtrack unless a pattern
 * refers back, so that is refused as well.
 */
export async function patternProblem(sql: Sql, pattern: string): Promise<string | undefined> {
  if (/\\[1-9]/.test(pattern)) return 'back-references are not allowed: matching them can take for ever';
  try {
    await sql.query('SELECT $1::text ~ $2::text', ['', pattern]);
    return undefined;
  } catch (error) {
    if (sqlStateOf(error) !== INVALID_REGULAR_EXPRESSION) throw error;
    return error instanceof Error ? error.message : 'is no regular expression';
  }
}
