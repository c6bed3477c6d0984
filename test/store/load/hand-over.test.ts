import { EventEmitter, once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { openTarget } from '../../../src/load/open-target.ts';
import type { LoadTarget } from '../../../src/load/table/load-target.ts';
import { lockDataDir, visitDataDir } from '../../../src/store/database/embedded/data-dir-lock.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { hostDataDir } from '../../support/load/targets.ts';
import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
}, 60_000);
afterAll(() => database.close());
beforeEach(() => database.exec('DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t'));

const PLAN = {
  name: { schema: 't', table: 'movies' },
  mode: 'replace' as const,
  columns: [{ name: 'id', type: 'bigint' as const }],
  files: ['a.csv'],
};

/** Begins to load, and goes on when the test says so. */
function beginLoad(target: LoadTarget) {
  const proceeding = new EventEmitter();
  const begun = once(proceeding, 'begun');
  const loaded = target.load([PLAN], async ([table]) => {
    await table?.insert('[{"c0": 1, "file": 0, "line": 2}]');
    const proceeded = once(proceeding, 'proceed');
    proceeding.emit('begun');
    await proceeded;
  });
  return {
    begun,
    loaded,
    proceed() {
      proceeding.emit('proceed');
    },
  };
}

async function count(table: string): Promise<unknown> {
  return (await database.query(`SELECT count(*)::int FROM ${table}`, [], { rowMode: 'array' })).rows;
}

async function stagedTables(): Promise<unknown[]> {
  return (await database.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'governance_loading'`)).rows;
}

test('others work with the database, and see the table as it was, until all rows are there', async () => {
  await database.exec('CREATE TABLE t.movies (id bigint PRIMARY KEY); INSERT INTO t.movies VALUES (7), (8)');
  await using host = await hostDataDir(database);
  const target = await openTarget(host);
  const load = beginLoad(target);
  await load.begun;
  expect(await count('t.movies')).toEqual([[2]]);
  expect(await stagedTables()).toHaveLength(1);
  load.proceed();
  await load.loaded;
  expect(await count('t.movies')).toEqual([[1]]);
  expect(await stagedTables()).toEqual([]);
  expect(host.logged).toEqual(['tables were loaded']);
  await target.close();
});

test('a program that breaks off leaves nothing behind', async () => {
  await using host = await hostDataDir(database);
  const target = await openTarget(host);
  const load = beginLoad(target);
  load.loaded.catch(() => undefined);
  await load.begun;
  await target.close();
  await until('the rows to be gone', async () => (await stagedTables()).length === 0);
  expect(await database.query(`SELECT to_regclass('t.movies')::text AS found`)).toMatchObject({
    rows: [{ found: null }],
  });
  expect(host.logged).toEqual([]);
});

test('a host that ends leaves nothing behind, and the program says so in one line', async () => {
  await using host = await hostDataDir(database);
  const target = await openTarget(host);
  const load = beginLoad(target);
  await load.begun;
  const failed = expect(load.loaded).rejects.toThrow(
    'the server ended before it said whether the rows are loaded; look at the table before you load them again',
  );
  await host.endHost();
  expect(await stagedTables()).toEqual([]);
  load.proceed();
  await failed;
  await target.close();
});

test('what a killed process has left behind goes when the next one begins', async () => {
  await database.exec(
    'CREATE SCHEMA IF NOT EXISTS governance_loading; CREATE TABLE governance_loading.loading_1 (id int)',
  );
  await using _host = await hostDataDir(database);
  expect(await stagedTables()).toEqual([]);
});

test('a table that somebody else changes meanwhile is left as it is', async () => {
  await using host = await hostDataDir(database);
  const target = await openTarget(host);
  const load = beginLoad(target);
  await load.begun;
  await database.exec('CREATE TABLE t.movies (title text)');
  load.proceed();
  await expect(load.loaded).rejects.toThrow('t.movies was changed while the file was being loaded: load it again');
  expect(await count('t.movies')).toEqual([[0]]);
  await target.close();
});

test('a host refuses tables of the server, whatever a program asks for', async () => {
  await using host = await hostDataDir(database);
  const target = await openTarget(host);
  const plan = { ...PLAN, name: { schema: 'governance', table: 'mdm_entity' } };
  await expect(target.load([plan], () => Promise.resolve())).rejects.toThrow(
    'the schema governance belongs to the server',
  );
  await target.close();
});

test.runIf(process.platform !== 'win32')(
  'only the owner of the data folder can read the key and reach the socket',
  async () => {
    await using host = await hostDataDir(database);
    for (const file of ['lock.sock', 'lock.key']) {
      expect((await stat(join(host.dataDir, file))).mode & 0o077).toBe(0);
    }
  },
);

test('who has another key, speaks too long or says something else first is turned away', async () => {
  await using host = await hostDataDir(database);
  const key = await readFile(join(host.dataDir, 'lock.key'), 'utf8');
  const say = async (message: string) => {
    const socket = await visitDataDir(host.dataDir);
    if (!socket) throw new Error('nobody listens');
    socket.write(message);
    return await text(socket);
  };
  const hello = (change: object) => `${JSON.stringify({ kind: 'hello', version: 1, key, ...change })}\n`;
  expect(await say(hello({ key: 'x'.repeat(key.length) }))).toContain('has another key');
  expect(await say(hello({ version: 2 }))).toContain('is of another version');
  expect(await say(hello({ key: 'x'.repeat(2_000) }))).toBe('');
  expect(await say('{"kind":"finish"}\n')).toBe('');
  expect(await say('GET / HTTP/1.1\r\n\r\n')).toBe('');
});

test('a data folder that is no folder is left to be reported by what opens it', async () => {
  await using folder = await createTemporaryFolder();
  const dataDir = await folder.write('file', '');
  await expect(openTarget({ dataDir })).rejects.toThrow('The store in DATA_DIR cannot be opened: EEXIST');
});

test('a folder that another program has open, which takes no files, is not taken from it', async () => {
  await using folder = await createTemporaryFolder();
  const lock = await lockDataDir(folder.path);
  await expect(openTarget({ dataDir: folder.path, patienceMs: 0 })).rejects.toThrow(
    /^The data folder .* is in use by another program, which takes no files\. Wait until it has ended, or stop it\.$/,
  );
  await expect(lockDataDir(folder.path)).rejects.toThrow('is in use by another process');
  await lock.release();
});
