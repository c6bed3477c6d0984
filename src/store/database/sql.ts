/** The rows of one statement, each as an object, or as an array of its columns if that was requested. */
export interface SqlResult {
  rows: unknown[];
  /** Rows that the statement changed. */
  rowCount: number;
}

export interface QueryOptions {
  rowMode?: 'object' | 'array';
  /**
   * `exact`, the default: booleans, floats, 32-bit integers and arrays are parsed, all other values are as Postgres
   * prints them. `driver`: dates and JSON are parsed too, as the pg driver does by default.
   */
  values?: 'exact' | 'driver';
  /** The same text comes again and again: outside of a transaction, the database may keep it prepared. */
  isRepeated?: boolean;
}

/** Runs single statements. */
export interface Sql {
  query(text: string, params?: readonly unknown[], options?: QueryOptions): Promise<SqlResult>;
}

export interface TransactionOptions {
  /** Its statements have no time limit: migrations take long, and so does waiting for another instance. */
  isPatient?: boolean;
  /**
   * If the connection breaks during COMMIT, the outcome of the transaction is looked up. Otherwise that is an error,
   * and the outcome stays unknown. Requires a migrated store.
   */
  isMarked?: boolean;
}

/**
 * Begins a transaction in which each statement sees what was committed before it, which all of ours rely on. Set each
 * time, because a database or a role may have another default.
 */
export const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';

/** Begins a transaction that writes nothing, and whose statements see the database as of one moment. */
export const BEGIN_SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** A database: the store itself, or the warehouse with the tables that are profiled. */
export interface Database extends Sql {
  /** Runs several statements at once; for migrations. */
  exec(text: string): Promise<void>;
  /** Commits when `work` resolves and rolls back when it rejects. Transactions do not nest. */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * As `transaction`, but the database refuses to write, and all statements see it as of one moment: that of the first
   * one that reads.
   * @throws StatementTimeoutError if a statement takes longer than `timeoutMs`
   * @throws DatabaseUnavailableError if the database cannot be reached, or the connection breaks
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

/**
 * The database could not be reached, refused the connection, or went away: the error says nothing about the statement.
 */
export class DatabaseUnavailableError extends Error {
  /** Whether a statement had been sent: it may have taken effect. */
  readonly wasSent: boolean;

  constructor(cause: unknown, wasSent = false) {
    super(`the database is not available: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseUnavailableError';
    this.wasSent = wasSent;
  }
}

/** Whether an error says nothing about the statement, but that the database was not available. */
export function isUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DatabaseUnavailableError) return true;
  }
  return false;
}

/** SQLSTATE of a statement that a stricter isolation level refuses because of concurrent transactions. */
export const SERIALIZATION_FAILURE = '40001';

/** SQLSTATE of a statement that Postgres gives up because transactions wait for each other: its transaction can begin again. */
export const DEADLOCK = '40P01';

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
