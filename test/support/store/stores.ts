import type { Database } from '../../../src/store/database/sql.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openTestStore } from './test-store.ts';

/** Both stores that the server runs on, migrated, to be opened once for a file of tests; what is opened closes itself. */
export const STORES: readonly (readonly [string, () => Promise<Database>])[] = [
  ['PGlite', openTestStore],
  ['Postgres', openPostgresStore],
];
