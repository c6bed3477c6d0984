import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Instance, openInstance } from '../../../src/compose/instance.ts';
import { loadConfig } from '../../../src/config.ts';
import { runImport } from '../../../src/import/run-import.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/load/temporary-folder.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const row = (canonicalKey: string, content: object = { name: canonicalKey, tier: 'TIER3' }) =>
  JSON.stringify({ entityType: 'METADATA', canonicalKey, content });

describe('the command import', { timeout: 60_000 }, () => {
  let instance: Instance;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    instance = await openInstance(loadConfig({}), { logger: silent, database: await openTestStore() });
    folder = await createTemporaryFolder();
  }, 60_000);
  afterAll(async () => {
    await instance[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  async function run(args: string[], { isTTY = false, fails = undefined as Error | undefined } = {}) {
    const written = { stdout: '', stderr: '' };
    let closed = 0;
    const code = await runImport(args, {
      openInstance: () =>
        fails
          ? Promise.reject(fails)
          : Promise.resolve({
              parts: instance.parts,
              [Symbol.asyncDispose]() {
                closed++;
                return Promise.resolve();
              },
            }),
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text), isTTY },
    });
    return { code, closed, ...written };
  }

  const countOf = async (tenantId: string) => {
    const text = `SELECT count(*)::int AS count FROM governance.mdm_entity WHERE tenant_id = $1`;
    return (await instance.parts.database.query(text, [tenantId])).rows;
  };

  test('imports the example, says what came of it, and does nothing the second time', async () => {
    const did = { code: 0, closed: 1 };
    const tables =
      'entities.json: warning: content.dataset.table: there is no table sales.orders in the warehouse\n' +
      'entities.json: warning: content.dataset.table: there is no table finance.daily_revenue in the warehouse\n';
    const owner =
      'entities.json: warning: content.owner: Nobody with the id "sales-data" has requested, decided or followed anything here. ' +
      'Ids are compared exactly, upper and lower case included.\n';
    expect(await run(['examples/entities.json'])).toEqual({
      ...did,
      stderr: tables + owner,
      stdout: 'imported entities.json: 8 created, 0 updated, 0 unchanged\n',
    });
    const { offset } = await instance.parts.log.head('demo');
    expect(offset).toBe(8);
    expect(await run(['examples/entities.json'])).toEqual({
      ...did,
      stderr: tables,
      stdout: 'imported entities.json: 0 created, 0 updated, 8 unchanged\n',
    });
    expect(await instance.parts.log.head('demo')).toMatchObject({ offset });
  });

  test('imports for the tenant that it is told', async () => {
    const path = await folder.write('acme.jsonl', `${row('a')}\n${row('b')}\n`);
    expect((await run([path, '--tenant', 'acme'])).stdout).toMatch(/2 created/);
    expect(await countOf('acme')).toEqual([{ count: 2 }]);
  });

  test('names each bad row with its number, line and reasons; nothing goes in, unless it is told to leave them out', async () => {
    const bad = row('bad', { name: '', tier: 'TIER9' });
    const path = await folder.write(
      'some.json',
      `[\n${row('good')},\n${bad},\n{"entityType": oops},\n${row('good')}\n]`,
    );
    const reports = [
      'some.json row 2 (line 3): content.name: ',
      'some.json row 2 (line 3): content.tier: ',
      'some.json row 3 (line 4): is not JSON',
    ];
    const refused = await run([path, '--tenant', 'some']);
    expect(refused).toMatchObject({
      code: 1,
      closed: 1,
      stdout: 'nothing was imported: some.json has 2 bad rows (--skip-bad leaves them out)\n',
    });
    for (const report of reports) expect(refused.stderr).toContain(report);
    expect(await countOf('some')).toEqual([{ count: 0 }]);

    const skipped = await run([path, '--tenant', 'some', '--skip-bad']);
    expect(skipped).toMatchObject({
      code: 0,
      stdout: 'imported some.json: 1 created, 0 updated, 0 unchanged; 3 bad rows left out\n',
    });
    const repeated = 'some.json row 4 (line 5): canonicalKey: is the same as in an earlier row';
    for (const report of [...reports, repeated]) expect(skipped.stderr).toContain(report);
    expect(await countOf('some')).toEqual([{ count: 1 }]);
  });

  test('names the first hundred of many bad rows, and how many there are', async () => {
    const path = await folder.write('bad.jsonl', `${row('not a key')}\n`.repeat(130));
    const { stderr, stdout } = await run([path]);
    expect(stderr.split('\n')).toHaveLength(102);
    expect(stderr).toMatch(/\.\.\. and 30 more bad rows\n$/);
    expect(stdout).toBe('nothing was imported: bad.jsonl has 130 bad rows (--skip-bad leaves them out)\n');
  });

  test('lets no line break and no command to the terminal through', async () => {
    const path = await folder.write('bad.json', JSON.stringify([JSON.parse(row('a', { 'x\n\u001b[2J': 1 }))]));
    const { stderr } = await run([path]);
    expect(stderr).not.toContain('\u001b');
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('bad.json row 1 (line 1): ')),
    ).toBe(true);
  });

  test('shows how far it is, and rewrites one line on a terminal', async () => {
    const rows = Array.from({ length: 5_200 }, (_, index) => row(`far_${index}`));
    const path = await folder.write('far.json', `[${rows.join(',\n')}]`);
    expect((await run([path, '--tenant', 'far'])).stderr).toMatch(
      /^checking far.json: 5,000 entities, \d+ %\nreading far.json: 5,000 entities, \d+ %\nwriting far.json: 5,000 entities\n$/,
    );
    const rewritten = /^(?:\r\u001b\[2K[^\n\r]+){3}\r\u001b\[2K$/;
    expect((await run([path, '--tenant', 'far'], { isTTY: true })).stderr).toMatch(rewritten);
  });

  test('shows its usage', async () => {
    const { code, stdout, closed } = await run(['--help']);
    expect({ code, closed }).toEqual({ code: 0, closed: 0 });
    expect(stdout).toContain('npm run import -- FILE');
  });

  test.each([
    [[], 'import: expected exactly one file to import (see --help)\n'],
    [['a.json', 'b.json'], 'import: expected exactly one file to import (see --help)\n'],
    [['/no/a.json'], 'import: /no/a.json: no such file\n'],
    [['examples'], 'import: examples: not a file\n'],
    [
      ['a.json', '--tenant', 'No One'],
      'import: "No One" is not a valid tenant: expected 1 to 63 characters of a-z, 0-9, _ and -\n',
    ],
  ])('says in one line what is wrong with %j, and opens no store', async (args, stderr) => {
    expect(await run(args)).toEqual({ code: 1, closed: 0, stdout: '', stderr });
  });

  test('says in one line what is no JSON, and closes the store', async () => {
    const path = await folder.write('a.json', 'a,b\n1,2\n');
    expect(await run([path])).toEqual({
      code: 1,
      closed: 1,
      stdout: '',
      stderr: 'import: a.json line 1: an array of objects, or one object per line expected, not "a"\n',
    });
  });

  test('says in one line that the store cannot be opened', async () => {
    const fails = new Error('The data folder is in use.\n  Stop the server.');
    const { code, stderr } = await run(['examples/entities.json'], { fails });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'import: The data folder is in use. Stop the server.\n' });
  });
});
