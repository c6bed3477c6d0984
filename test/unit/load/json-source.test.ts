import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import type { FileOptions } from '../../../src/load/file-source.ts';
import { LoadError } from '../../../src/load/load-error.ts';
import { readFile } from '../../support/load/read-file.ts';

describe('a JSON array', () => {
  it('has the columns of all of its objects, in the order in which they appear', async () => {
    const content = '[\n  {"a": 1, "b": "x"},\n\n  {\n    "c": true\n  },\n  {"b": null, "a": -2.5}\n]\n';
    expect(await readFile('a.json', content)).toEqual({
      names: ['a', 'b', 'c'],
      rows: [
        { line: 2, values: [1, 'x'] },
        { line: 4, values: [undefined, undefined, true] },
        { line: 7, values: [-2.5, null] },
      ],
    });
  });

  it.each(['12345678901234567.89', '9007199254740991.4', '50000.0000000000000001', '1.10', '1e3', '-0'])(
    'keeps the digits of %s',
    async (json) => {
      expect((await readFile('a.json', `[{"a": ${json}}]`)).rows[0]?.values).toEqual([{ json }]);
    },
  );

  it('keeps integers that a number cannot hold, and nested values as they are written', async () => {
    const content =
      '[{"id": 12345678901234567890, "at": {"id": 12345678901234567890, "x": [1.10, "]}"]}, "tags": [ ]}]';
    const { rows } = await readFile('a.json', content);
    expect(rows[0]?.values).toEqual([
      { json: '12345678901234567890' },
      { json: '{"id": 12345678901234567890, "x": [1.10, "]}"]}' },
      { json: '[ ]' },
    ]);
  });

  it('may begin with a byte order mark, be empty, and name a member as it likes', async () => {
    expect((await readFile('a.json', '\ufeff []')).rows).toEqual([]);
    expect(await readFile('a.json', '[{"__proto__": 1, "constructor": "\\u00e9\\n\\""}]')).toEqual({
      names: ['__proto__', 'constructor'],
      rows: [{ line: 1, values: [1, 'é\n"'] }],
    });
  });

  it('is read as JSON.parse reads it', async () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    const objects = fc.array(
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 9 }).filter((key) => key.trim() !== ''),
        scalar,
      ),
    );
    await fc.assert(
      fc.asyncProperty(objects, fc.constantFrom(undefined, 2, '\t'), async (expected, indent) => {
        const text = JSON.stringify(expected, null, indent);
        fc.pre(!text.includes('\\u0000'));
        const { names, rows } = await readFile('a.json', text);
        const read = rows.map(({ values }) =>
          Object.fromEntries(
            values.flatMap((value, index) => (value === undefined ? [] : [[names[index] ?? '', value]])),
          ),
        );
        const numbers = read.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([key, value]) => [
              key,
              typeof value === 'object' && value !== null ? (JSON.parse(value.json) as number) : value,
            ]),
          ),
        );
        expect(numbers).toEqual(JSON.parse(text));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['nothing', '', 1, 'an array of objects expected, not the end'],
    ['an object', '\n{"a": 1}', 2, 'an array of objects expected, not "{"'],
    ['an element that is no object', '[\n{"a": 1},\n5\n]', 3, 'an object expected, not "5"'],
    ['an element that is null', '[{"a": 1},\n\n null]', 3, 'an object expected, not "n"'],
    ['an array in the array', '[\n[1]]', 2, 'an object expected, not "["'],
    ['a comma too many', '[{"a": 1},\n]', 2, 'an object expected, not "]"'],
    ['a comma too few', '[\n{"a": 1}\n{"a": 2}]', 3, '"," or "]" expected, not "{"'],
    ['a comma too few in an object', '[\n{"a": 1,\n"b": 2\n"c": 3}]', 4, '"," or "}" expected, not "\\""'],
    ['a comma too many in an object', '[\n{"a": 1,\n}]', 3, 'a string expected, not "}"'],
    ['a name without quotes', '[\n{a: 1}]', 2, 'a string expected, not "a"'],
    ['no colon', '[{"a"\n1}]', 2, '":" expected, not "1"'],
    ['no value', '[{"a":\n}]', 2, 'a value expected, not "}"'],
    ['what is no JSON value', '[{"a":\nNaN}]', 2, 'a value expected, not "N"'],
    ['a word cut short', '[{"a": nul}]', 1, 'a value expected, not "n"'],
    ['a leading zero', '[{"a":\n007}]', 2, '"," or "}" expected, not "0"'],
    ['a comment', '[\n// movies\n{}]', 2, 'an object expected, not "/"'],
    ['a string over two lines', '[\n{"a": "x\ny"}]', 2, 'a string is not closed on its line'],
    ['a string that is never closed', '[\n{"a": "x]', 2, 'a string is not closed on its line'],
    ['a string that ends in a backslash', '[\n{"a": "x\\', 2, 'a string is not closed on its line'],
    ['a tab in a string', '[{"a": "x\ty"}]', 1, 'a control character in a string'],
    ['an escape of another language', '[{"a": "\\x41"}]', 1, 'an escape sequence that JSON does not allow in a string'],
    ['a NUL', '[{},\n{"a": "\\u0000"}]', 2, '\\u0000 or an unpaired surrogate in a string'],
    ['half a surrogate pair', '[{},\n{"a": ["\\ud800"]}]', 2, '\\u0000 or an unpaired surrogate in a string'],
    ['an error in a nested value', '[{"a": [\n1,\n{"b"}\n]}]', 3, '":" expected, not "}"'],
    ['no end', '[\n{"a": 1},\n{"a": 2}\n', 4, '"," or "]" expected, not the end'],
    ['more after its end', '[\n{"a": 1}\n]\n,', 4, 'the end expected, not ","'],
    ['a name twice', '[{"a": 1,\n"a": 2}]', 2, 'the name "a" occurs twice in one object'],
    [
      'a name twice in a nested value',
      '[{"a": [{"b": 1,\n"c": {"b": 2},\n"b": 3}]}]',
      3,
      'the name "b" occurs twice in one object',
    ],
    ['an empty name', '[{"a": 1},\n{"": 2}]', 2, 'column 2 has no name'],
    ['values nested without end', `[{"a":\n${'['.repeat(100_000)}`, 2, 'a value is nested deeper than 500 levels'],
  ])('with %s is refused with the line', async (_, content, line, problem) => {
    await expect(readFile('movies.json', content)).rejects.toThrow(
      new LoadError(`movies.json line ${line}: ${problem}`),
    );
  });
});

