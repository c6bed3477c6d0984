import {
  buildSchema,
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  GraphQLObjectType,
  type GraphQLSchema,
  parse,
} from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';

import { createAnswerSize } from '../../../src/schema/kit/answer-size.ts';
import { measuredSchema } from '../../../src/schema/kit/measured-schema.ts';
import { createCompiledExecute } from '../../../src/server/graphql/compiled-execute.ts';
import { compiledFieldsOf } from '../../../src/server/graphql/compiled-fields.ts';
import { createMaskError } from '../../../src/server/graphql/mask-error.ts';

const SDL = `
  interface Named { name: String! }
  type Person implements Named { name: String! age: Int friends(first: Int = 2): [Person!]! best: Person fails: String never: String! }
  type Pet implements Named { name: String! owner: Person }
  union Any = Person | Pet
  input Filter { name: String, ages: [Int!] }
  input Tree { text: String, not: Tree, all: [Tree!] }
  type Query { people(filter: Filter): [Person!]! any: [Any!]! named: [Named!]! later: Person echo(text: String): String tree(of: Tree): String }
  type Mutation { change(text: String): String }
`;

/** How often each resolver of the schema was called. */
let calls: number;
let schema: GraphQLSchema;

beforeEach(() => {
  calls = 0;
  schema = buildSchema(SDL);
  const person = (name: string, age: number): object => ({ __typename: 'Person', name, age });
  const people = [person('anna', 30), person('bert', 40), person('carl', 50)];
  const resolvers: Record<string, Record<string, (source: never, args: never) => unknown>> = {
    Query: {
      people: (_: never, { filter }: { filter?: { name?: string } }) =>
        people.filter((each) => !filter?.name || (each as { name: string }).name === filter.name),
      any: () => [people[0], { __typename: 'Pet', name: 'rex' }],
      named: async () => {
        await Promise.resolve();
        return [people[1], { __typename: 'Pet', name: 'tom' }];
      },
      later: () => Promise.resolve(people[2]),
      echo: (_: never, { text }: { text?: string }) => text ?? null,
      tree: (_: never, { of }: { of?: object }) => JSON.stringify(of),
    },
    Person: {
      friends: (_: never, { first }: { first: number }) => Promise.resolve(people.slice(0, first)),
      best: () => people[0],
      fails: () => {
        throw new GraphQLError('not for you', { extensions: { code: 'FORBIDDEN' } });
      },
      never: () => Promise.reject(new TypeError('a fault of ours')),
    },
    Pet: { owner: () => null },
    Mutation: { change: (_: never, { text }: { text?: string }) => text ?? null },
  };
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!(type instanceof GraphQLObjectType)) throw new Error(typeName);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (!field) throw new Error(name);
      field.resolve = (source, args) => {
        calls++;
        return resolve(source as never, args as never);
      };
    }
  }
  measuredSchema(schema);
});

const argsOf = (document: DocumentNode, variableValues?: Record<string, unknown>, operationName?: string) => ({
  ...{ schema, document, operationName },
  ...(variableValues && { variableValues }),
  contextValue: { answer: createAnswerSize(10_000) },
});

/** As a client sees it: errors in any order, because both executors run fields at the same time. */
function shown({ data, errors }: ExecutionResult) {
  const maskError = createMaskError({ info: () => undefined, warn: () => undefined, error: () => undefined });
  const masked = errors?.map((error) => {
    const { message, path, locations, extensions } = maskError(error).toJSON();
    const isMasked = extensions?.code === 'INTERNAL_SERVER_ERROR';
    return JSON.stringify({ path, locations, code: extensions?.code, ...(!isMasked && { message }) });
  });
  return { data: JSON.stringify(data), errors: masked?.sort() };
}

