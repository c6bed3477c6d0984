import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openPglite } from '../../../src/store/database/embedded/pglite.ts';
import { makeDataDir } from '../../support/process/data-dir.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';
import { startProcess } from '../../support/process/server-process.ts';
import { describeStore } from '../../support/store/describe-store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mdm-new-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Starts the program on the folder, ends it, and looks into its store. */
async function storeOf(dataDir: string) {
  const server = await startProcess({ DATA_DIR: dataDir });
  await server.end('SIGTERM');
  const database = await openPglite({ dataDir: join(dataDir, 'store') });
  const description = await describeStore(database);
  await database.close();
  return description;
}

test(
  'a store that is copied from the template is what migrations make, with a name of its own',
  { timeout: 90_000 },
  async () => {
    const one = await storeOf(join(folder, 'one'));
    const two = await storeOf(join(folder, 'two'));
    const migratedDir = makeDataDir();
    const migrated = await storeOf(migratedDir);
    rmSync(migratedDir, { recursive: true });

    expect(one.structure).toEqual(migrated.structure);
    expect(one.rows).toEqual(migrated.rows);
    expect(new Set([one.storeId, two.storeId, migrated.storeId]).size).toBe(3);
  },
);

test('kill -9 while the store is copied leaves nothing that is taken for one', async () => {
  const dataDir = join(folder, 'data');
  const unfinished = join(dataDir, 'store.new');
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { ...outerEnvironment(), PORT: '0', DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  const exit = once(child, 'exit');
  while (!existsSync(join(unfinished, 'base'))) await turn();
  child.kill('SIGKILL');
  await exit;
  expect(readdirSync(dataDir)).not.toContain('store');
  expect(readdirSync(dataDir)).toContain('store.new');

  await using server = await startProcess({ DATA_DIR: dataDir });
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(readdirSync(dataDir)).not.toContain('store.new');
});

test('a folder that has files and no database is left as it is, with one clear line', async () => {
  const dataDir = makeDataDir();
  rmSync(join(dataDir, 'store', 'PG_VERSION'));
  await expect(startProcess({ DATA_DIR: dataDir })).rejects.toThrow(
    /The folder .*store has files, but no whole database\. Move it away, or set another DATA_DIR\.\n$/,
  );
  expect(readdirSync(join(dataDir, 'store'))).toContain('base');
  rmSync(dataDir, { recursive: true });
});
