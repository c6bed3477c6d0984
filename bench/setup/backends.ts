import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import { migrate } from '../../src/store/database/migrate.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import { startTestRedis } from '../../test/support/events/test-redis.ts';
import { createDatabase, databaseUrl, dropDatabase } from '../../test/support/store/postgres-database.ts';
import { startTestPostgres } from '../../test/support/store/test-postgres.ts';

const TEMPLATE = 'bench_template';
// A commit is to be on the disk, as where it counts; the tests' servers do without.
const SETTINGS = [
  'fsync=on',
  'max_connections=200',
  'shared_buffers=256MB',
  'shared_preload_libraries=pg_stat_statements',
];

/** Postgres and Redis, which all contenders share. */
export interface Backends {
  /** URL of the server's own database, which is empty. */
  postgresUrl: string;
  redisUrl: string;
  /** A migrated database of its own, for one turn. */
  createStore: () => Promise<BenchStore>;
}

export interface BenchStore extends AsyncDisposable {
  databaseUrl: string;
}

export interface LazyBackends extends AsyncDisposable {
  open: () => Promise<Backends>;
}

/** Starts them when they are first needed: some parts do without. */
export function openBackends(say: (line: string) => void): LazyBackends {
  const stack = new AsyncDisposableStack();
  let opened: Promise<Backends> | undefined;

  async function start(): Promise<Backends> {
    say('starting Postgres and Redis');
    const postgres = stack.use(await startTestPostgres({ settings: SETTINGS }));
    const redis = stack.use(await startTestRedis());
    const { connectionString: postgresUrl } = postgres;
    await createDatabase(postgresUrl, TEMPLATE);
    const template = openPostgres({
      connectionString: databaseUrl(postgresUrl, TEMPLATE),
      poolSize: 2,
      onIdleError: () => undefined,
    });
    await migrate(template);
    await template.exec('CREATE EXTENSION pg_stat_statements');
    await template.close();
    let count = 0;
    return {
      postgresUrl,
      redisUrl: redis.url,
      async createStore() {
        const name = `bench_${++count}`;
        await createDatabase(postgresUrl, name, `TEMPLATE ${TEMPLATE}`);
        return {
          databaseUrl: databaseUrl(postgresUrl, name),
          [Symbol.asyncDispose]: () => dropDatabase(postgresUrl, name),
        };
      },
    };
  }

  return {
    open: () => (opened ??= start()),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
