import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readObjects } from '../../../src/import/read-objects.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/load/temporary-folder.ts';

describe('the objects of a file', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await createTemporaryFolder();
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  async function read(content: string | Buffer) {
    const objects = [];
    for await (const object of readObjects(await folder.write('a.json', content), 'a.json')) objects.push(object);
    return objects;
  }

  test('are those of an array, each with its line', async () => {
    const text = '\uFEFF [\n {"a": "}]{[\\"\\\\"},\n{"b": [{}, [1]],\n"c": 2}]\n';
    expect(await read(text)).toEqual([
      { line: 2, text: '{"a": "}]{[\\"\\\\"}' },
      { line: 3, text: '{"b": [{}, [1]],\n"c": 2}' },
    ]);
  });

  test('are those of JSON lines', async () => {
    expect(await read('{"a": 1}\n{"b": 2}\r\n\n{"c": 3}')).toEqual([
      { line: 1, text: '{"a": 1}' },
      { line: 2, text: '{"b": 2}' },
      { line: 4, text: '{"c": 3}' },
    ]);
  });

  test.each(['', ' \n', '[]', '[ \n]'])('are none in %j', async (text) => {
    expect(await read(text)).toEqual([]);
  });

  test('are whole wherever the pieces end in which a file is read', async () => {
    const objects = Array.from({ length: 4_000 }, (_, index) => ({ index, text: `${'é'.repeat(index % 300)}\\"` }));
    const read_ = await read(`[${objects.map((object) => JSON.stringify(object)).join(',\n')}]`);
    expect(read_.map(({ text }) => JSON.parse(text) as unknown)).toEqual(objects);
    expect(read_.at(-1)?.line).toBe(4_000);
  });

  test.each([
    ['hello', 'a.json line 1: an array of objects, or one object per line expected, not "h"'],
    ['[\n1]', 'a.json line 2: an object expected, not "1"'],
    ['[{}\n{}]', 'a.json line 2: "," or "]" expected, not "{"'],
    ['[{},]', 'a.json line 1: an object expected, not "]"'],
    ['[{}', 'a.json line 1: "," or "]" expected, not the end'],
    ['[{}] x', 'a.json line 1: the end expected, not "x"'],
    ['{}\n,{}', 'a.json line 2: an object expected, not ","'],
    ['[{},\n{"a": [1}', 'a.json line 2: an object that is not closed'],
    [Buffer.from([0x5b, 0x7b, 0xff, 0x7d, 0x5d]), 'a.json line 1: not UTF-8 text, or soon after it'],
  ])('are refused by their line in %j', async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test('are not held for ever when one is not closed', async () => {
    await expect(read(`[{"a": "${'x'.repeat(5 * 1024 * 1024)}`)).rejects.toThrow('too long, or not closed');
  });
});
