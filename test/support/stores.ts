import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Database } from '../../src/store/database/sql.ts';
import { openTestDatabase } from './store/test-database.ts';
import { openTestStore } from './test-store.ts';

/** Both stores that the server runs on, migrated, to be opened once for a file of tests; what is opened closes itself. */
export const STORES: readonly (readonly [string, () => Promise<Database>])[] = [
  ['PGlite', openTestStore],
  ['Postgres', openPostgresStore],
];

async function openPostgresStore(): Promise<Database> {
  const server = await openTestDatabase();
  const database = openPostgres({
    connectionString: server.connectionString,
    poolSize: 20,
    // pg's pool says that it has ended a moment before its connections have: the server's last word on them is no fault.
    onIdleError: () => undefined,
  });
  return {
    ...database,
    async close() {
      await database.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