describe('a JSON file with rows at a path', () => {
  const QUAKES = `{
  "type": "FeatureCollection",
  "features": [
    {"id": 1, "properties": {"mag": 1.10}},
    {"id": 2, "properties": {"mag": 2, "place": "Kobe"}}
  ],
  "bbox": [1, [2]]
}`;

  it('has them at a member, with their lines', async () => {
    expect(await readFile('a.json', QUAKES, { path: ['features'] })).toEqual({
      names: ['id', 'properties'],
      rows: [
        { line: 4, values: [1, { json: '{"mag": 1.10}' }] },
        { line: 5, values: [2, { json: '{"mag": 2, "place": "Kobe"}' }] },
      ],
    });
  });

  it('has them at a member of each object of an array', async () => {
    const { names, rows } = await readFile('a.json', QUAKES, { path: ['features', 'properties'] });
    expect({ names, values: rows.map(({ values }) => values) }).toEqual({
      names: ['mag', 'place'],
      values: [[{ json: '1.10' }], [2, 'Kobe']],
    });
  });

  it('may have none of them, where the member is null or an empty array', async () => {
    expect((await readFile('a.json', '[{"a": null}, {"a": []}, {}]', { path: ['a'] })).rows).toEqual([]);
  });

  it('may have them in each line', async () => {
    const lines = '{"at": 1, "items": [{"id": 1}, {"id": 2}]}\n{"items": {"id": 3}}\n';
    expect((await readFile('a.ndjson', lines, { path: ['items'] })).rows).toEqual([
      { line: 1, values: [1] },
      { line: 1, values: [2] },
      { line: 2, values: [3] },
    ]);
  });

  it.each([
    [QUAKES, ['featuers'], 'a.json: there is no featuers: there is type, features, bbox'],
    [QUAKES, ['features', 'props'], 'a.json: there is no features.props: in features there is id, properties'],
    ['[]', ['a'], 'a.json: there is no a: there is nothing'],
    [QUAKES, ['type'], 'a.json line 2: an object expected, not "\\""'],
    [QUAKES, ['bbox'], 'a.json line 7: an object expected, not "1"'],
    [
      QUAKES,
      undefined,
      'a.json line 1: an array of objects expected, not "{"; its rows may be at --path features or --path bbox',
    ],
  ])('is refused where there are none', async (content, path, message) => {
    await expect(readFile('a.json', content, path && { path })).rejects.toThrow(new LoadError(message));
  });
});

test('texts of JSON are null where they are told to be, and empty ones are not unless they are', async () => {
  const content = '[{"a": "NA", "b": "", "c": {"d": "NA"}, "NA": 1}]';
  const read = async (options: FileOptions) => (await readFile('a.json', content, options)).rows[0]?.values;
  const nested = { json: '{"d": "NA"}' };
  expect(await read({})).toEqual(['NA', '', nested, 1]);
  expect(await read({ nulls: ['NA'] })).toEqual([null, '', nested, 1]);
  expect(await read({ empty: 'null' })).toEqual(['NA', null, nested, 1]);
});

describe.each(['a.ndjson', 'a.jsonl'])('a file of one object a line (%s)', (name) => {
  it('has the columns of all of its objects, and its empty lines skipped', async () => {
    expect(await readFile(name, '\ufeff{"a": 1}\r\n\r\n{"b": {"c": 2}}\n{}')).toEqual({
      names: ['a', 'b'],
      rows: [
        { line: 1, values: [1] },
        { line: 3, values: [undefined, { json: '{"c": 2}' }] },
        { line: 4, values: [] },
      ],
    });
  });

  it.each([
    ['an element that is no object', '{"a": 1}\n\n[]\n', 3, 'an object expected, not "["'],
    ['an object over two lines', '{"a": 1}\n{"a":\n2}\n', 2, 'a value expected, not the end'],
    ['two objects on a line', '{"a": 1}\n{"a": 2} {"a": 3}\n', 2, 'the end expected, not "{"'],
    ['another encoding', Buffer.from('{"a": 1}\n{"a": "\xe9"}\n', 'latin1'), 2, 'not UTF-8 text'],
  ])('with %s is refused with the line', async (_, content, line, problem) => {
    await expect(readFile(name, content)).rejects.toThrow(new LoadError(`${name} line ${line}: ${problem}`));
  });
});
