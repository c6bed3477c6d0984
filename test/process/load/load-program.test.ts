import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openPglite } from '../../../src/store/database/embedded/pglite.ts';
import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';
import { makeDataDir } from '../../support/process/data-dir.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';
import { startProcess } from '../../support/process/server-process.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = makeDataDir();
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

function load(args: string[], env: Record<string, string> = { DATA_DIR: dataDir }): Promise<unknown> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/load/main.js', ...args],
      { env: { ...outerEnvironment(), ...env } },
      (error, stdout, stderr) => {
        resolve({ code: error?.code ?? 0, stdout, stderr });
      },
    );
  });
}

const LOADED = 'loaded 2 rows into cinema.movies (2 columns: id bigint, title text)\n';

test('the command load hands its rows to the server that has the embedded store open, and opens it itself afterwards', async () => {
  await using folder = await createTemporaryFolder();
  const file = await folder.write('movies.csv', 'id,title\n1,Alien\n2,Brazil\n');
  const server = await startProcess({ DATA_DIR: dataDir });
  expect(await load([file, '--table', 'cinema.movies'])).toEqual({ code: 0, stdout: LOADED, stderr: '' });
  const bad = await folder.write('bad.csv', 'id,title\n3,Cube\nx,Dune\n');
  expect(await load([bad, '--table', 'cinema.movies', '--append'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'load: bad.csv line 3: invalid input syntax for type bigint: "x"\n',
  });
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await load([file, '--table', 'cinema.movies', '--append'])).toEqual({ code: 0, stdout: LOADED, stderr: '' });

  const database = await openPglite({ dataDir: join(dataDir, 'store') });
  const { rows } = await database.query('SELECT id FROM cinema.movies ORDER BY id', [], { rowMode: 'array' });
  await database.close();
  expect(rows).toEqual([['1'], ['1'], ['2'], ['2']]);
});

test('the command load says in one line that the database cannot be reached', async () => {
  // A port that nobody listens on.
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  server.close();
  await once(server, 'close');
  const env = { DATABASE_URL: `postgres://x:secret@127.0.0.1:${port}/store` };
  expect(await load(['package.json', '--table', 'a.b', '--path', 'overrides'], env)).toEqual({
    code: 1,
    stdout: '',
    stderr: `load: The store of DATABASE_URL cannot be opened: the database is not available: connect ECONNREFUSED 127.0.0.1:${port}.\n`,
  });
});
