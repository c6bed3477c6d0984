import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';
import { outerEnvironment } from '../../support/process/outer-environment.ts';

test('the command import runs as a program, into the store that the environment names', async () => {
  await using folder = await createTemporaryFolder();
  const env = { ...outerEnvironment(), DATA_DIR: join(folder.path, 'data') };
  const args = ['dist/import/main.js', 'examples/entities.json'];
  const ended = await new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
  expect(ended).toEqual({
    code: 0,
    stdout: 'imported entities.json: 8 created, 0 updated, 0 unchanged\n',
    stderr: expect.stringMatching(
      /^(?:entities.json: warning: content.dataset.table: there is no table .*\n){2}entities.json: warning: content.owner: .*"sales-data".*\n$/,
    ) as unknown,
  });
});
