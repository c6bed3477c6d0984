import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type OpenLoadTarget, runLoad } from '../../../src/load/run-load.ts';
import { directTarget } from '../../../src/load/table/direct-target.ts';
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

  async function run(
    args: string[],
    { isTTY = false, openTarget = undefined as (() => Promise<OpenLoadTarget>) | undefined } = {},
  ) {
    const written = { stdout: '', stderr: '' };
    let closed = 0;
    const close = () => {
      closed++;
      return Promise.resolve();
    };
    const code = await runLoad(args, {
      openTarget: openTarget ?? (() => Promise.resolve({ ...directTarget(database), close })),
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

  it('is told the delimiter', async () => {
    const path = await folder.write('movies.csv', 'id, no\ttitle\n1\tAlien\n');
    expect((await run([path, '--table', 'cinema.movies', '--delimiter', 'tab'])).stdout).toBe(
      'loaded 1 row into cinema.movies (2 columns: id, no bigint, title text)\n',
    );
  });

  it('loads several files into one table, whatever the order of their columns, and says in which of them a row is bad', async () => {
    const one = await folder.write('one.csv', 'id,title\n1,Alien\n');
    const two = await folder.write('two.csv', 'title;id\nBrazil;2\n');
    expect((await run([one, two, '--table', 'cinema.movies'])).stdout).toBe(
      'loaded 2 rows into cinema.movies (2 columns: id bigint, title text)\n',
    );
    const bad = await folder.write('bad.csv', 'title,id\nDune,4\nCube,x\n');
    expect((await run([two, bad, '--table', 'cinema.movies', '--append'])).stderr).toBe(
      'load: bad.csv line 3: invalid input syntax for type bigint: "x"\n',
    );
    expect((await database.query('SELECT * FROM cinema.movies')).rows).toEqual([
      { id: '1', title: 'Alien' },
      { id: '2', title: 'Brazil' },
    ]);
  });

  it('loads each file into a table of its own name, all or none', async () => {
    const movies = await folder.write('movies.csv', 'id\n1\n');
    const people = await folder.write('people.json', '[{"name": "Ripley"}]');
    expect((await run([movies, people, '--schema', 'cinema'])).stdout).toBe(
      'loaded 1 row into cinema.movies (1 column: id bigint)\nloaded 1 row into cinema.people (1 column: name text)\n',
    );
    await folder.write('movies.csv', 'id\n1\n2\n');
    await database.exec('ALTER TABLE cinema.people ADD CHECK (name <> $$Ripley$$)  NOT VALID');
    expect((await run([movies, people, '--schema', 'cinema'])).stderr).toMatch(/^load: people.json line 1: .*\n$/);
    expect((await database.query('SELECT * FROM cinema.movies')).rows).toHaveLength(1);
  });

  it('takes what it is told for null', async () => {
    const path = await folder.write('movies.csv', 'id,title\nNA,Alien\n-,\n3,NA\n');
    expect(
      (await run([path, '--table', 'cinema.movies', '--null', 'NA', '--null', '-', '--empty', 'text'])).stdout,
    ).toBe('loaded 3 rows into cinema.movies (2 columns: id bigint, title text)\n');
    expect((await database.query('SELECT * FROM cinema.movies')).rows).toEqual([
      { id: null, title: 'Alien' },
      { id: null, title: '' },
      { id: '3', title: null },
    ]);
  });

  it('says which columns of a replaced table changed, and names the entities that are bound to it', async () => {
    const path = await folder.write('movies.csv', 'id,title,year\n1,Alien,1979\n');
    await run([path, '--table', 'cinema.movies']);
    await database.exec(`
      INSERT INTO governance.mdm_entity
        (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version, dataset_schema, dataset_table,
         definition, created_at, updated_at)
      SELECT 'x_' || tenant || key, tenant, 'METADATA', key, 'urn:' || key, key, 'tier1', status, 1, 'cinema', 'movies',
        '{}', now(), now()
      FROM (VALUES ('demo', 'films', 'ACTIVE'), ('demo', 'old-films', 'DEPRECATED'), ('other', 'kino', 'ACTIVE'))
        AS entity (tenant, key, status)`);
    expect((await run([path, '--table', 'cinema.movies'])).stdout.split('\n')).toHaveLength(2);

    await folder.write('movies.csv', 'id,title,rating\nA1,Alien,9.5\n');
    const { stdout } = await run([path, '--table', 'cinema.movies']);
    expect(stdout.split('\n')).toEqual([
      'loaded 1 row into cinema.movies (3 columns: id text, title text, rating double precision)',
      'cinema.movies was made anew, without its former keys, indexes and grants: id was bigint and is text; rating double precision is new; year is gone',
      'cinema.movies is the dataset of METADATA films (demo), METADATA kino (other): check their rules and key columns',
      '',
    ]);
  });

  it('shows its usage', async () => {
    const { code, stdout, closed } = await run(['--help']);
    expect({ code, closed }).toEqual({ code: 0, closed: 0 });
    expect(stdout).toContain('npm run load -- FILE... --table SCHEMA.TABLE');
  });

  it.each([
    [[], 'load: expected a file to load (see --help)\n'],
    [['a.csv'], 'load: expected the target: --table schema.table, or --schema schema (see --help)\n'],
    [['a.csv', '--table', 'a.b', '--schema', 'a'], 'load: expected --table or --schema, not both\n'],
    [
      ['x/a.csv', 'y/a.json', '--schema', 's'],
      'load: x/a.csv and y/a.json would both be s.a; load them into one table with --table\n',
    ],
    [['a.csv', '--schema', 'governance_loading'], /^load: the schema governance_loading belongs to the server; .*\n$/],
    [['a.csv', '--table', 'a.b', '--empty', 'no'], 'load: --empty is "no", expected null or text\n'],
    [
      ['a.json', '--table', 'a.b', '--path', 'a..b'],
      'load: "a..b" is not a path: expected names separated by dots, such as data.items\n',
    ],
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
      ['a.csv', '--table', 'a.b', '--delimiter', '::'],
      'load: "::" is not a delimiter: expected one character, or tab\n',
    ],
    [['/no/a.csv', '--table', 'a.b'], 'load: /no/a.csv: no such file\n'],
  ])('says in one line what is wrong with %j, and opens no store', async (args, stderr) => {
    expect(await run(args)).toEqual({
      code: 1,
      closed: 0,
      stdout: '',
      stderr: typeof stderr === 'string' ? stderr : (expect.stringMatching(stderr) as unknown),
    });
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
    const openTarget = () => Promise.reject(new Error('The data folder is in use.\n  Stop the server.'));
    const { code, stderr } = await run([path, '--table', 'cinema.movies'], { openTarget });
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
