import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { openTestDatabase } from './test-database.ts';

/** A migrated store on Postgres; its database goes when it is closed. */
export async function openPostgresStore(): Promise<Database> {
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
