import { fileURLToPath } from 'node:url';

import { readMigrationFiles } from 'drizzle-orm/migrator';

import { lockInstances } from './advisory-lock.ts';
import type { Database } from './sql.ts';
import { assertStoreEncoding } from './store-encoding.ts';

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Brings the store to the newest version, forward only, all or nothing. Safe when many instances start at once.
 * @throws StoreEncodingError before anything is written
 */
export async function migrate(database: Database): Promise<void> {
  await assertStoreEncoding(database);
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
