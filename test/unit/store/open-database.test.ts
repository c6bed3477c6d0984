import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { StartError } from '../../../src/start-error.ts';
import { openDatabase } from '../../../src/store/database/open-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdm-open-'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const inFolder = (path: string) => () => ({ dataDir: join(folder, path) });
const postgres = (url: string) => () => ({ databaseUrl: url, dataDir: 'unused' });

test.each([
  ['a Postgres that refuses the connection', postgres('postgres://x@127.0.0.1:1/store'), /DATABASE_URL.*ECONNREFUSED/],
  [
    'a Postgres on a host that nobody knows',
    postgres('postgres://x@store.invalid/store'),
    /DATABASE_URL.*store\.invalid/,
  ],
  [
    'a certificate that is not there',
    postgres('postgres://x@127.0.0.1:1/store?sslmode=verify-full&sslrootcert=/nowhere.pem'),
    /DATABASE_URL.*nowhere\.pem/,
  ],
  ['a data folder that is a file', inFolder('file'), /DATA_DIR.*EEXIST/],
  ['a data folder inside a file', inFolder('file/folder'), /DATA_DIR.*ENOTDIR/],
])('%s stops the start with one line that names the setting', async (_, location, line) => {
  const error: unknown = await openDatabase(location()).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect((error as StartError).message).toMatch(line);
  expect((error as StartError).message).not.toContain('\n');
});
