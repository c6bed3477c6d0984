import { parse } from 'graphql';
import { expect, test } from 'vitest';

import { schema } from '../../../src/schema/schema.ts';
import { validateDocument } from '../../../src/server/graphql/prepare-operation.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

function messagesOf(text: string): string[] {
  return validateDocument(schema, parse(text)).map(({ message }) => message);
}

test.each([
  ['of one', '{ ...A } fragment A on Query { ...A }'],
  ['that nobody spreads', '{ streamPosition } fragment A on Query { ...B } fragment B on Query { ...A }'],
  [
    'of 160, each of which spreads two',
    `{ ...F0 } ${numbers(160)
      .map((n) => `fragment F${n} on Query { ...F${(n + 1) % 160} ...F${(n + 7) % 160} }`)
      .join(' ')}`,
  ],
  [
    'of 90, beside another one',
    `{ ...F0 ...G0 } ${numbers(90)
      .map((n) => `fragment F${n} on Query { ...F${(n + 1) % 90} } fragment G${n} on Query { ...G${(n + 1) % 90} }`)
      .join(' ')}`,
  ],
])('a circle of fragments %s is an error of the document', (_, text) => {
  const [message = 'none'] = messagesOf(text);
  expect(message).toMatch(/^Cannot spread fragment "\w+" within itself/);
});

test('a chain of as many fragments as a document can hold is valid', () => {
  const last = 247;
  const chain = numbers(last).map((n) => `fragment F${n} on Query { ...F${n + 1} }`);
  expect(messagesOf(`{ ...F0 } ${chain.join(' ')} fragment F${last} on Query { streamPosition }`)).toEqual([]);
});
