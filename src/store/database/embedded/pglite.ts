import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker } from 'node:worker_threads';

import { inTime } from '../../../in-time.ts';
import {
  BEGIN,
  BEGIN_SNAPSHOT,
  type Database,
  type QueryOptions,
  type Sql,
  type SqlResult,
  StatementTimeoutError,
} from '../sql.ts';

interface PgliteOptions {
  /** Folder of the database. If left out: in memory. */
  dataDir?: string;
  /** Uncompressed tar of a data folder to start from, as `dump` returns it. */
  template?: Uint8Array;
  /** PGlite's own pglite.wasm, compiled: databases that share it need not each compile it. */
  wasm?: WebAssembly.Module;
}

export interface PgliteDatabase extends Database {
  /** The data folder as an uncompressed tar. */
  dump(): Promise<Uint8Array>;
}

type Request =
  | { kind: 'query'; text: string; params: readonly unknown[]; options: QueryOptions }
  | { kind: 'exec'; text: string }
  | { kind: 'dump' | 'close' };

/** An error of the database, with the fields that errors of the pg driver have. */
class PgliteError extends Error {
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  constructor(fields: { message: string; code?: string; constraint?: string }) {
    super(fields.message);
    this.name = 'PgliteError';
    this.code = fields.code;
    this.constraint = fields.constraint;
  }
}

/** Postgres in this process, on its own thread. One transaction runs at a time; the others queue. */
export async function openPglite(options: PgliteOptions): Promise<PgliteDatabase> {
  let connection = await connect(options);
  let line: Promise<unknown> = Promise.resolve();
  const insideTurn = new AsyncLocalStorage<true>();
  let closed = false;

  /** One at a time, in order of arrival, whatever the result of the previous one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    // It would wait for itself, and everybody else for it.
    if (insideTurn.getStore()) throw new Error('inside a transaction, use what the transaction was given');
    const turn = line.then(async () => {
      // The thread crashed: the database is opened again, and recovers from its log as after a power failure.
      if (connection.isBroken() && !closed) connection = await connect(options);
      return insideTurn.run(true, work);
    });
    line = turn.catch(() => undefined);
    return turn;
  }

  const sql: Sql = {
    query: (text, params = [], options = {}) =>
      connection.ask<SqlResult>({ kind: 'query', text, params: params.map(toParameter), options }),
  };

  async function inTransaction<T>(begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      await sql.query(begin);
      const result = await work(sql);
      // After an error that was swallowed, a COMMIT would silently roll back.
      await connection.ask({ kind: 'exec', text: 'SELECT 1; COMMIT' });
      return result;
    } catch (error) {
      // The error of the rollback adds nothing to the reason for the broken connection.
      await sql.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  return {
    query: (text, params, options) => inTurn(() => sql.query(text, params, options)),
    exec: (text) =>
      inTurn(async () => {
        try {
          await connection.ask({ kind: 'exec', text });
        } catch (error) {
          // Statements that fail half-way may leave the session inside a transaction, and there is only one session.
          await sql.query('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
    transaction: (work) => inTurn(() => inTransaction(BEGIN, work)),
    readOnly: ({ timeoutMs }, work) =>
      inTurn(async () => {
        // PGlite has no statement timeout. Nothing else runs at this time and nothing of it was written, so terminating
        // the thread loses nothing; the database recovers from its log as after a power failure.
        const running = inTransaction(BEGIN_SNAPSHOT, work);
        try {
          return await inTime(running, timeoutMs, () => {
            throw new StatementTimeoutError(timeoutMs);
          });
        } catch (error) {
          if (error instanceof StatementTimeoutError) {
            running.catch(() => undefined);
            await connection.terminate();
            connection = await connect(options);
          }
          throw error;
        }
      }),
    dump: () => inTurn(async () => (await connection.ask<{ dump: Uint8Array }>({ kind: 'dump' })).dump),
    close: () =>
      inTurn(async () => {
        closed = true;
        await connection.ask({ kind: 'close' });
        await connection.terminate();
      }),
  };
}

const STACK_SIZE_MB = 64;

interface Answer {
  id: number;
  result?: unknown;
  error?: { message: string; code?: string; constraint?: string };
  ready?: boolean;
}

interface Connection {
  ask<T>(request: Request): Promise<T>;
  terminate(): Promise<unknown>;
  isBroken(): boolean;
}

async function connect({ dataDir, template, wasm }: PgliteOptions): Promise<Connection> {
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), {
    workerData: { dataDir, template, wasm },
    // Postgres checks its own stack, and reports when it is exhausted; the thread's stack must not end before that.
    resourceLimits: { stackSizeMb: STACK_SIZE_MB },
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let broken: Error | undefined;

  await new Promise<void>((resolve, reject) => {
    function breakDown(error: Error): void {
      broken ??= error;
      reject(broken);
      for (const request of waiting.values()) request.reject(broken);
      waiting.clear();
    }
    worker.on('message', ({ id, result, error, ready }: Answer) => {
      if (ready) resolve();
      const request = waiting.get(id);
      waiting.delete(id);
      if (error) request?.reject(new PgliteError(error));
      else request?.resolve(result as never);
    });
    worker.on('error', (error) => {
      breakDown(new Error(`the embedded database broke down: ${error.message}`, { cause: error }));
    });
    worker.on('exit', () => {
      breakDown(new Error('the embedded database is closed'));
    });
  });

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (broken) {
          reject(new Error(broken.message, { cause: broken }));
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, ...request });
      }),
    terminate: () => worker.terminate(),
    isBroken: () => broken !== undefined,
  };
}

/** As the pg driver does: dates as RFC 3339, objects as JSON. */
function toParameter(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)) {
    return JSON.stringify(value);
  }
  return value;
}
