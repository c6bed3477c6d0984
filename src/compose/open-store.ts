import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../logger.ts';
import { removeOldMarkers } from '../store/database/commit-outcome.ts';
import { openDatabaseClock } from '../store/database/database-clock.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import { migrate } from '../store/database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../store/database/open-database.ts';
import { openPostgres } from '../store/database/postgres.ts';
import type { Database } from '../store/database/sql.ts';
import { ensureStoreId } from '../store/database/store-identity.ts';
import { keepStatistics } from '../store/keep-statistics.ts';
import { repeat } from '../store/queue/repeat.ts';

export interface StoreOptions {
  logger: Logger;
  clock?: Clock;
  /** An open database to use instead of opening one; it is closed with the store. */
  database?: Database;
}

/** The databases, and the clock. */
export interface Store extends AsyncDisposable {
  database: Database;
  /** The same, with connections of its own for jobs: neither they nor requests can wait for the others' connections. */
  work: Database;
  /** The database with the tables that are profiled. */
  warehouse: Database;
  /** The same, for requests: they must not wait for measurements. */
  catalogueDatabase: Database;
  clock: Clock;
  /** As that of the open database. */
  admit: OpenDatabase['admit'];
}

const REMOVE_MARKERS_MS = 60_000;
/** Also how soon after an import the planner knows of it. */
const KEEP_STATISTICS_MS = 20_000;
/** Tables that an instance measures at a time. */
const MEASURED_TABLES = 2;
/** Requests that read the catalog of the warehouse at a time. */
const CATALOGUE_CONNECTIONS = 3;

/** Opens the database and migrates it. If anything fails, what was opened is closed again. */
export async function openStore(config: Config, { logger, ...given }: StoreOptions): Promise<Store> {
  await using opening = new AsyncDisposableStack();
  const isEmbedded = config.databaseUrl === undefined;
  const onIdleError = (error: unknown) => {
    logger.warn({ err: error }, 'database connection lost');
  };
  const close = (database: Database) => database.close();
  const database: OpenDatabase = opening.adopt(given.database ?? (await openDatabase(config, onIdleError)), close);
  await migrate(database);
  if (isEmbedded) await ensureStoreId(drizzleOn(database));
  const removal = repeat(
    REMOVE_MARKERS_MS,
    (error) => {
      logger.warn({ err: error }, 'old commit markers could not be removed');
    },
    () => removeOldMarkers(database),
  );
  opening.defer(() => removal.stop());
  const statistics = repeat(
    KEEP_STATISTICS_MS,
    (error) => {
      logger.warn({ err: error }, "the statistics of the store's tables could not be updated");
    },
    () => keepStatistics(database, { isEmbedded }),
  );
  opening.defer(() => statistics.stop());

  let { clock } = given;
  if (!clock && !isEmbedded) {
    // Instances agree on the time of their database; a single instance uses that of its machine.
    const databaseClock = opening.adopt(await openDatabaseClock(database, onIdleError), (opened) => {
      opened.close();
    });
    clock = databaseClock.now;
  }

  const { databaseUrl, warehouseUrl, profileSessions } = config;
  const work =
    given.database || databaseUrl === undefined
      ? database
      : opening.adopt(
          openPostgres({ connectionString: databaseUrl, poolSize: config.databaseWorkPoolSize, onIdleError }),
          close,
        );
  const warehouse =
    warehouseUrl === undefined
      ? work
      : opening.adopt(
          openPostgres({
            connectionString: warehouseUrl,
            poolSize: Math.max(4, MEASURED_TABLES * profileSessions),
            onIdleError,
          }),
          close,
        );
  const catalogueDatabase =
    warehouseUrl === undefined
      ? database
      : opening.adopt(
          openPostgres({ connectionString: warehouseUrl, poolSize: CATALOGUE_CONNECTIONS, onIdleError }),
          close,
        );
  const opened = opening.move();
  return {
    ...{ database, work, warehouse, catalogueDatabase },
    clock: clock ?? (() => new Date()),
    admit: database.admit,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
