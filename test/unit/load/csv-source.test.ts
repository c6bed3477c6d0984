import { truncate } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { type FileOptions, fileSource } from '../../../src/load/file-source.ts';
import { LoadError } from '../../../src/load/load-error.ts';
import { readFile } from '../../support/load/read-file.ts';
import { createTemporaryFolder } from '../../support/load/temporary-folder.ts';

const LONG_NAME = 'é'.repeat(32);

describe('a CSV file', () => {
  it('has a header, and its empty fields are null, quoted or not', async () => {
    expect(await readFile('a.csv', 'id,name\n1,Ada\n2,\n3,""\n')).toEqual({
      names: ['id', 'name'],
      rows: [
        { line: 2, values: ['1', 'Ada'] },
        { line: 3, values: ['2', null] },
        { line: 4, values: ['3', null] },
      ],
    });
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('knows the line on which a row begins, after quoted fields of several lines (%s)', async (_, end) => {
    const lines = ['id,note', '1,"two', 'lines"', '2,"three', '', 'lines"', '3,last'];
    const { rows } = await readFile('a.csv', lines.join(end));
    expect(rows).toEqual([
      { line: 2, values: ['1', `two${end}lines`] },
      { line: 4, values: ['2', `three${end}${end}lines`] },
      { line: 7, values: ['3', 'last'] },
    ]);
  });

  it('may mix line endings', async () => {
    const { rows } = await readFile('a.csv', 'a,b\r\n1,2\n3,4\r\n');
    expect(rows.map(({ values }) => values)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('has its byte order mark dropped', async () => {
    expect((await readFile('a.csv', '\ufeff"id",name\n1,Ada\n')).names).toEqual(['id', 'name']);
  });

  it('may hold quotes, commas, tabs and any letters in its fields', async () => {
    const { rows } = await readFile('a.csv', 'a\n"say ""hi"", you"\n"\t"\n日本 🎬\n');
    expect(rows.map(({ values }) => values[0])).toEqual(['say "hi", you', '\t', '日本 🎬']);
  });

  it('has its empty lines skipped, and they count as lines', async () => {
    expect((await readFile('a.csv', 'a,b\n\n1,2\n\n\n')).rows).toEqual([{ line: 3, values: ['1', '2'] }]);
  });

  it('of one column has a null in an empty line', async () => {
    const { rows } = await readFile('a.csv', 'a\n1\n\n2\n');
    expect(rows.map(({ values }) => values[0])).toEqual(['1', null, '2']);
  });

  it('is separated by tabs when it is a .tsv, by its name in any case', async () => {
    expect((await readFile('A.TSV', 'a,b\tc\n1\t2\n')).names).toEqual(['a,b', 'c']);
  });

  it.each([
    [';', 'date;temp;place\n2011-01-01;1;Galway\n', ['2011-01-01', '1', 'Galway']],
    ['|', 'date|temp|place\n2011-01-01|1|Galway, Ireland\n', ['2011-01-01', '1', 'Galway, Ireland']],
    ['tabs', 'date\ttemp\tplace\n2011-01-01\t1\tGalway\n', ['2011-01-01', '1', 'Galway']],
    ['; beside decimal commas', 'id;price;city\r\n1;12,50;Köln\r\n', ['1', '12,50', 'Köln']],
    ['; where the header has a comma, too', 'id;"a, b";temp, °C\n1;2,5;3\n2;4;5\n', ['1', '2,5', '3']],
    [', where the header has others, too', 'id,a;b,c|d\n1;1,2,3\n1,2,3\n', ['1;1', '2', '3']],
  ])('may be separated by %s', async (_, content, values) => {
    expect((await readFile('a.csv', content)).rows[0]?.values).toEqual(values);
    expect((await readFile('a.tsv', `\ufeff${content}`)).rows[0]?.values).toEqual(values);
  });

  it.each(['sep=;\n', '\ufeffSEP=;\r\n', '"sep=;"\n'])('may name its delimiter in a first line: %j', async (first) => {
    expect(await readFile('a.csv', `${first}a;b,c\n1;2,5\n`)).toEqual({
      names: ['a', 'b,c'],
      rows: [{ line: 3, values: ['1', '2,5'] }],
    });
    await expect(readFile('a.csv', `${first}a;b\n1\n`)).rejects.toThrow(
      'a.csv line 3: 1 field where the header has 2 (separated by ";")',
    );
  });

  it('is separated by what the caller says', async () => {
    for (const content of ['a:b,c;d\n1:2,3;4\n', 'sep=,\na:b,c;d\n1:2,3;4\n']) {
      expect((await readFile('a.csv', content, { delimiter: ':' })).names).toEqual(['a', 'b,c;d']);
    }
    await expect(readFile('a.json', '[]', { delimiter: ':' })).rejects.toThrow(
      new LoadError('a.json: --delimiter is only for .csv and .tsv files'),
    );
    await expect(readFile('a.csv', 'a\n', { path: ['a'] })).rejects.toThrow(
      new LoadError('a.csv: --path is only for .json, .ndjson and .jsonl files'),
    );
  });

  it('may have other texts for null, and empty texts that are none', async () => {
    const content = 'a,b\nNA,""\n-,na\n , \n';
    const read = async (options: FileOptions) =>
      (await readFile('a.csv', content, options)).rows.map(({ values }) => values);
    expect(await read({ nulls: ['NA', '-'] })).toEqual([
      [null, null],
      [null, 'na'],
      [' ', ' '],
    ]);
    expect(await read({ nulls: ['NA'], empty: 'text' })).toEqual([
      [null, ''],
      ['-', 'na'],
      [' ', ' '],
    ]);
  });

  it('is of one column where nothing separates the header', async () => {
    expect((await readFile('a.csv', 'note\na;b\n')).rows[0]?.values).toEqual(['a;b']);
  });

  it('is refused where two delimiters fit, and where its rows are not as the header is', async () => {
    await expect(readFile('a.csv', 'city, country;temp\nGalway, IE;5\n')).rejects.toThrow(
      new LoadError('a.csv line 1: the fields could be separated by "," or ";": choose one with --delimiter'),
    );
    await expect(readFile('a.csv', 'a\tb\n1\n')).rejects.toThrow(
      'a.csv line 2: 1 field where the header has 2 (separated by tab)',
    );
    await expect(readFile('a.csv', 'a,b;c\n1,2\n3,4,5\n')).rejects.toThrow(
      'a.csv line 3: 3 fields where the header has 2 (separated by ",")',
    );
  });

  it('has its delimiter found although the beginning that is looked at ends within quotes', async () => {
    const { rows } = await readFile('a.csv', `a;b\n1;"${'x\n'.repeat(200_000)}"\n`);
    expect(rows[0]?.values[0]).toBe('1');
  });

  it('of tabs may have quotes in its fields as if they were letters', async () => {
    const { rows } = await readFile('a.tsv', 'a\tb\n5" pipe\t"Big" one\n"two\nlines"\t"""say"" a\tb"\n');
    expect(rows).toEqual([
      { line: 2, values: ['5" pipe', '"Big" one'] },
      { line: 3, values: ['two\nlines', '"say" a\tb'] },
    ]);
    await expect(readFile('a.tsv', 'a\tb\n1\t2\n"3\t4\n"5\t6\n')).rejects.toThrow(
      new LoadError('a.tsv line 3: text follows a closing quote'),
    );
  });

  it('keeps letters whole that stand across the pieces in which it is read', async () => {
    const note = 'é'.repeat(300_000);
    expect((await readFile('a.csv', `a,b\n1,"${note}\n${note}"\n`)).rows[0]?.values[1]).toBe(`${note}\n${note}`);
  });

  it.each([
    ['too few fields', 'a,b,c\n1,2,3\n4,5\n', 3, '2 fields where the header has 3 (separated by ",")'],
    ['one field', 'a,b\n1\n', 2, '1 field where the header has 2 (separated by ",")'],
    ['too many fields', 'a,b\r\n1,2\r\n3,4,5\r\n', 3, '3 fields where the header has 2 (separated by ",")'],
    [
      'too many fields after a CRLF in quotes',
      'a,b\r\n1,"x\r\ny\r\nz"\r\n3,4,5\r\n',
      5,
      '3 fields where the header has 2 (separated by ",")',
    ],
    ['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 3, 'a quote is not closed'],
    ['text after a quote', 'a,b\r\n1,"x\r\ny"\r\n3,"q"q\r\n', 4, 'text follows a closing quote'],
    ['a quote in a field', 'a,b\n1,5" pipe\n', 2, 'a quote in a field that does not start with one'],
    ['an empty file', '', 1, 'no header'],
    ['nothing but a byte order mark', '\ufeff', 1, 'no header'],
    ['an empty name', 'a,,c\n', 1, 'column 2 has no name'],
    ['a name of spaces', 'a, \n', 1, 'column 2 has no name'],
    ['an empty line for a header', '\na,b\n', 1, 'column 1 has no name'],
    ['a name that comes twice', 'a,b,a\n1,2,3\n', 1, 'two columns are named "a"'],
    ['a name longer than 63 bytes', `a,${LONG_NAME}\n`, 1, `the column name "${LONG_NAME}…" is longer than 63 bytes`],
    ['too many columns', Array.from({ length: 1601 }, (_, index) => `c${index}`).join(), 1, 'more than 1600 columns'],
    ['another encoding', Buffer.from('a\nx\ncaf\xe9\n', 'latin1'), 3, 'not UTF-8 text'],
    ['another encoding on its last line', Buffer.from('a\nx\ncaf\xe9', 'latin1'), 3, 'not UTF-8 text'],
    ['UTF-16', Buffer.from('\ufeffa\n1\n', 'utf16le'), 1, 'not UTF-8 text'],
    ['a NUL', 'a\nx\nx\0x\n', 3, 'not UTF-8 text'],
  ])('with %s is refused with the line', async (_, content, line, problem) => {
    await expect(readFile('movies.csv', content)).rejects.toThrow(new LoadError(`movies.csv line ${line}: ${problem}`));
  });

  it('is refused with the right line however much of it came before', async () => {
    const content = `id,note\n${'1,"two\r\nlines"\r\n'.repeat(60_000)}2\n`;
    await expect(readFile('a.csv', content)).rejects.toThrow(
      'a.csv line 120002: 1 field where the header has 2 (separated by ",")',
    );
  });
});

describe('a file', () => {
  it('that is not there is refused', async () => {
    await expect(fileSource('/no/such/movies.csv')).rejects.toThrow(new LoadError('/no/such/movies.csv: no such file'));
  });

  it('that is a folder is refused', async () => {
    await expect(fileSource('/')).rejects.toThrow(new LoadError('/: not a file'));
  });

  it('of another kind is refused', async () => {
    await expect(readFile('movies.xlsx', 'PK')).rejects.toThrow(
      new LoadError('movies.xlsx: not a .csv, .tsv, .json, .ndjson, .jsonl or .parquet file'),
    );
  });

  it('of JSON that no string can hold is refused before it is read', async () => {
    await using folder = await createTemporaryFolder();
    const path = await folder.write('big.json', '');
    await truncate(path, 2 ** 30);
    await expect(fileSource(path)).rejects.toThrow('big.json: too long for one JSON array');
  });
});
