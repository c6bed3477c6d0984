import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { expect, test, vi } from 'vitest';

import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';

// Each check starts a process.
vi.setConfig({ testTimeout: 90_000 });

const TSX = createRequire(import.meta.url).resolve('tsx');
const BASELINE = 'scripts/api/baseline.graphql';
const ACCEPTED = 'scripts/api/accepted-changes.json';

/** The check of a folder that has the files that it reads and nothing else: no history, and no sources. */
async function openApi() {
  const folder = await createTemporaryFolder();
  for (const path of ['schema.graphql', BASELINE, ACCEPTED]) cpSync(path, join(folder.path, path), { recursive: true });
  return {
    change: (from: string, to: string) =>
      folder.write('schema.graphql', readFileSync('schema.graphql', 'utf8').replace(from, to)),
    accept: (change: string) => folder.write(ACCEPTED, JSON.stringify([{ change, reason: 'It was never in use.' }])),
    check() {
      const args = ['--import', TSX, resolve('scripts/check-api.ts')];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder.path, encoding: 'utf8' });
      return { status, stderr };
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('the check passes on what is committed, and without git', async () => {
  await using api = await openApi();
  expect(api.check()).toEqual({ status: 0, stderr: '' });
});

test('the check fails on a change that breaks clients, and passes when it is accepted by its sentence', async () => {
  await using api = await openApi();
  const change = "Field 'Query.streamPosition' changed type from 'String!' to 'String'";
  await api.change('streamPosition: String!', 'streamPosition: String');
  expect(api.check()).toEqual({ status: 1, stderr: `breaks clients: ${change}\n` });
  await api.accept("Field 'Query.streamPosition' was removed from object type 'Query'");
  expect(api.check().status).toBe(1);
  await api.accept(change);
  expect(api.check().stderr).not.toContain('breaks clients');
});

test('the check fails on an addition that is not in the baseline, and so not protected', async () => {
  await using api = await openApi();
  await api.change('type Query {', 'type New {\n  id: ID!\n}\n\ntype Query {');
  expect(api.check()).toEqual({ status: 1, stderr: 'the baseline lacks what is new: npm run schema\n' });
});

test('the check fails on a deprecation without a reason', async () => {
  await using api = await openApi();
  await api.change('streamPosition: String!', 'streamPosition: String! @deprecated');
  const { status, stderr } = api.check();
  expect(status).toBe(1);
  expect(stderr).toContain('Query.streamPosition is deprecated without a reason\n');
});
