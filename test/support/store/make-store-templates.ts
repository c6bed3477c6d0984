import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openInstance } from '../../../src/compose/instance.ts';
import { loadConfig } from '../../../src/config.ts';
import { openPglite } from '../../../src/store/database/embedded/pglite.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { createDatabase, databaseUrl, dropDatabase } from './postgres-database.ts';
import { startTestPostgres } from './test-postgres.ts';

export interface Templates {
  pgliteTemplate: string;
  postgresUrl: string;
  postgresTemplate: string;
  dispose(): Promise<void>;
}

/** One store of each kind, migrated and with all its queues. */
export async function makeStoreTemplates(): Promise<Templates> {
  const [postgres, pglite] = await Promise.all([makePostgresTemplate(), makePgliteTemplate()]);
  return {
    ...postgres,
    ...pglite,
    async dispose() {
      await pglite.dispose();
      await postgres.dispose();
    },
  };
}

async function makePgliteTemplate() {
  const folder = await mkdtemp(join(tmpdir(), 'mdm-template-'));
  const database = await openPglite({});
  await prepare(database, {});
  const pgliteTemplate = join(folder, 'store.tar');
  await writeFile(pgliteTemplate, await database.dump());
  await database.close();
  return {
    pgliteTemplate,
    dispose: () => rm(folder, { recursive: true }),
  };
}

async function makePostgresTemplate() {
  const running = process.env.DATABASE_URL;
  // Many files have a server each, and each server its connections.
  const own = running ? undefined : await startTestPostgres({ settings: ['max_connections=300'] });
  const postgresUrl = running ?? own?.connectionString ?? '';
  const postgresTemplate = `mdm_test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(postgresUrl, postgresTemplate);
  const connectionString = databaseUrl(postgresUrl, postgresTemplate);
  const database = openPostgres({ connectionString, poolSize: 10, onIdleError: () => undefined });
  await prepare(database, { DATABASE_URL: connectionString });
  await database.close();
  return {
    postgresUrl,
    postgresTemplate,
    dispose: () => own?.[Symbol.asyncDispose]() ?? dropDatabase(postgresUrl, postgresTemplate),
  };
}

/** Migrates, and makes the queues; what was put into them on the way is not of the tests. */
async function prepare(database: Database, env: Record<string, string>): Promise<void> {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const stays = { ...database, close: () => Promise.resolve() };
  const instance = await openInstance(loadConfig(env), { logger, database: stays });
  await instance[Symbol.asyncDispose]();
  await database.exec('DELETE FROM pgboss.job');
}
