import pg from 'pg';

import { type CommitMarker, isInDoubt, MARK, wasCommitted } from './commit-outcome.ts';
import {
  BEGIN,
  BEGIN_SNAPSHOT,
  type Database,
  DatabaseUnavailableError,
  SERIALIZATION_FAILURE,
  type Sql,
  sqlStateOf,
  StatementTimeoutError,
} from './sql.ts';

const { builtins } = pg.types;
const SCALARS: readonly number[] = [builtins.BOOL, builtins.INT2, builtins.INT4, builtins.FLOAT4, builtins.FLOAT8];
/** Arrays of booleans, small integers, integers, texts, varchars, bigints and floats, by their type ids. */
const ARRAYS: readonly number[] = [1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022];
const PARSED = new Set([...SCALARS, ...ARRAYS]);

/** What JavaScript can hold exactly, and arrays, are parsed; all else stays text, as it does with PGlite. */
const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- any number may be the id of a type
    PARSED.has(oid) ? (pg.types.getTypeParser(oid, format) as never) : (((value: string) => value) as never),
};

/** How long an instance that was stopped or cut off can hold its tenants' counters, and the others outwait it. */
const IDLE_IN_TRANSACTION_MS = 10_000;
const LOCK_TIMEOUT_MS = 15_000;
/**
 * An instance that stands still in the middle of a transaction must not hold up all others. Set in each transaction, not
 * for the session: a pooler such as PgBouncer refuses unknown parameters at the start of a connection, and hands a
 * session's settings on to others.
 */
const LIMITS = `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`;
/** A statement without an answer for so long is on a connection that leads nowhere. */
const STATEMENT_DEADLINE_MS = 30_000;
/** pg-boss waits for its own lock for up to 30 s. */
const EXEC_DEADLINE_MS = 60_000;
const ROLLBACK_DEADLINE_MS = 5_000;
/** How much later than its time is over a read-only transaction is given up, where the server does not say so itself. */
const READ_ONLY_MARGIN_MS = 5_000;
const NO_DEADLINE = 0;

export interface PostgresOptions {
  connectionString: string;
  /** Most connections at once. */
  poolSize: number;
  /** Told of errors on idle connections; the pool replaces them by itself. */
  onIdleError: (error: Error) => void;
  /** Longest wait for the answer to a statement. Default: 30 s. */
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
  // The pool listens to idle connections only; one that breaks in use says so to its query and here.
  pool.on('connect', (client) => client.on('error', onIdleError));

  async function inTransaction<T>(begin: string, deadlineMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await reaching(pool.connect());
    let marker: CommitMarker | undefined;
    let result: T;
    try {
      marker = await beginTransaction(client, begin, statementDeadlineMs);
      result = await work(sqlOn(client, deadlineMs));
    } catch (error) {
      // A connection that cannot even roll back is thrown away, not handed to the next.
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
      // Before the question, which needs a connection too.
      client.release(true);
      if (marker === undefined || !isInDoubt(error)) throw error;
      if (!(await wasCommitted(alone, marker))) throw error;
    }
    return result;
  }

  const alone = sqlOn(pool, statementDeadlineMs);

  return {
    async query(text, params, options) {
      try {
        return await alone.query(text, params, options);
      } catch (error) {
        if (sqlStateOf(error) !== SERIALIZATION_FAILURE) throw error;
        // By itself it runs at the level that is the default. It has changed nothing; only a transaction can say another level.
        return inTransaction(`${BEGIN}; ${LIMITS}`, statementDeadlineMs, (sql) => sql.query(text, params, options));
      }
    },
    async exec(text) {
      // On a connection of its own: statements that fail half-way may leave it inside a transaction.
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
      // To connect, and to find out that a connection is dead, takes time as well, on top of that of the statements.
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
  // Several statements give several results, which the driver's types do not know of.
  const results = [await reaching(client.query<CommitMarker>(within(deadlineMs, begin)))].flat();
  return results.at(-1)?.rows[0];
}

/** @throws Error also where Postgres answers a COMMIT with a rollback, after an error that was swallowed on the way */
async function commit(client: pg.PoolClient, deadlineMs: number): Promise<void> {
  const { command } = await reaching(client.query(within(deadlineMs, 'COMMIT')));
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back because one of its statements had failed');
}

/** The server ends or refuses connections; 08P01 is what PgBouncer says of a server that it cannot reach. */
const UNAVAILABLE = /^(57P0[1-5]|08P01|28...|3D000|53300)$/;

/** @throws DatabaseUnavailableError where the server cannot be asked, or any other error that it answers with */
async function reaching<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    // What the server itself says has a state; all else comes from the way to it.
    const sqlState = sqlStateOf(error);
    throw sqlState === undefined || UNAVAILABLE.test(sqlState) ? new DatabaseUnavailableError(error) : error;
  }
}

/** The driver's own deadline of a statement, which its types know for whole connections only; 0 is none. */
function within(deadlineMs: number, text: string) {
  return { text, query_timeout: deadlineMs };
}

function sqlOn(client: pg.Pool | pg.PoolClient, deadlineMs: number): Sql {
  return {
    async query(text, params = [], { rowMode, values } = {}) {
      const query = {
        ...within(deadlineMs, text),
        values: [...params],
        ...(rowMode === 'array' && { rowMode }),
        ...(values !== 'driver' && { types: exactTypes }),
      };
      const result = await reaching<pg.QueryResult>(client.query(query));
      return { rows: result.rows, rowCount: result.rowCount ?? 0 };
    },
  };
}
