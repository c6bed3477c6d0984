import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';

import { fileSource } from '../../../src/load/file-source.ts';
import { holdRows } from '../../../src/load/hold-rows.ts';
import { LoadError } from '../../../src/load/load-error.ts';
import { type LoadOptions, loadTable } from '../../../src/load/load-table.ts';
import { type LoadProgress, type LoadResult, loadTables } from '../../../src/load/load-tables.ts';
import { memorySource } from '../../../src/load/source/memory-source.ts';
import type { RowSource } from '../../../src/load/source/row-source.ts';
import type { LoadTarget } from '../../../src/load/table/load-target.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { TARGETS } from '../../support/load/targets.ts';
import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const MOVIES = fileURLToPath(new URL('../../../node_modules/vega-datasets/data/movies.json', import.meta.url));

describe.each(TARGETS)('loading a table %s', { timeout: 60_000 }, (_, openTarget) => {
  let database: Database;
  let target: LoadTarget & AsyncDisposable;
  beforeAll(async () => {
    database = await openTestStore();
    target = await openTarget(database);
  }, 60_000);
  afterAll(async () => {
    await target[Symbol.asyncDispose]();
    await database.close();
  });
  beforeEach(() => database.exec('DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t'));

  const TABLE = { schema: 't', table: 'movies' };

  async function loadSource(source: RowSource, options: LoadOptions): Promise<Pick<LoadResult, 'rows' | 'columns'>> {
    const { mode = 'replace', onProgress, ...name } = options;
    const [loaded] = await loadTables(target, [{ name, source }], { mode, onProgress });
    if (!loaded) throw new Error('nothing was loaded');
    return { rows: loaded.rows, columns: loaded.columns };
  }

  async function load(
    file: string,
    content: string,
    options: Partial<LoadOptions> = {},
  ): Promise<Pick<LoadResult, 'rows' | 'columns'>> {
    await using folder = await createTemporaryFolder();
    return await loadSource(await fileSource(await folder.write(file, content)), { ...TABLE, ...options });
  }

  async function all(table = 't.movies'): Promise<unknown[]> {
    return (await database.query(`SELECT * FROM ${table}`, [], { rowMode: 'array' })).rows;
  }

  it('creates the schema and the table, and says what it has done', async () => {
    const result = await load('a.csv', 'id,title\n1,Alien\n2,\n', { schema: 'New Schema' });
    expect(result).toEqual({
      rows: 2,
      columns: [
        { name: 'id', type: 'bigint' },
        { name: 'title', type: 'text' },
      ],
    });
    expect(await all('"New Schema".movies')).toEqual([
      ['1', 'Alien'],
      ['2', null],
    ]);
    await database.exec('DROP SCHEMA "New Schema" CASCADE');
  });

  it('stores every type as it is written', async () => {
    const columns = ['flag', 'big', 'real', 'exact', 'day', 'local', 'instant', 'note'];
    const values = ['True', '9223372036854775807', '1.5e-7', '0.12345678901234567890', '2024-02-29'];
    const instants = ['2024-02-29 10:00:59.123456', '2024-02-29T10:00:00.5+05:30'];
    const { columns: made } = await load('a.csv', [columns, [...values, ...instants, '007']].join('\n'));
    expect(made.map(({ type }) => type)).toEqual([
      'boolean',
      'bigint',
      'double precision',
      'numeric',
      'date',
      'timestamp without time zone',
      'timestamp with time zone',
      'text',
    ]);
    expect(
      (
        await database.query(
          `SELECT flag, big, real, exact, day, local, instant AT TIME ZONE 'UTC', note FROM t.movies`,
          [],
          {
            rowMode: 'array',
          },
        )
      ).rows,
    ).toEqual([
      [
        true,
        '9223372036854775807',
        1.5e-7,
        '0.12345678901234567890',
        '2024-02-29',
        '2024-02-29 10:00:59.123456',
        '2024-02-29 04:30:00.5',
        '007',
      ],
    ]);
  });

  it('stores nested JSON as jsonb, and the text of what is mixed', async () => {
    const mixed = ['1', 'true', '"x"', '{"b": 12345678901234567890}', '12345678901234567890', 'null'];
    const objects = mixed.map((value) => `{"nested": {"id": 12345678901234567890}, "mixed": ${value}}`);
    const { columns } = await load('a.json', `[${objects.join(',\n')}]`);
    expect(columns).toEqual([
      { name: 'nested', type: 'jsonb' },
      { name: 'mixed', type: 'text' },
    ]);
    const nested = '{"id": 12345678901234567890}';
    expect(await all()).toEqual([
      [nested, '1'],
      [nested, 'true'],
      [nested, 'x'],
      [nested, '{"b": 12345678901234567890}'],
      [nested, '12345678901234567890'],
      [nested, null],
    ]);
  });

  it('stores the digits of the numbers of JSON', async () => {
    const { columns } = await load(
      'a.ndjson',
      '{"amount": 12345678901234567.89, "n": 9007199254740991.4, "v": "1.0.1"}\n{"amount": 50000.0000000000000001, "n": 1, "v": 1.10}\n',
    );
    expect(columns.map(({ type }) => type)).toEqual(['numeric', 'numeric', 'text']);
    expect(await all()).toEqual([
      ['12345678901234567.89', '9007199254740991.4', '1.0.1'],
      ['50000.0000000000000001', '1', '1.10'],
    ]);
  });

  it('stores a value that is nested as deep as is allowed', async () => {
    const deep = '['.repeat(500) + ']'.repeat(500);
    expect((await load('a.json', `[{"a": ${deep}}]`)).columns).toEqual([{ name: 'a', type: 'jsonb' }]);
  });

  it('makes an empty table of text of a header without rows', async () => {
    expect(await load('a.csv', 'id,title\n')).toEqual({
      rows: 0,
      columns: [
        { name: 'id', type: 'text' },
        { name: 'title', type: 'text' },
      ],
    });
    expect(await all()).toEqual([]);
  });

  it.each(['[]', '[{}, {}]'])('refuses JSON without a column: %s', async (content) => {
    await expect(load('a.json', content)).rejects.toThrow(new LoadError('a.json: no columns; no row has a value'));
  });

  it('takes any name for a name', async () => {
    const table = 'x"; DROP TABLE t.victim; --';
    const column = `a") VALUES (1); DROP TABLE t.victim; --'\\`;
    await database.exec('CREATE TABLE t.victim (id int)');
    const quoted = column.replaceAll('"', '""');
    for (const mode of ['replace', 'append'] as const) {
      await load('a.csv', `"${quoted}",c0,"new\nline",$1\n'); DROP TABLE t.victim; --,1,2,3\n`, { table, mode });
    }
    const names = await database.query(
      'SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position',
      [table],
    );
    expect(names.rows).toEqual([column, 'c0', 'new\nline', '$1'].map((name) => ({ column_name: name })));
    const row = [`'); DROP TABLE t.victim; --`, '1', '2', '3'];
    expect(await all(`t."${table.replaceAll('"', '""')}"`)).toEqual([row, row]);
    expect(await all('t.victim')).toEqual([]);
  });

  it.each(['governance', 'pgboss', 'drizzle', 'pg_catalog', 'pg_toast', 'information_schema', 'Governance'])(
    'refuses the schema %s',
    async (schema) => {
      await expect(load('a.csv', 'a\n1\n', { schema })).rejects.toThrow(
        new LoadError(`the schema ${schema} belongs to the server; load into another schema`),
      );
    },
  );

  it('refuses a name that Postgres would cut', async () => {
    await expect(load('a.csv', 'a\n1\n', { table: 'x'.repeat(64) })).rejects.toThrow('is longer than 63 bytes');
  });

  describe('replacing', () => {
    it('keeps a table of the same columns, with its key and the views on it', async () => {
      await load('a.csv', 'id,title\n1,Alien\n');
      await database.exec(
        'ALTER TABLE t.movies ADD PRIMARY KEY (id); CREATE VIEW t.titles AS SELECT title FROM t.movies',
      );
      await load('a.csv', 'id,title\n2,Brazil\n3,Cube\n');
      expect(await all('t.titles')).toEqual([['Brazil'], ['Cube']]);
      await expect(load('a.csv', 'id,title\n1,x\n4,Dune\n4,Dune\n')).rejects.toThrow(
        'a.csv line 4: duplicate key value violates unique constraint "movies_pkey"',
      );
      expect(await all('t.titles')).toEqual([['Brazil'], ['Cube']]);
    });

    it('makes a table of other columns or types anew', async () => {
      await load('a.csv', 'id,title\n1,Alien\n');
      expect((await load('a.csv', 'id,title\nx1,Alien\n')).columns[0]).toEqual({ name: 'id', type: 'text' });
      await load('a.csv', 'name\nBrazil\n');
      expect(await all()).toEqual([['Brazil']]);
    });

    it('refuses to make anew a table that a view depends on', async () => {
      await load('a.csv', 'id,title\n1,Alien\n');
      await database.exec('CREATE VIEW t.titles AS SELECT title FROM t.movies');
      await expect(load('a.csv', 'name\nBrazil\n')).rejects.toThrow(/^t\.movies: cannot drop table/);
      await expect(load('a.csv', 'name\nBrazil\n', { table: 'titles' })).rejects.toThrow(
        new LoadError('t.titles exists and is not a table'),
      );
      expect(await all()).toEqual([['1', 'Alien']]);
    });

    it('says so when the database takes no such column', async () => {
      await expect(load('a.csv', 'xmin\n1\n')).rejects.toThrow(/^t\.movies: column name "xmin" conflicts/);
    });

    it.each([
      [
        'a.csv',
        `id,title\n${'2,Brazil\n'.repeat(2500)}3\n`,
        'a.csv line 2502: 1 field where the header has 2 (separated by ",")',
      ],
      ['a.csv', `id,name\n${'2,Brazil\n'.repeat(2500)}3,"\n`, 'a.csv line 2502: a quote is not closed'],
      ['a.json', `[{"id": 1}\n${',{"id": 2}\n'.repeat(2500)},3]`, 'a.json line 2502: an object expected, not "3"'],
    ])('leaves nothing of a malformed file (%s)', async (file, content, message) => {
      await load('a.csv', 'id,title\n1,Alien\n');
      await expect(load(file, content)).rejects.toThrow(new LoadError(message));
      await expect(load(file, content, { schema: 'unmade' })).rejects.toThrow(new LoadError(message));
      expect(await all()).toEqual([['1', 'Alien']]);
      const schemas = await database.query(`SELECT FROM information_schema.schemata WHERE schema_name = 'unmade'`);
      expect(schemas.rows).toEqual([]);
    });

    it('leaves nothing of rows that the table refuses half way, and names the first of them', async () => {
      await load('a.csv', 'id,title\n1,Alien\n');
      await database.exec('ALTER TABLE t.movies ADD CHECK (id <> 2345)');
      const rows = Array.from({ length: 3000 }, (_, index) => `${index},"two\nlines"\n`);
      await expect(load('a.csv', `id,title\n${rows.join('')}`)).rejects.toThrow(
        'a.csv line 4692: new row for relation "movies" violates check constraint "movies_id_check"',
      );
      expect(await all()).toEqual([['1', 'Alien']]);
    });
  });

  describe('appending', () => {
    it('adds rows by the names of their columns, and leaves the others to their defaults', async () => {
      await database.exec(`CREATE TABLE t.movies (id serial, title text, at jsonb, seen boolean DEFAULT false)`);
      await load('a.csv', 'title\nAlien\n', { mode: 'append' });
      const { columns } = await load('a.json', '[{"at": {"x": 1}, "title": "Brazil"}, {"at": "y"}]', {
        mode: 'append',
      });
      expect(columns).toEqual([
        { name: 'at', type: 'jsonb' },
        { name: 'title', type: 'text' },
      ]);
      expect(await all()).toEqual([
        [1, 'Alien', null, false],
        [2, 'Brazil', '{"x": 1}', false],
        [3, null, '"y"', false],
      ]);
    });

    it('goes by the types of the table, and neither rounds nor truncates', async () => {
      await database.exec('CREATE TABLE t.movies (id integer, title varchar(6))');
      await load('a.csv', 'id,title\n1,Brazil\n', { mode: 'append' });
      const refused: [string, string][] = [
        ['2,Alien\n1.5,Cube\n', 'a.csv line 3: invalid input syntax for type integer: "1.5"'],
        ['2,Alien\nn/a,Cube\n', 'a.csv line 3: invalid input syntax for type integer: "n/a"'],
        [
          '2,Alien\n3,Cube 2: Hypercube\n',
          'a.csv line 3: the column "title" is character varying(6), which would truncate "Cube 2: Hypercube"',
        ],
      ];
      for (const [rows, message] of refused) {
        await expect(load('a.csv', `id,title\n${rows}`, { mode: 'append' })).rejects.toThrow(new LoadError(message));
      }
      expect(await all()).toEqual([[1, 'Brazil']]);
    });

    it.each([
      ['numeric(10,2)', '1.239', 'round "1.239"'],
      ['real', '16777217', 'round "16777217"'],
      ['date', '2024-01-01 23:59:00', 'drop the time of day of "2024-01-01 23:59:00"'],
      ['timestamp without time zone', '2024-01-01T10:00:00+05:00', 'drop the time zone of "2024-01-01T10:00:00+05:00"'],
      ['numeric(10,2)[]', '"{1,2.345}"', 'round "{1,2.345}"'],
      ['t.hundredths', '1.239', 'round "1.239"'],
    ])('refuses what a column of %s would change: %s', async (type, text, loss) => {
      await database.exec(
        'CREATE DOMAIN t.cents AS numeric(10,2); CREATE DOMAIN t.hundredths AS t.cents CHECK (value > 0)',
      );
      await database.exec(`CREATE TABLE t.movies (amount ${type})`);
      await expect(load('a.csv', `amount\n\n${text}\n`, { mode: 'append' })).rejects.toThrow(
        new LoadError(`a.csv line 3: the column "amount" is ${type}, which would ${loss}`),
      );
      expect(await all()).toEqual([]);
    });

    it('takes a whole number with a fraction of zeros for one', async () => {
      await database.exec('CREATE TABLE t.movies (id integer)');
      await load('a.csv', 'id\n-1.0\n', { mode: 'append' });
      await load('a.json', '[{"id": 2.00}]', { mode: 'append' });
      expect(await all()).toEqual([[-1], [2]]);
    });

    it('refuses a table that is not there or lacks a column', async () => {
      await expect(load('a.csv', 'id\n1\n', { mode: 'append' })).rejects.toThrow(
        new LoadError('there is no table t.movies to append to'),
      );
      await load('a.csv', 'id\n1\n');
      await expect(load('a.csv', 'id,title\n1,Alien\n', { mode: 'append' })).rejects.toThrow(
        new LoadError('the table t.movies has no column "title"'),
      );
    });
  });

  describe('from memory', () => {
    it('infers the types that are not given', async () => {
      const rows = [
        ['1', 1, undefined, { json: '[1]' }],
        ['2', 2.5],
      ];
      const columns = [{ name: 'id', type: 'bigint' as const }, { name: 'score' }, { name: 'note' }, { name: 'tags' }];
      const result = await loadSource(memorySource(columns, rows), TABLE);
      expect(result.columns.map(({ type }) => type)).toEqual(['bigint', 'double precision', 'text', 'jsonb']);
      expect(await all()).toEqual([
        ['1', 1, null, '[1]'],
        ['2', 2.5, null, null],
      ]);
    });

    it('loads the rows of a file slice by slice, with the types of the whole', async () => {
      const { columns, rows } = await holdRows(await fileSource(MOVIES));
      // No movie of the first ten has a running time.
      await loadSource(memorySource(columns, rows.slice(0, 10)), TABLE);
      await loadSource(memorySource(columns, rows.slice(10)), { ...TABLE, mode: 'append' });
      await loadSource(await fileSource(MOVIES), { ...TABLE, table: 'whole' });
      expect(await all('(TABLE t.movies EXCEPT ALL TABLE t.whole) AS difference')).toEqual([]);
      expect(await all('(SELECT count(*)::int FROM t.movies) AS count')).toEqual([[3201]]);
    });

    it('refuses rows wider than the columns, and values that are not of a type given', async () => {
      const columns = [{ name: 'id', type: 'bigint' as const }];
      await expect(loadSource(memorySource(columns, [['1'], ['2', 'x']], 'demo'), TABLE)).rejects.toThrow(
        new LoadError('demo line 2: 2 values for 1 column'),
      );
      await expect(loadSource(memorySource(columns, [['1'], ['x']], 'demo'), TABLE)).rejects.toThrow(
        new LoadError('demo line 2: invalid input syntax for type bigint: "x"'),
      );
      expect(() => memorySource([{ name: 'a' }, { name: 'a' }], [])).toThrow(
        new LoadError('rows line 1: two columns are named "a"'),
      );
    });
  });

  it('loads a long file, and tells how far it is', async () => {
    const seen: LoadProgress[] = [];
    const lines = Array.from({ length: 50_000 }, (_, index) => `${index},${index / 4},"title, ${index}",2024-01-31\n`);
    const content = `id,score,title,day\n${lines.join('')}`;
    const result = await load('a.csv', content, { onProgress: (progress) => seen.push(progress) });
    expect(result.rows).toBe(50_000);
    const totals = await database.query(
      'SELECT count(*)::int, sum(id)::text, count(DISTINCT title)::int AS titles FROM t.movies',
    );
    expect(totals.rows).toEqual([{ count: 50_000, sum: '1249975000', titles: 50_000 }]);
    const bytesTotal = Buffer.byteLength(content);
    expect(seen.map(({ phase, rows }) => ({ phase, rows }))).toEqual(
      ['inferring', 'inserting'].flatMap((phase) => [1, 2, 3, 4, 5].map((count) => ({ phase, rows: count * 10_000 }))),
    );
    expect(seen.every((progress) => progress.bytesTotal === bytesTotal && progress.bytesRead <= bytesTotal)).toBe(true);
    expect(seen.at(-1)?.bytesRead).toBe(bytesTotal);
  });
});

test('an error that is not of the rows is let through as it is', async () => {
  const broken = new Error('the embedded database is closed');
  const failing = { transaction: () => Promise.reject(broken) };
  const table = { schema: 't', table: 'movies' };
  await expect(loadTable(failing, memorySource([{ name: 'a' }], []), table)).rejects.toBe(broken);
});
