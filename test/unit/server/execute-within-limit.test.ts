import { buildSchema, execute, type ExecutionResult, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';

import { createAnswerSize } from '../../../src/schema/kit/answer-size.ts';
import { measuredSchema } from '../../../src/schema/kit/measured-schema.ts';
import { executeWithinLimit } from '../../../src/server/graphql/execute-within-limit.ts';

const LIMIT = 10_000;
const LONG = 'x'.repeat(1_000);

/** A schema whose resolvers are the functions, which are called with nothing; it says how often which was called. */
function measured(resolvers: Readonly<Record<string, () => unknown>>) {
  const schema = buildSchema(`
    type Query { text: String! words: [String!]! things: [Thing!]! count: Int maybe: String later: String! at: String! }
    type Thing { id: ID! note: String things: [Thing!]! later: String }
    type Mutation { one: Thing! two: Thing! }
  `);
  const calls: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = resolvers[field.name];
      if (!resolve) continue;
      field.resolve = () => {
        calls.push(field.name);
        return resolve();
      };
    }
  }
  measuredSchema(schema);
  const run = (document: string, rootValue?: unknown): Promise<ExecutionResult> => {
    const contextValue = { answer: createAnswerSize(LIMIT) };
    const args = { schema, document: parse(document), contextValue, rootValue };
    return executeWithinLimit(execute, args, contextValue.answer);
  };
  return { run, calls };
}

const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

const TOO_LARGE = {
  data: null,
  errors: [
    expect.objectContaining({
      message: 'The response would exceed 10000 bytes and was not completed. Request less at a time.',
      extensions: { code: 'RESPONSE_TOO_LARGE', limitBytes: LIMIT },
    }),
  ],
};

test('an answer within the limit is what it is without one', async () => {
  const { run } = measured({ text: () => LONG, later: () => Promise.resolve(LONG), things: () => [{ id: '1' }] });
  const { data, errors } = await run('{ text later things { id note } maybe }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ text: LONG, later: LONG, things: [{ id: '1', note: null }], maybe: null });
});

test.each([
  ['of texts', { text: () => LONG }, `{ ${aliased(50, 'text')} }`],
  ['of texts that come later', { later: () => Promise.resolve(LONG) }, `{ ${aliased(50, 'later')} }`],
  ['of a list of texts', { words: () => Array<string>(50).fill(LONG) }, '{ words }'],
  ['of characters of several bytes', { text: () => '漢'.repeat(4_000) }, '{ text }'],
  ['of characters that JSON escapes', { text: () => '\u0001'.repeat(2_000) }, '{ text }'],
  ['of objects', { things: () => Array<object>(5_000).fill({ id: '1' }) }, '{ things { __typename } }'],
  ['of names', { maybe: () => null }, `{ ${aliased(50, 'maybe').replaceAll(/a(\d)/g, `${'n'.repeat(300)}$1`)} }`],
  [
    'of errors',
    { things: () => Array<object>(50).fill({}), later: () => Promise.reject(new Error('no')) },
    '{ things { later } }',
  ],
])('an answer %s ends with one error when it passes the limit', async (_, resolvers, document) => {
  expect(await measured(resolvers).run(document)).toEqual(TOO_LARGE);
});

test('the size is that of the answer as JSON, to some bytes', async () => {
  const document = '{ text words things { id note } maybe }';
  const resolvers = { words: () => ['ä', '"'], things: () => [{ id: '1' }, { id: '2', note: '3' }] };
  const rest = Buffer.byteLength(JSON.stringify((await measured({ ...resolvers, text: () => '' }).run(document)).data));
  const fill = (bytes: number) => measured({ ...resolvers, text: () => 'x'.repeat(bytes - rest) }).run(document);
  expect((await fill(LIMIT - 20)).errors).toBeUndefined();
  expect(await fill(LIMIT + 20)).toEqual(TOO_LARGE);
});

test('past the limit no resolver is called any more', async () => {
  const { run, calls } = measured({ things: () => Array<object>(100).fill({}), note: () => LONG });
  expect(await run('{ things { note things { note } } }')).toEqual(TOO_LARGE);
  expect(calls.length).toBeLessThan(20);
});

test('a mutation is told what was done before its answer became too large, and what comes after is not done', async () => {
  const { run, calls } = measured({ one: () => ({ id: '1' }), two: () => Promise.resolve({}), note: () => LONG });
  const document = `mutation { first: one { id } second: two { ${aliased(50, 'note')} } third: one { id } }`;
  const { data, errors } = await run(document);
  expect(data).toBeNull();
  expect(errors?.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
    {
      message:
        'The response would exceed 10000 bytes and was not completed. Mutations that were already executed are not undone: first, second. Request less at a time.',
      extensions: { code: 'RESPONSE_TOO_LARGE', limitBytes: LIMIT, executed: ['first', 'second'] },
    },
  ]);
  expect(calls.filter((name) => name !== 'note')).toEqual(['one', 'two']);
});

test('an event that is too large has its place in the stream in the error', async () => {
  const { errors } = await measured({ text: () => LONG }).run(`{ ${aliased(50, 'text')} }`, { cursor: 'c1' });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'RESPONSE_TOO_LARGE', cursor: 'c1' });
});
