import { expect, it } from 'vitest';

import { fileSource } from '../../../src/load/file-source.ts';
import { LoadError } from '../../../src/load/load-error.ts';
import { joinedSource } from '../../../src/load/source/joined-source.ts';
import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';

async function read(files: Record<string, string>) {
  await using folder = await createTemporaryFolder();
  const paths = [];
  for (const [name, content] of Object.entries(files)) paths.push(await folder.write(name, content));
  const source = joinedSource(await Promise.all(paths.map((path) => fileSource(path))));
  const reading = source.read();
  const rows = [];
  for await (const row of reading.rows) rows.push(row);
  expect(reading.bytesRead).toBe(source.bytesTotal);
  return { names: reading.names, rows };
}

it('has the rows of all files, their columns matched by name', async () => {
  expect(await read({ 'a.csv': 'id,note\n1,x\n', 'b.csv': 'note;id\ny;2\n;3\n', 'c.tsv': 'id\tnote\n' })).toEqual({
    names: ['id', 'note'],
    rows: [
      { line: 2, values: ['1', 'x'], file: 'a.csv' },
      { line: 2, values: ['2', 'y'], file: 'b.csv' },
      { line: 3, values: ['3', null], file: 'b.csv' },
    ],
  });
});

it('has the columns of all JSON files, which have no headers', async () => {
  expect(await read({ 'a.json': '[{"a": 1}]', 'b.ndjson': '{"b": 2}\n{"a": 3, "b": 4}' })).toEqual({
    names: ['a', 'b'],
    rows: [
      { line: 1, values: [1], file: 'a.json' },
      { line: 1, values: [undefined, 2], file: 'b.ndjson' },
      { line: 2, values: [3, 4], file: 'b.ndjson' },
    ],
  });
});

it.each([
  [{ 'a.csv': 'id,note\n', 'b.csv': 'id\n1\n' }, 'b.csv line 1: there is no column "note", which is in a.csv'],
  [{ 'a.csv': 'id,note\n', 'b.csv': 'id\n' }, 'b.csv line 1: there is no column "note", which is in a.csv'],
  [{ 'a.csv': 'id\n', 'b.csv': 'id,note\n1,x\n' }, 'b.csv line 1: the column "note" is not in a.csv'],
  [{ 'a.csv': 'id\n1\n', 'b.csv': 'id\n1\n1,2\n' }, /^b.csv line 3: 2 fields where the header has 1/],
  [
    { 'a.csv': 'id\n', 'b.json': '[]' },
    'a.csv and b.json: a .csv or .tsv file and one of another kind cannot be loaded into one table together',
  ],
])('refuses %j', async (files, message) => {
  const refusal = typeof message === 'string' ? new LoadError(message) : message;
  await expect(read(files as Record<string, string>)).rejects.toThrow(refusal);
});
