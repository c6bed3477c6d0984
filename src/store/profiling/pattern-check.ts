import { MAX_PATTERN_SIZE, patternSize } from '../../domain/profiling/business-rules/pattern-size.ts';
import { type Database, INVALID_REGULAR_EXPRESSION, sqlStateOf, StatementTimeoutError } from '../database/sql.ts';

const COMPILE_TIMEOUT_MS = 2_000;
/** Less than this is not counted: an import of many rules may have as many patterns. */
const SLOW_MS = 50;
/** Time that the slow patterns of one request can take together. */
const SLOW_BUDGET_MS = 2_000;
/** Patterns whose result is cached. */
const MAX_KNOWN_PATTERNS = 1_000;

/** Why Postgres cannot use a text as a regular expression; undefined if it can. */
export type PatternCheck = (pattern: string) => Promise<string | undefined>;

/**
 * Checks the patterns of one request. Postgres itself decides, within limits: its matching does not backtrack unless a
 * pattern contains back-references, so those are refused as well. Compiling delays others, in the embedded store all of
 * them; so there is a limit for each pattern, and one for all patterns of a request.
 */
export function createPatternCheck(database: Pick<Database, 'readOnly'>): PatternCheck {
  const known = new Map<string, string | undefined>();
  let slowMs = 0;

  async function check(pattern: string): Promise<string | undefined> {
    const problem = problemOfForm(pattern);
    if (problem !== undefined) return problem;
    if (slowMs >= SLOW_BUDGET_MS) return 'was not checked, because the patterns before it took too long to compile';
    const { problem: found, tookMs } = await compile(database, pattern);
    if (tookMs > SLOW_MS) slowMs += tookMs;
    return found;
  }

  return async (pattern) => {
    // After this mark, everything is literal text.
    if (pattern.startsWith('***=')) return undefined;
    if (known.has(pattern)) return known.get(pattern);
    const problem = await check(pattern);
    if (known.size >= MAX_KNOWN_PATTERNS) known.clear();
    known.set(pattern, problem);
    return problem;
  };
}

function problemOfForm(pattern: string): string | undefined {
  if (/^(\*\*\*:)?\(\?[a-z]+\)/.test(pattern)) return 'must not set options';
  if (/\\[1-9]/.test(pattern.replaceAll('\\\\', '')))
    return 'must not contain back-references, because matching them can take forever';
  if (pattern.includes('(?#')) return 'must not contain a comment';
  if (patternSize(pattern) > MAX_PATTERN_SIZE) return 'is too complex: its repetitions multiply';
  return undefined;
}

async function compile(
  database: Pick<Database, 'readOnly'>,
  pattern: string,
): Promise<{ problem: string | undefined; tookMs: number }> {
  // Measured from when the pattern has its turn: it is not to blame for the wait.
  let beganMs = performance.now();
  const problem = await database
    .readOnly({ timeoutMs: COMPILE_TIMEOUT_MS }, (sql) => {
      beganMs = performance.now();
      return sql.query('SELECT $1::text ~ $2::text', ['', pattern]);
    })
    .then(({ rows }) => (rows.length === 1 ? undefined : 'is too complex: it cannot be compiled'), problemOf);
  return { problem, tookMs: performance.now() - beganMs };
}

/** @throws the error, if it says nothing about the pattern */
function problemOf(error: unknown): string {
  if (error instanceof StatementTimeoutError) return 'is too complex: it takes too long to compile';
  if (sqlStateOf(error) !== INVALID_REGULAR_EXPRESSION) throw error;
  return error instanceof Error ? error.message : 'is not a valid regular expression';
}
