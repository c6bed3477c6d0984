/*
 * PGlite on its own thread, so that a long query does not block the server. The thread handles one request at a time.
 * It has no timeouts; to stop a query, its owner terminates the thread. Plain JavaScript, because a worker is loaded by
 * file name, which must be the same in src and in dist.
 */
import { parentPort, workerData } from 'node:worker_threads';

import { PGlite, types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** @param {string} value */
const asText = (value) => value;

/** What JavaScript cannot represent exactly stays text, as in postgres.ts. */
const exactParsers = Object.fromEntries(
  [
    types.INT8,
    types.NUMERIC,
    types.JSON,
    types.JSONB,
    types.DATE,
    types.TIMESTAMP,
    types.TIMESTAMPTZ,
    types.INTERVAL,
    types.BYTEA,
  ].map((oid) => [oid, asText]),
);
/** Parameters that are not plain values arrive as text already. */
const serializers = Object.fromEntries([types.JSON, types.JSONB].map((oid) => [oid, asText]));

// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a thread is started with has no type
const { dataDir, template, wasm } =
  /** @type {{ dataDir?: string, template?: Uint8Array<ArrayBuffer>, wasm?: WebAssembly.Module }} */ (workerData);
const port = parentPort;
if (!port) throw new Error('pglite-worker runs as a worker thread only');

/** Postgres would take 128 MB, all of it resident at once. What is not in it, the system's page cache has. */
const SHARED_BUFFERS = '16MB';
const db = await PGlite.create({
  ...(dataDir && { dataDir }),
  ...(template && { loadDataDir: new Blob([template]) }),
  ...(wasm && { pgliteWasmModule: wasm }),
  startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
  serializers,
  // The search needs it; a store that was created without it gets it by a migration.
  extensions: { pg_trgm },
});
port.postMessage({ ready: true });

/**
 * @typedef {{ kind: 'query', text: string, params: unknown[], options: import('../sql.ts').QueryOptions }
 *   | { kind: 'exec', text: string }
 *   | { kind: 'dump' | 'close' }} Request
 */

/** @param {Request} request */
async function answer(request) {
  switch (request.kind) {
    case 'query': {
      const { text, params, options } = request;
      const { rows, affectedRows } = await db.query(text, params, {
        rowMode: options.rowMode ?? 'object',
        ...(options.values !== 'driver' && { parsers: exactParsers }),
      });
      return { rows, rowCount: affectedRows ?? 0 };
    }
    case 'exec':
      await db.exec(request.text);
      return {};
    case 'dump': {
      const blob = await db.dumpDataDir('none');
      return { dump: new Uint8Array(await blob.arrayBuffer()) };
    }
    case 'close':
      await db.close();
      return {};
  }
}

port.on('message', (/** @type {Request & { id: number }} */ { id, ...request }) => {
  answer(request).then(
    (result) => {
      port.postMessage({ id, result });
    },
    (/** @type {unknown} */ error) => {
      const { message, code, constraint } = /** @type {Error & { code?: string, constraint?: string }} */ (error);
      port.postMessage({ id, error: { message, code, constraint } });
    },
  );
});
