import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openPglite } from '../../../src/store/database/embedded/pglite.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { unpackStore } from '../process/data-dir.ts';
import { runOn } from '../store/postgres-database.ts';
import { openEmptyDatabase } from '../store/test-database.ts';

export interface Warehouse extends AsyncDisposable {
  database: Database;
  /** For other sessions, which a server has and the embedded database has not. */
  connectionString?: string;
}

/** Both stores, each to be opened once for a file of tests. */
export const WAREHOUSES: readonly (readonly [string, () => Promise<Warehouse>])[] = [
  ['PGlite', openEmbedded],
  ['Postgres', openServer],
];

export const OPEN_TIMEOUT_MS = 60_000;

/** In a folder, since what is in memory only is lost with a statement that takes too long. */
async function openEmbedded(): Promise<Warehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'warehouse-'));
  unpackStore(folder);
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
  const server = await openEmptyDatabase(
    `TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en'`,
  );
  const name = new URL(server.connectionString).pathname.slice(1);
  await runOn(
    server.connectionString,
    `ALTER DATABASE ${name} SET timezone = 'Asia/Tokyo'; ALTER DATABASE ${name} SET datestyle = 'SQL, DMY'`,
  );
  const database = openPostgres({
    connectionString: server.connectionString,
    // One, so that what a test sets for the session holds for the profiler as well.
    poolSize: 1,
    // pg's pool says that it has ended a moment before its connections have: the server's last word on them is no fault.
    onIdleError: () => undefined,
  });
  return {
    database,
    connectionString: server.connectionString,
    async [Symbol.asyncDispose]() {
      await database.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
