import { buildSchema, parse, print } from 'graphql';
import { expect, test } from 'vitest';

import { resumeAfter } from '../../../src/server/operations/resume-after.ts';

const schema = buildSchema(`
  schema { query: Query, subscription: Stream }
  type Query { events(after: String): Int }
  type Stream { events(filter: Int, after: String): Event }
  type Event { others(after: String): Int }
`);

test.each([
  ['nothing', '{ events { others } }', '{ events(after: "c") { others } }'],
  ['a literal', '{ events(after: "b") { others } }', '{ events(after: "c") { others } }'],
  ['a literal null', '{ events(after: null) { others } }', '{ events(after: "c") { others } }'],
  ['a variable', '($a: String) { events(after: $a) { others } }', '($a: String) { events(after: "c") { others } }'],
  [
    'a variable that is used twice',
    '($a: String) { events(after: $a) { others(after: $a) } }',
    '($a: String) { events(after: "c") { others(after: $a) } }',
  ],
  ['other arguments', '{ events(after: "b", filter: 1) { others } }', '{ events(filter: 1, after: "c") { others } }'],
  ['an alias', '{ e: events { others } }', '{ e: events(after: "c") { others } }'],
  ['an inline fragment', '{ ... { events { others } } }', '{ ... { events(after: "c") { others } } }'],
  [
    'fragments',
    '{ ...F } fragment F on Stream { events { ...G } } fragment G on Event { others }',
    '{ ...F } fragment F on Stream { events(after: "c") { ...G } } fragment G on Event { others }',
  ],
  ['a query beside it', '{ events { others } } query { events }', '{ events(after: "c") { others } } query { events }'],
])('a subscription with %s begins after the cursor', (_, before, after) => {
  const resumed = resumeAfter(schema, parse(`subscription ${before}`), 'c');
  expect(print(resumed)).toBe(print(parse(`subscription ${after}`)));
});

test('a cursor cannot become anything but a text', () => {
  const cursor = '") { others } other: events(after: "x\n\\';
  const resumed = resumeAfter(schema, parse('subscription { events { others } }'), cursor);
  const [argument] = [
    ...JSON.stringify(parse(print(resumed))).matchAll(/"kind":"StringValue","value":("(?:[^"\\]|\\.)*")/g),
  ];
  expect(JSON.parse(argument?.[1] ?? '')).toBe(cursor);
});
