/*
 * Writes the store that a new installation begins with into the folder given: migrated, and with all queues. It is the
 * same for everybody, so there is nothing in it that must differ: no name, no jobs, no scheduler's passes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';

import { openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import { openPglite } from '../../src/store/database/embedded/pglite.ts';
import { storeTemplateName } from '../../src/store/database/embedded/store-template.ts';
import type { Database } from '../../src/store/database/sql.ts';

const FILLED_TABLES = `
  SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS names FROM pg_tables
  WHERE schemaname IN ('governance', 'pgboss') AND tablename NOT IN ('version', 'queue')
    AND query_to_xml(format('SELECT FROM %I.%I LIMIT 1', schemaname, tablename), false, true, '')::text <> ''`;

async function emptyTables(database: Database): Promise<void> {
  const { rows } = await database.query(FILLED_TABLES);
  const [{ names }] = rows as [{ names: string | null }];
  if (names !== null) await database.exec(`TRUNCATE ${names}`);
}

const [folder = '.'] = process.argv.slice(2);
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const database = await openPglite({});
const instance = await openInstance(loadConfig({}), {
  logger,
  database: { ...database, close: () => Promise.resolve() },
});
await instance[Symbol.asyncDispose]();
await emptyTables(database);
// What the log of this database says is all done.
await database.exec('SET wal_recycle = off; SELECT pg_switch_wal(); CHECKPOINT');
const dump = await database.dump();
await database.close();
writeFileSync(join(folder, storeTemplateName()), gzipSync(dump, { level: constants.Z_BEST_COMPRESSION }));
