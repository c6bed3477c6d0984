import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { runLoad } from '../../../src/load/run-load.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/load/temporary-folder.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const ERASE = '\r\u001b\\[2K';

describe('the command load', { timeout: 60_000 }, () => {
  let database: Database;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    [database, folder] = [await openTestStore(), await createTemporaryFolder()];
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await folder[Symbol.asyncDispose]();
  });
  beforeEach(() => database.exec('DROP SCHEMA IF EXISTS cinema CASCADE'));

  async function run(args: string[], { isTTY = false, openDatabase = () => Promise.resolve(database) } = {}) {
    const written = { stdout: '', stderr: '' };
    let closed = 0;
    const code = await runLoad(args, {
      openDatabase: async () => {
        const opened = await openDatabase();
        return {
          ...opened,
          close() {
            closed++;
            return Promise.resolve();
          },
        };
      },
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text), isTTY },
    });
    return { code, closed, ...written };
  }

  it('loads a file and says what came of it', async () => {
    const path = await folder.write('movies.csv', 'id,title\n1,Alien\n2,Brazil\n');
    expect(await run([path, '--table', 'cinema.movies'])).toEqual({
      code: 0,
      closed: 1,
      stdout: 'loaded 2 rows into cinema.movies (2 columns: id bigint, title text)\n',
      stderr: '',
    });
  });

  it('lets no line break and no command to the terminal through from the name of a column', async () => {
    const path = await folder.write('movies.csv', '"a\r\nb","\u001b[2Jc"\n1,2\n');
    expect((await run([path, '--table', 'cinema.movies'])).stdout).toBe(
      'loaded 1 row into cinema.movies (2 columns: a b bigint, [2Jc bigint)\n',
    );
  });

  it('replaces, and appends when it is told to', async () => {
    const path = await folder.write('movies.csv', 'id\n1\n');
    for (const append of [[], [], ['--append']]) await run(['--table=cinema.movies', path, ...append]);
    expect((await database.query('SELECT id FROM cinema.movies')).rows).toHaveLength(2);
  });

  it('is told the separator', async () => {
    const path = await folder.write('movies.csv', 'id, no\ttitle\n1\tAlien\n');
    expect((await run([path, '--table', 'cinema.movies', '--separator', 'tab'])).stdout).toBe(
      'loaded 1 row into cinema.movies (2 columns: id, no bigint, title text)\n',
    );
  });

  it('shows its usage', async () => {
    const { code, stdout, closed } = await run(['--help']);
    expect({ code, closed }).toEqual({ code: 0, closed: 0 });
    expect(stdout).toContain('npm run load -- FILE --table SCHEMA.TABLE');
  });

  it.each([
    [[], 'load: expected exactly one file to load (see --help)\n'],
    [['a.csv', 'b.csv', '--table', 'a.b'], 'load: expected exactly one file to load (see --help)\n'],
    [['a.csv'], 'load: expected the target table: --table schema.table (see --help)\n'],
    [
      ['a.csv', '--table', 'movies'],
      'load: "movies" is not a table name: expected schema.table, such as cinema.movies\n',
    ],
    [
      ['a.csv', '--table', 'a.b.c'],
      'load: "a.b.c" is not a table name: expected schema.table, such as cinema.movies\n',
    ],
    [['a.csv', '--table', 'pgboss.job'], 'load: the schema pgboss belongs to the server; load into another schema\n'],
    [
      ['a.csv', '--table', 'a.b', '--separator', '::'],
      'load: "::" is not a separator: expected one character, or tab\n',
    ],
    [['/no/a.csv', '--table', 'a.b'], 'load: /no/a.csv: no such file\n'],
  ])('says in one line what is wrong with %j, and opens no store', async (args, stderr) => {
    expect(await run(args)).toEqual({ code: 1, closed: 0, stdout: '', stderr });
  });

  it('says in one line that an option is unknown', async () => {
    const { code, stderr } = await run(['a.csv', '--tabel', 'a.b']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^load: Unknown option '--tabel'.*\n$/);
  });

  it('says in one line which row is malformed, and closes the store', async () => {
    const path = await folder.write('movies.csv', 'id,title\n1,Alien\n2\n');
    expect(await run([path, '--table', 'cinema.movies'])).toEqual({
      code: 1,
      closed: 1,
      stdout: '',
      stderr: 'load: movies.csv line 3: 1 field where the header has 2 (separated by ",")\n',
    });
  });

  it('says in one line that the store cannot be opened', async () => {
    const path = await folder.write('movies.csv', 'id\n1\n');
    const openDatabase = () => Promise.reject(new Error('The data folder is in use.\n  Stop the server.'));
    const { code, stderr } = await run([path, '--table', 'cinema.movies'], { openDatabase });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'load: The data folder is in use. Stop the server.\n' });
  });

  it('shows how far it is, and rewrites one line on a terminal', async () => {
    const path = await folder.write('movies.csv', `id\n${'1\n'.repeat(20_000)}`);
    expect((await run([path, '--table', 'cinema.movies'])).stderr).toMatch(
      /^inferring the types of movies.csv: 10,000 rows, \d+ %\n(?:.+\n)+loading movies.csv: 20,000 rows, 100 %\n$/,
    );
    expect((await run([path, '--table', 'cinema.movies'], { isTTY: true })).stderr).toMatch(
      new RegExp(`^(?:${ERASE}[^\\n\\r]+){4}${ERASE}$`),
    );
  });
});
