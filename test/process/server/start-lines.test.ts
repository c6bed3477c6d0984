import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';
import { makeDataDir } from '../../support/process/data-dir.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';

/** Starts the program, stops it when it listens, and gives what it has said to a person. */
async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { ...outerEnvironment(), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.includes('listening on')) child.kill('SIGTERM');
  });
  const said = await text(child.stderr);
  return { code: (await ended)[0], said };
}

test('a start says what it opens and where it listens', async () => {
  const dataDir = makeDataDir();
  const { code, said } = await start({ DATA_DIR: dataDir });
  rmSync(dataDir, { recursive: true });
  expect({ code, lines: said.split('\n') }).toEqual({
    code: 0,
    lines: [
      `opening the embedded database in ${dataDir} ...`,
      expect.stringMatching(
        /^listening: the dashboard is at (http:\/\/127\.0\.0\.1:\d+)\/ and GraphQL at \1\/graphql$/,
      ) as unknown,
      '',
    ],
  });
});

test('a start that fails says why in one line', async () => {
  await using folder = await createTemporaryFolder();
  const file = await folder.write('file', '');
  expect(await start({ DATA_DIR: file })).toEqual({
    code: 1,
    said: `preparing the embedded database in ${file} (the first start takes some seconds) ...\nThe store in DATA_DIR cannot be opened: EEXIST: file already exists, mkdir '${file}'.\n`,
  });
  expect(await start({ DATABASE_URL: 'postgres://x:secret@127.0.0.1:1/store' })).toEqual({
    code: 1,
    said: 'connecting to Postgres at 127.0.0.1:1 ...\nThe store of DATABASE_URL cannot be opened: the database is not available: connect ECONNREFUSED 127.0.0.1:1.\n',
  });
});
