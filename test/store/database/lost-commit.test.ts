import { type AddressInfo, connect, createServer } from 'node:net';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { migrate } from '../../../src/store/database/migrate.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { startTestPostgres } from '../../support/store/test-postgres.ts';

/** What becomes of the next COMMIT on its way. */
type Fate = 'arrives' | 'answer lost' | 'never arrives';

/** As the driver sends it: the name of an isolation level contains the word, too. */
const COMMIT = 'COMMIT\0';

interface Wire extends AsyncDisposable {
  connectionString: string;
  fate: Fate;
}

/** A wire to Postgres that breaks at a COMMIT, before or after it has arrived. */
async function startWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  const listener = createServer((client) => {
    const server = connect(Number(port), hostname);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    client.on('error', end).on('close', end);
    server.on('error', end).on('close', end);
    let isCut = false;
    client.on('data', (chunk) => {
      const isCommit = chunk.includes(COMMIT);
      if (isCommit && wire.fate === 'never arrives') {
        wire.fate = 'arrives';
        end();
        return;
      }
      if (isCommit && wire.fate === 'answer lost') {
        wire.fate = 'arrives';
        isCut = true;
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (isCut) end();
      else client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((listener.address() as AddressInfo).port);
  const wire: Wire = {
    connectionString: url.href,
    fate: 'arrives',
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return wire;
}

let server: TestDatabase;
let wire: Wire;
let database: Database;

beforeAll(async () => {
  server = await openTestDatabase();
  wire = await startWire(server.connectionString);
  database = openPostgres({ connectionString: wire.connectionString, poolSize: 2, onIdleError: () => undefined });
  await migrate(database);
  await database.exec('CREATE TABLE kept (value int)');
});
beforeEach(() => database.exec('TRUNCATE kept'));
afterAll(async () => {
  await database.close();
  await wire[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** What the transactions inserted before their COMMIT. */
const inserted: number[] = [];

async function insert(value: number): Promise<string> {
  return database.transaction(
    async (sql) => {
      await sql.query('INSERT INTO kept VALUES ($1)', [value]);
      inserted.push(value);
      return 'done';
    },
    { isMarked: true },
  );
}

async function kept(): Promise<unknown[]> {
  return (await database.query('SELECT value FROM kept ORDER BY value')).rows;
}

test('a transaction whose COMMIT arrived and was not answered has succeeded, and says so', async () => {
  wire.fate = 'answer lost';
  expect(await insert(1)).toBe('done');
  expect(await kept()).toEqual([{ value: 1 }]);
});

test('a transaction whose COMMIT never arrived has failed, and says so', async () => {
  wire.fate = 'never arrives';
  await expect(insert(2)).rejects.toThrow();
  expect(inserted).toContain(2);
  expect(await kept()).toEqual([]);
});

test('all connections of the pool may be in doubt at once', async () => {
  wire.fate = 'answer lost';
  const first = insert(3);
  await expect.poll(() => wire.fate).toBe('arrives');
  wire.fate = 'answer lost';
  expect(await Promise.all([first, insert(4)])).toEqual(['done', 'done']);
  expect(await kept()).toEqual([{ value: 3 }, { value: 4 }]);
});

test('a transaction that a crash of the server undid has failed, though another one has got its number since', async () => {
  await using crashing = await startTestPostgres();
  const { connectionString } = crashing;
  const options = { connectionString, poolSize: 1, onIdleError: () => undefined };
  const store = openPostgres(options);
  const others = openPostgres(options);
  await migrate(store);
  await store.exec('CREATE TABLE kept (value int, by xid8 DEFAULT pg_current_xact_id())');
  let number: unknown;
  const lost = store.transaction(
    async (sql) => {
      [number] = (await sql.query('INSERT INTO kept VALUES (1) RETURNING by')).rows;
      await crashing.stop('immediate');
      await crashing.start();
      const [reused] = (await others.query('INSERT INTO kept VALUES (2) RETURNING by')).rows;
      expect(reused).toEqual(number);
    },
    { isMarked: true },
  );
  await expect(lost).rejects.toThrow();
  expect((await others.query('SELECT value FROM kept')).rows).toEqual([{ value: 2 }]);
  await others.close();
  await store.close();
});
