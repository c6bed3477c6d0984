import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { reasonOf } from '../../reason-of.ts';
import { StartError } from '../../start-error.ts';
import { createStore } from './embedded/create-store.ts';
import { type DataDirLock, lockDataDir } from './embedded/data-dir-lock.ts';
import { openPglite } from './embedded/pglite.ts';
import { openPostgres } from './postgres.ts';
import type { Database } from './sql.ts';

export interface DatabaseLocation {
  /** URL of a Postgres. If left out, the embedded database in `dataDir` is opened. */
  databaseUrl?: string | undefined;
  /** Most connections to it. */
  databasePoolSize?: number | undefined;
  dataDir: string;
}

export interface OpenDatabase extends Database {
  /** Of the embedded database: lets other processes of this user in, which cannot open it themselves. */
  admit?: DataDirLock['admit'];
}

/**
 * Opens the store's database, either kind.
 * @throws StartError if it cannot be opened: nothing responds, it refuses the connection, or another process has it
 */
export async function openDatabase(
  { databaseUrl, databasePoolSize = 10, dataDir }: DatabaseLocation,
  onIdleError: (error: Error) => void = () => undefined,
): Promise<OpenDatabase> {
  if (databaseUrl) {
    const database = openPostgres({ connectionString: databaseUrl, poolSize: databasePoolSize, onIdleError });
    try {
      await database.query('SELECT 1');
      return database;
    } catch (error) {
      await database.close();
      throw new StartError(`The store of DATABASE_URL cannot be opened: ${reasonOf(error)}.`, { cause: error });
    }
  }
  try {
    return await openEmbedded(dataDir);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`The store in DATA_DIR cannot be opened: ${reasonOf(error)}.`, { cause: error });
  }
}

async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const lock = await lockDataDir(dataDir);
  try {
    const folder = join(dataDir, 'store');
    await createStore(folder);
    const database = await openPglite({ dataDir: folder });
    return {
      ...database,
      admit: (visit) => {
        lock.admit(visit);
      },
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