describe('a compiled query gives what graphql-js gives:', () => {
  test.each([
    ['fields, aliases and arguments', '{ people { name years: age friends(first: 1) { name } } }', undefined],
    ['default arguments', '{ people { friends { name } } }', undefined],
    [
      'fragments',
      '{ people { ...F } } fragment F on Person { name ...G } fragment G on Person { age best { name } }',
      undefined,
    ],
    ['unions', '{ any { __typename ... on Person { age } ... on Pet { name owner { name } } } }', undefined],
    ['interfaces, later', '{ named { name ... on Person { age } } later { name friends { age } } }', undefined],
    ['fields that are merged', '{ people { best { name } best { age } } people { name } }', undefined],
    [
      'variables',
      'query ($f: Filter, $n: Int = 1) { people(filter: $f) { name friends(first: $n) { name } } }',
      { f: { name: 'bert' } },
    ],
    ['variables that are wrong', 'query ($f: Filter) { people(filter: $f) { name } }', { f: { ages: ['no'] } }],
    ['variables that are missing', 'query ($t: String!) { echo(text: $t) }', {}],
    ['errors where null may be', '{ people { name fails } }', undefined],
    ['errors where it may not', '{ later { name never } people { name } }', undefined],
    ['errors in a list, up to the whole', '{ people { name never } }', undefined],
    [
      'directives',
      'query ($yes: Boolean!) { people { ...F @include(if: $yes) name @skip(if: $yes) } } fragment F on Person { age }',
      { yes: true },
    ],
    ['introspection', '{ __schema { queryType { name } } __type(name: "Pet") { fields { name } } }', undefined],
  ])('%s', async (_, query, variables) => {
    const document = parse(query);
    const expected = shown(await execute(argsOf(document, variables)));
    const compiled = createCompiledExecute({ executionsBefore: 0, intervalMs: 0 });
    for (let time = 0; time < 3; time++) expect(shown(await compiled(argsOf(document, variables)))).toEqual(expected);
  });
});

test('the response is measured all the same', async () => {
  const compiled = createCompiledExecute({ executionsBefore: 0, intervalMs: 0 });
  const answer = createAnswerSize(30);
  const result = compiled({ ...argsOf(parse('{ people { name age } }')), contextValue: { answer } });
  expect(await Promise.race([result, answer.exceeded.then(() => 'too large')])).toBe('too large');
});

test('a document is compiled when it comes the third time, and runs its resolvers once each time', async () => {
  const compiled = createCompiledExecute();
  const document = parse('{ people { best { name } } }');
  for (let time = 1; time <= 5; time++) {
    await compiled(argsOf(document));
    expect(calls).toBe(4 * time);
  }
});

test('each operation of a document is itself; a mutation is done once', async () => {
  const compiled = createCompiledExecute({ executionsBefore: 0, intervalMs: 0 });
  const document = parse('query A { echo(text: "a") } query B { echo(text: "b") } mutation M { change(text: "m") }');
  for (let time = 0; time < 2; time++) {
    expect((await compiled(argsOf(document, undefined, 'A'))).data).toEqual({ echo: 'a' });
    expect((await compiled(argsOf(document, undefined, 'B'))).data).toEqual({ echo: 'b' });
    calls = 0;
    expect((await compiled(argsOf(document, undefined, 'M'))).data).toEqual({ change: 'm' });
    expect(calls).toBe(1);
  }
});

describe('what is compiled is counted once for each type that it can be:', () => {
  test.each([
    ['{ people { name age } }', 3],
    ['{ any { __typename ... on Person { age } ... on Pet { name owner { name } } } }', 7],
    ['{ named { name } later { ...F } } fragment F on Person { friends { name } }', 6],
  ])('%s', (query, expected) => {
    const document = parse(query);
    const operation = getOperationAST(document);
    expect(operation && compiledFieldsOf(schema, document, operation)).toBe(expected);
  });

  test('without taking long for what multiplies', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'name' : `name ... on Person { friends { ${nested(depth - 1)} } }`;
    const fragments = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on Person { best { ...F${n + 1} } friends { ...F${n + 1} } }`,
    );
    const document = parse(`{ later { ...F0 ${nested(3)} } } ${fragments.join(' ')} fragment F40 on Person { name }`);
    const operation = getOperationAST(document);
    expect(operation && compiledFieldsOf(schema, document, operation)).toBe(100_000);
  });
});

test('a variable of a type that contains itself is followed as far as it goes', async () => {
  const executeCompiled = createCompiledExecute({ executionsBefore: 0, intervalMs: 0 });
  const document = parse('query ($of: Tree!, $text: String) { tree(of: $of) echo(text: $text) }');
  const variableValues = { of: { not: { text: 'a', all: [{ not: { not: {} } }] } }, text: 'b' };
  const contextValue = { answer: createAnswerSize(10_000) };
  const { data } = await executeCompiled({ schema, document, variableValues, contextValue });
  expect(data).toEqual({ tree: JSON.stringify(variableValues.of), echo: 'b' });
});
