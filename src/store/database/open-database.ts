import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { lockDataDir } from './data-dir-lock.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import type { Database } from './sql.ts';

export interface DatabaseLocation {
  /** Postgres to connect to; left out, the embedded one in `dataDir` is opened. */
  databaseUrl?: string | undefined;
  /** Most connections to it. */
  databasePoolSize?: number | undefined;
  dataDir: string;
}

/**
 * Opens the store's database, whichever of the two it is.
 * @throws DataDirInUseError when another process has the embedded one open
 */
export async function openDatabase(
  { databaseUrl, databasePoolSize = 10, dataDir }: DatabaseLocation,
  onIdleError: (error: Error) => void = () => undefined,
): Promise<Database> {
  if (databaseUrl) return openPostgres({ connectionString: databaseUrl, poolSize: databasePoolSize, onIdleError });
  mkdirSync(dataDir, { recursive: true });
  const lock = await lockDataDir(dataDir);
  try {
    const database = await openPglite({ dataDir: join(dataDir, 'store') });
    return {
      ...database,
      async close() {
        await database.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
