import { readFileSync } from 'node:fs';

import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

import { chosenOperation } from '../../../graphiql/chosen-operation.ts';
import { resumableDocument } from '../../../graphiql/resumable-document.ts';
import { GRAPHIQL_TABS } from '../../../graphiql/tabs.ts';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

function rewrite(text: string, variables: Record<string, unknown> = {}, known: typeof schema | undefined = schema) {
  const operation = chosenOperation(text, undefined);
  if (!operation) throw new Error(`no operation: ${text}`);
  const found = resumableDocument(operation, variables, known);
  if (found) expect(validate(schema, parse(found.query))).toEqual([]);
  return found && { ...found, query: found.query.replaceAll(/\s+/g, ' ') };
}

test('a subscription gets the variable that the client resumes with', () => {
  expect(rewrite('subscription S { profileCompleted { cursor payload { tier } } }')).toEqual({
    query: 'subscription S($after: String) { profileCompleted(after: $after) { cursor payload { tier } } }',
    variables: {},
    after: undefined,
    hidesCursor: false,
  });
});

test('a cursor that nobody selected is selected for the page alone, in whatever type has one', () => {
  expect(rewrite('subscription { qualityDegraded { id } }')).toMatchObject({
    query: 'subscription ($after: String) { qualityDegraded(after: $after) { id cursor } }',
    hidesCursor: true,
  });
  expect(rewrite('subscription { events { __typename } }')?.query).toContain('... on EventEnvelope { cursor }');
  expect(rewrite('subscription { events { ... on EventEnvelope { cursor } } }')?.hidesCursor).toBe(false);
  expect(rewrite('subscription { events { ...E } } fragment E on EventEnvelope { cursor }')?.hidesCursor).toBe(false);
});

test.each([
  ['a text', 'subscription { profileCompleted(after: "c7") { cursor } }', {}],
  ['a variable', 'subscription ($from: String) { profileCompleted(after: $from) { cursor } }', { from: 'c7' }],
  [
    'the variable after',
    'subscription ($after: String) { profileCompleted(after: $after) { cursor } }',
    { after: 'c7' },
  ],
  ['a default', 'subscription ($from: String = "c7") { profileCompleted(after: $from) { cursor } }', {}],
])('it begins where the document says: %s', (_what, text, variables) => {
  expect(rewrite(text, variables)).toEqual({
    query: 'subscription ($after: String) { profileCompleted(after: $after) { cursor } }',
    variables: {},
    after: 'c7',
    hidesCursor: false,
  });
});

test('other variables, arguments and fragments stay, and other operations of the document go', () => {
  const text = `query Other { viewer { tenantId } }
    subscription Mine($filter: StreamFilter, $with: Boolean!) {
      profileCompleted(filter: $filter) { cursor ...P @include(if: $with) }
    }
    fragment P on MetadataProfileCompletedEvent { id }`;
  const operation = chosenOperation(text, 'Mine');
  const found = operation && resumableDocument(operation, { filter: null, with: true, unused: 1 }, schema);
  expect(found?.variables).toEqual({ filter: null, with: true });
  expect(found?.query).not.toContain('Other');
  expect(found && validate(schema, parse(found.query))).toEqual([]);
});

test('what cannot be resumed is left alone', () => {
  expect(rewrite('subscription { profileCompleted { cursor: id } }')).toBeUndefined();
  expect(rewrite('subscription { ...S } fragment S on Subscription { profileCompleted { cursor } }')).toBeUndefined();
  const other = buildSchema('type Query { a: Int } type Subscription { ticks: Tick } type Tick { cursor: String }');
  const operation = chosenOperation('subscription { ticks { cursor } }', undefined);
  expect(operation && resumableDocument(operation, {}, other)).toBeUndefined();
});

test('without a schema, a subscription that selects its cursor itself can be resumed', () => {
  expect(rewrite('subscription { profileCompleted { cursor } }', {}, undefined)?.hidesCursor).toBe(false);
  const operation = chosenOperation('subscription { profileCompleted { id } }', undefined);
  expect(operation && resumableDocument(operation, {}, undefined)).toBeUndefined();
});

test('every subscription among the tabs can be resumed', () => {
  const subscriptions = GRAPHIQL_TABS.map(({ query }) => query).filter((query) => query.includes('\nsubscription '));
  expect(subscriptions.length).toBeGreaterThan(1);
  for (const query of subscriptions) expect(rewrite(query)).toBeDefined();
});

test('an operation is found by its name, or because it is the only one', () => {
  expect(chosenOperation('{ viewer { tenantId } }', 'Before')?.operation.operation).toBe('query');
  expect(chosenOperation('query A { a } query B { b }', 'B')?.operation.name?.value).toBe('B');
  expect(chosenOperation('query A { a } query B { b }', undefined)).toBeUndefined();
  expect(chosenOperation('query {', undefined)).toBeUndefined();
});
