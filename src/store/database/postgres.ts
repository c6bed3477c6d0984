import pg from 'pg';

import { type CommitMarker, isInDoubt, MARK, wasCommitted } from './commit-outcome.ts';
import {
  BEGIN,
  BEGIN_SNAPSHOT,
  type Database,
  DatabaseUnavailableError,
  type QueryOptions,
  SERIALIZATION_FAILURE,
  type Sql,
  type SqlResult,
  sqlStateOf,
  StatementTimeoutError,
} from './sql.ts';
import { createPreparedNames } from './statements/prepared-names.ts';

const { builtins } = pg.types;
const SCALARS: readonly number[] = [builtins.BOOL, builtins.INT2, builtins.INT4, builtins.FLOAT4, builtins.FLOAT8];
/** Arrays of booleans, small integers, integers, texts, varchars, bigints and floats, by their type ids. */
const ARRAYS: readonly number[] = [1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022];
const PARSED = new Set([...SCALARS, ...ARRAYS]);

/** What JavaScript can represent exactly, and arrays, are parsed; everything else stays text, as with PGlite. */
const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- any number may be the id of a type
    PARSED.has(oid) ? (pg.types.getTypeParser(oid, format) as never) : (((value: string) => value) as never),
};

/**
 * How long an instance that was stopped or cut off can hold its tenants' counters; other instances wait longer than
 * that.
 */
const IDLE_IN_TRANSACTION_MS = 10_000;
const LOCK_TIMEOUT_MS = 15_000;
/**
 * An instance that hangs in the middle of a transaction must not block all others. Set in each transaction, not for the
 * session: a pooler such as PgBouncer refuses unknown parameters at the start of a connection, and passes a session's
 * settings on to other clients.
 */
const LIMITS = `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`;
const STALE_STATEMENT = '0A000';
/** A statement without a response for this long is on a broken connection. */
const STATEMENT_DEADLINE_MS = 30_000;
/** pg-boss waits for its own lock for up to 30 s. */
const EXEC_DEADLINE_MS = 60_000;
const ROLLBACK_DEADLINE_MS = 5_000;
/** How long after its time limit a read-only transaction is abandoned, if Postgres does not report a timeout itself. */
const READ_ONLY_MARGIN_MS = 5_000;
const NO_DEADLINE = 0;

export interface PostgresOptions {
  connectionString: string;
  /** Most connections at once. */
  poolSize: number;
  /** Called with errors of idle connections; the pool replaces them by itself. */
  onIdleError: (error: Error) => void;
  /** Longest wait for the response to a statement. Default: 30 s. */
  statementDeadlineMs?: number;
}

