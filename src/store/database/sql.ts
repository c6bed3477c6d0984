/** The rows of one statement, each as an object, or as an array of its columns where that was asked for. */
export interface SqlResult {
  rows: unknown[];
  /** Rows that the statement changed. */
  rowCount: number;
}

export interface QueryOptions {
  rowMode?: 'object' | 'array';
  /**
   * `exact`, the default: booleans, floats, 32-bit integers and arrays come as such, all other values as Postgres
   * prints them. `driver`: dates and JSON are parsed too, as the pg driver does when nothing is set.
   */
  values?: 'exact' | 'driver';
}

/** Runs single statements. */
export interface Sql {
  query(text: string, params?: readonly unknown[], options?: QueryOptions): Promise<SqlResult>;
}

export interface TransactionOptions {
  /** Its statements may take as long as they take: migrations do, and whoever waits for another instance. */
  isPatient?: boolean;
  /**
   * Where the database goes away at the last moment, it is found out whether the transaction was committed. Otherwise
   * that is an error, and an open question. For a store that has been migrated.
   */
  isMarked?: boolean;
}

/**
 * Begins a transaction whose statements each see what was committed before them, as all of ours are written for. Said each time: a
 * database or a role may have been given another default.
 */
export const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';

/** Begins a transaction that writes nothing, and whose statements see the database as of one moment. */
export const BEGIN_SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Somewhere that SQL runs: the store itself, or the warehouse whose tables are profiled. */
export interface Database extends Sql {
  /** Runs several statements in one go; for migrations. */
  exec(text: string): Promise<void>;
  /** Commits when `work` resolves and rolls back when it rejects. Transactions do not nest. */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * As `transaction`, but the database refuses to write, and all statements see it as of one moment: that of the first
   * one that reads.
   * @throws StatementTimeoutError when a statement takes longer than `timeoutMs`
   * @throws DatabaseUnavailableError when the database cannot be reached, or goes away
   */
  readOnly<T>(options: { timeoutMs: number }, work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export class StatementTimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`the statement did not finish within ${timeoutMs / 1000} s`);
    this.name = 'StatementTimeoutError';
  }
}

/** The database cannot be reached, refuses the connection, or went away: what was asked of it says nothing about that. */
export class DatabaseUnavailableError extends Error {
  constructor(cause: unknown) {
    super(`the database is not available: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseUnavailableError';
  }
}

/** SQLSTATE of a statement that a stricter isolation level refuses because of what others have done meanwhile. */
export const SERIALIZATION_FAILURE = '40001';

/** SQLSTATE of a pattern that Postgres cannot compile. */
export const INVALID_REGULAR_EXPRESSION = '2201B';

/** The five-letter SQLSTATE of a database error, or undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^(?=.*[0-9])[0-9A-Z]{5}$/.test(cause.code))
      return cause.code;
  }
  return undefined;
}
