import pg from 'pg';

import { sqlStateOf, StatementTimeoutError, type Database, type Sql } from './sql.ts';

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

const IDLE_IN_TRANSACTION_MS = 30_000;
const LOCK_TIMEOUT_MS = 20_000;

export interface PostgresOptions {
  connectionString: string;
  /** Most connections at once. */
  poolSize: number;
  /** Told of errors on idle connections; the pool replaces them by itself. */
  onIdleError: (error: Error) => void;
}

/** A pool of connections to a Postgres server. Connects at the first statement. */
export function openPostgres({ connectionString, poolSize, onIdleError }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // An instance that stands still in the middle of a transaction must not hold up all others.
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
  });
  pool.on('error', onIdleError);
  // The pool listens to idle connections only; one that breaks in use says so to its query and here.
  pool.on('connect', (client) => client.on('error', onIdleError));

  async function inTransaction<T>(begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await work(sqlOn(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error('the connection cannot roll back');
      });
      throw error;
    } finally {
      // A connection that cannot even roll back is thrown away, not handed to the next.
      client.release(broken);
    }
  }

  return {
    ...sqlOn(pool),
    async exec(text) {
      // On a connection of its own: statements that fail half-way may leave it inside a transaction.
      const client = await pool.connect();
      try {
        await client.query(text);
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    transaction: (work) => inTransaction('BEGIN', work),
    async readOnly({ timeoutMs }, work) {
      try {
        return await inTransaction('BEGIN READ ONLY', async (sql) => {
          await sql.query(`SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}`);
          return work(sql);
        });
      } catch (error) {
        throw sqlStateOf(error) === '57014' ? new StatementTimeoutError(timeoutMs) : error;
      }
    },
    close: () => pool.end(),
  };
}

function sqlOn(client: pg.Pool | pg.PoolClient): Sql {
  return {
    async query(text, params = [], { rowMode, values } = {}) {
      const result = await client.query({
        text,
        values: [...params],
        ...(rowMode === 'array' && { rowMode }),
        ...(values !== 'driver' && { types: exactTypes }),
      });
      return { rows: result.rows, rowCount: result.rowCount ?? 0 };
    },
  };
}