/** A pool of connections to a Postgres server. Connects at the first statement. */
export function openPostgres(options: PostgresOptions): Database {
  const { connectionString, poolSize, onIdleError, statementDeadlineMs = STATEMENT_DEADLINE_MS } = options;
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  pool.on('error', onIdleError);
  // The pool handles errors of idle connections only; a connection that breaks while in use reports it to its query and
  // here.
  pool.on('connect', (client) => client.on('error', onIdleError));

  async function inTransaction<T>(begin: string, deadlineMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await reaching(pool.connect());
    let marker: CommitMarker | undefined;
    let result: T;
    try {
      marker = await beginTransaction(client, begin, statementDeadlineMs);
      result = await work(sqlOn(client, deadlineMs));
    } catch (error) {
      // A connection that cannot even roll back is discarded, not reused.
      await client.query(within(ROLLBACK_DEADLINE_MS, 'ROLLBACK')).then(
        () => {
          client.release();
        },
        () => {
          client.release(true);
        },
      );
      throw error;
    }
    try {
      await commit(client, deadlineMs);
      client.release();
    } catch (error) {
      // Released before looking for the outcome, which needs a connection too.
      client.release(true);
      if (marker === undefined || !isInDoubt(error)) throw error;
      if (!(await wasCommitted(alone, marker))) throw error;
    }
    return result;
  }

  const alone: NamedSql = {
    async query(text, params, options) {
      const client = await reaching(pool.connect());
      try {
        const result = await sqlOn(client, statementDeadlineMs).query(text, params, options);
        client.release();
        return result;
      } catch (error) {
        // A connection that is broken, or whose prepared statements are out of date, is not used again.
        client.release(isInDoubt(error) || sqlStateOf(error) === STALE_STATEMENT);
        throw error;
      }
    },
  };
  const prepared = createPreparedNames();

  return {
    async query(text, params, options) {
      const name = options?.isRepeated === true ? prepared.nameOf(text) : undefined;
      try {
        return await alone.query(text, params, { ...options, name });
      } catch (error) {
        if (name !== undefined && prepared.isLost(error)) return alone.query(text, params, options);
        if (sqlStateOf(error) !== SERIALIZATION_FAILURE) throw error;
        // A single statement runs at the default isolation level. It has changed nothing; only a transaction can set
        // another level.
        return inTransaction(`${BEGIN}; ${LIMITS}`, statementDeadlineMs, (sql) => sql.query(text, params, options));
      }
    },
    async exec(text) {
      // On its own connection: statements that fail half-way may leave it inside a transaction.
      const client = await reaching(pool.connect());
      try {
        await reaching(client.query(within(EXEC_DEADLINE_MS, text)));
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    transaction: (work, { isPatient = false, isMarked = false } = {}) =>
      inTransaction(
        isMarked ? `${BEGIN}; ${LIMITS}; ${MARK}` : `${BEGIN}; ${LIMITS}`,
        isPatient ? NO_DEADLINE : statementDeadlineMs,
        work,
      ),
    async readOnly({ timeoutMs }, work) {
      const begin = `${BEGIN_SNAPSHOT}; ${LIMITS}; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}`;
      const deadlineMs = Math.ceil(timeoutMs) + READ_ONLY_MARGIN_MS;
      // Connecting, and detecting a dead connection, take time in addition to that of the statements.
      const late = new Promise<never>((_, reject) => {
        AbortSignal.timeout(deadlineMs).onabort = () => {
          reject(new DatabaseUnavailableError(new Error(`no response within ${deadlineMs / 1000} s`)));
        };
      });
      try {
        return await Promise.race([inTransaction(begin, deadlineMs, work), late]);
      } catch (error) {
        throw sqlStateOf(error) === '57014' ? new StatementTimeoutError(timeoutMs) : error;
      }
    },
    close: () => pool.end(),
  };
}

async function beginTransaction(
  client: pg.PoolClient,
  begin: string,
  deadlineMs: number,
): Promise<CommitMarker | undefined> {
  // Several statements return several results, which the driver's types do not include.
  const results = [await reaching(client.query<CommitMarker>(within(deadlineMs, begin)))].flat();
  return results.at(-1)?.rows[0];
}

/** @throws Error also if Postgres answers a COMMIT with a rollback, after an error that was swallowed */
async function commit(client: pg.PoolClient, deadlineMs: number): Promise<void> {
  const { command } = await reaching(client.query(within(deadlineMs, 'COMMIT')));
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back because one of its statements had failed');
}

/** Postgres ends or refuses connections; 08P01 is what PgBouncer reports if it cannot reach its server. */
const UNAVAILABLE = /^(57P0[1-5]|08P01|28...|3D000|53300)$/;

/**
 * @param isSent whether a statement is on its way
 * @throws DatabaseUnavailableError if the server cannot be reached, or any other error that it returns
 */
async function reaching<T>(answer: Promise<T>, isSent = false): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    // Errors of Postgres itself have a SQLSTATE; all others come from the connection.
    const sqlState = sqlStateOf(error);
    throw sqlState === undefined || UNAVAILABLE.test(sqlState) ? new DatabaseUnavailableError(error, isSent) : error;
  }
}

/** The driver's own deadline for a statement, which its types know for whole connections only; 0 is none. */
function within(deadlineMs: number, text: string) {
  return { text, query_timeout: deadlineMs };
}

/** As `Sql`, for statements that can be prepared by name. */
interface NamedSql {
  query(
    text: string,
    params?: readonly unknown[],
    options?: QueryOptions & { name?: string | undefined },
  ): Promise<SqlResult>;
}

function sqlOn(client: pg.PoolClient, deadlineMs: number): NamedSql {
  return {
    async query(text, params = [], { rowMode, values, name } = {}) {
      const query = {
        ...within(deadlineMs, text),
        values: [...params],
        ...(rowMode === 'array' && { rowMode }),
        ...(values !== 'driver' && { types: exactTypes }),
        ...(name !== undefined && { name }),
      };
      const result = await reaching<pg.QueryResult>(client.query(query), true);
      return { rows: result.rows, rowCount: result.rowCount ?? 0 };
    },
  };
}
