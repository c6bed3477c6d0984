import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { readMigrationFiles } from 'drizzle-orm/migrator';

import { reasonOf } from '../../reason-of.ts';
import { StartError } from '../../start-error.ts';
import { lockInstances } from './advisory-lock.ts';
import { type Database, DEADLOCK, sqlStateOf } from './sql.ts';
import { assertStoreEncoding } from './store-encoding.ts';

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

/** The role may not do it, the server is a replica, or it lacks the extension pg_trgm, which belongs to Postgres. */
const NOT_ALLOWED: readonly unknown[] = ['42501', '25006', '0A000', '58P01'];

/** Older instances go on meanwhile, and may wait for each other with a migration that locks more than one table. */
const ATTEMPTS = 5;
const PAUSE_MS = 1_000;

/**
 * Brings the store to the newest version, forward only, all or nothing. Safe when many instances start at once, and while
 * older ones are at work.
 * @throws StartError if this server may not change the store, or the store cannot hold every text; then nothing is
 *   written
 */
export async function migrate(database: Database): Promise<void> {
  await assertStoreEncoding(database);
  try {
    await applyDespiteDeadlocks(database);
  } catch (error) {
    if (!NOT_ALLOWED.includes(sqlStateOf(error))) throw error;
    throw new StartError(`The store cannot be set up: ${reasonOf(error)}.`, { cause: error });
  }
}

async function applyDespiteDeadlocks(database: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await applyMigrations(database);
      return;
    } catch (error) {
      if (sqlStateOf(error) !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

async function applyMigrations(database: Database): Promise<void> {
  await database.transaction(
    async (sql) => {
      await lockInstances(sql, 'migration');
      await sql.query('CREATE SCHEMA IF NOT EXISTS drizzle');
      await sql.query(
        'CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at numeric)',
      );
      const { rows } = await sql.query('SELECT max(created_at) FROM drizzle.__drizzle_migrations', [], {
        rowMode: 'array',
      });
      const newest = Number((rows as [string | null][])[0]?.[0] ?? 0);
      for (const migration of readMigrationFiles({ migrationsFolder: FOLDER })) {
        if (migration.folderMillis <= newest) continue;
        for (const statement of migration.sql) await sql.query(statement);
        await sql.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
          migration.hash,
          String(migration.folderMillis),
        ]);
      }
    },
    { isPatient: true },
  );
}
