import { randomUUID } from 'node:crypto';

import { inject } from 'vitest';

import { createDatabase, databaseUrl, dropDatabase } from './postgres-database.ts';

/** A database that belongs to whoever opened it, on the Postgres of this run. */
export interface TestDatabase extends AsyncDisposable {
  connectionString: string;
}

/** A migrated database, with all queues. */
export function openTestDatabase(): Promise<TestDatabase> {
  return openDatabase(`TEMPLATE ${inject('postgresTemplate')} STRATEGY FILE_COPY`);
}

/** A database that nobody has migrated. */
export function openEmptyDatabase(options?: string): Promise<TestDatabase> {
  return openDatabase(options);
}

async function openDatabase(options: string | undefined): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `mdm_test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(server, name, options);
  return {
    connectionString: databaseUrl(server, name),
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}
