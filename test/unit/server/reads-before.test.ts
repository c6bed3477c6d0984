import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';

import { readBefore } from '../../../src/schema/kit/read-before.ts';
import { readsBefore } from '../../../src/server/graphql/reads-before.ts';

const schema = buildSchema(`
  type Query { position: String! inbox: Inbox! state: State! }
  type Inbox { position: String! }
  type State { position: String! }
  type Mutation { position: String! }
  type Subscription { position: String! }
`);
const reads = { position: () => Promise.resolve(1), inbox: () => Promise.resolve(2) };
for (const [name, read] of Object.entries(reads)) {
  const field = schema.getQueryType()?.getFields()[name];
  if (field) field.extensions = readBefore(read);
}
const readsOf = (text: string, operationName?: string) => readsBefore({ schema, document: parse(text), operationName });

test.each([
  ['first', '{ position state { position } }'],
  ['last', '{ state { position } position }'],
  ['under another name, twice', '{ state { position } a: position b: position }'],
  ['in a fragment', '{ state { position } ...A } fragment A on Query { ...B } fragment B on Query { position }'],
  ['in an inline fragment', '{ state { position } ... on Query { ... { position } } }'],
  ['where a directive decides', 'query ($a: Boolean!) { state { position } position @include(if: $a) }'],
])('a position that stands %s is read before', (_, text) => {
  expect(readsOf(text)).toEqual([reads.position]);
});

test('each position is read, and none that another operation of the document returns', () => {
  const text = 'query A { state { position } } query B { inbox { position } position }';
  expect(readsOf(text, 'A')).toEqual([]);
  expect(readsOf(text, 'B')).toEqual([reads.inbox, reads.position]);
  expect(readsOf(text, 'none')).toEqual([]);
});

test('only a query has something to read before', () => {
  expect(readsOf('mutation { position }')).toEqual([]);
  expect(readsOf('subscription { position }')).toEqual([]);
});
