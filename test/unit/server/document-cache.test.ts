import { parse } from 'graphql';
import { expect, test } from 'vitest';

import { schema } from '../../../src/schema/schema.ts';
import { createDocumentCache } from '../../../src/server/graphql/document-cache.ts';
import { parseDocument, prepareDocument, validateDocument } from '../../../src/server/graphql/prepare-operation.ts';

test('a valid document is parsed and validated once, however it came', () => {
  const text = '{ once: streamPosition }';
  const first = prepareDocument(schema, text, undefined);
  expect(prepareDocument(schema, text, { some: 'variables' })).toBe(first);
  const overHttp = parseDocument(schema, text);
  expect(overHttp).toBe(first);
  expect(validateDocument(schema, overHttp)).toEqual([]);
});

test('an invalid document is not kept, and refused each time', () => {
  const text = '{ nothingOfThisName }';
  expect(prepareDocument(schema, text, undefined)).toHaveLength(1);
  expect(prepareDocument(schema, text, undefined)).toHaveLength(1);
  expect(parseDocument(schema, text)).not.toBe(parseDocument(schema, text));
});

test('variables are checked for a document that is kept, too', () => {
  const text = '{ twice: streamPosition }';
  prepareDocument(schema, text, undefined);
  expect(prepareDocument(schema, text, { text: '\u0000' })).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});

test('what was used least recently gives way, so that no number of documents fills the memory', () => {
  const text = (number: number) => `{ field${number + 10} }`;
  // Each counts for 3 tokens and 11 characters.
  const cache = createDocumentCache(10 * (3 * 500 + 11 * 2));
  const add = (number: number) => {
    cache.add(text(number), parse(text(number)));
  };
  for (let number = 0; number < 10; number += 1) add(number);
  expect(cache.get(text(0))).toBeDefined();
  for (let number = 10; number < 15; number += 1) add(number);
  const kept = Array.from({ length: 15 }, (_, number) => number).filter((number) => cache.get(text(number)));
  expect(kept).toContain(0);
  expect(kept.length).toBeLessThanOrEqual(10);
});

test('a document that alone exceeds the bound is not kept, and nothing gives way to it', () => {
  const cache = createDocumentCache(5_000);
  cache.add('{ small }', parse('{ small }'));
  const large = `{ ${'large '.repeat(100)} }`;
  cache.add(large, parse(large));
  expect(cache.get(large)).toBeUndefined();
  expect(cache.get('{ small }')).toBeDefined();
});
