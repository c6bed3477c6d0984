import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { listCursor, type PageArgs, resolvePage } from '../../../src/schema/kit/lists/page.ts';

const ITEMS = Array.from({ length: 45 }, (_, index) => index + 1);
const codec = listCursor('numbers', 'demo', z.int().positive());

/** A page of the numbers from 1 to 45. */
function read(args: PageArgs) {
  return resolvePage(
    args,
    codec,
    (item: number) => item,
    ({ after = 0, before = Infinity, backwards, limit }) => {
      const within = ITEMS.filter((item) => item > after && item < before);
      return Promise.resolve((backwards ? within.toReversed() : within).slice(0, limit));
    },
  );
}

const numbersOf = async (args: PageArgs) => (await read(args)).edges.map(({ node }) => node);

describe('a page', () => {
  test.each([
    { first: -1 },
    { first: 0 },
    { first: 101 },
    { first: 1_000_000_000 },
    { last: -1 },
    { last: 0 },
    { last: 101 },
    { last: 1_000_000_000 },
    { first: 1, last: 1 },
    { first: 0, last: 0 },
  ])('of %j is refused', async (args) => {
    await expect(read(args)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test.each([{}, { first: null, last: null, after: null, before: null }])('of %j is one of 20', async (args) => {
    expect(await numbersOf(args)).toEqual(ITEMS.slice(0, 20));
  });

  test('forwards and backwards, pages give each item once', async () => {
    expect(await numbersOf({ first: 40 })).toEqual(ITEMS.slice(0, 40));
    expect(await numbersOf({ first: 40, after: codec.encode(40) })).toEqual(ITEMS.slice(40));
    expect(await numbersOf({ last: 40 })).toEqual(ITEMS.slice(5));
    expect(await numbersOf({ last: 40, before: codec.encode(6) })).toEqual(ITEMS.slice(0, 5));
    expect(await numbersOf({ after: codec.encode(3), before: codec.encode(6) })).toEqual([4, 5]);
  });

  test.each([
    [
      { first: 5 },
      { hasNextPage: true, hasPreviousPage: false, startCursor: codec.encode(2), endCursor: codec.encode(9) },
    ],
    [
      { last: 5 },
      { hasNextPage: false, hasPreviousPage: true, startCursor: codec.encode(9), endCursor: codec.encode(2) },
    ],
  ])('of %j whose list was not searched to its end goes on where the search ended', async (args, pageInfo) => {
    const load = () => Promise.resolve({ items: [2], through: 9 });
    const page = await resolvePage(args, codec, (item: number) => item, load);
    expect(page).toMatchObject({ edges: [{ node: 2 }], pageInfo });
  });

  test('whose search found nothing before it was ended has a cursor all the same', async () => {
    const load = () => Promise.resolve({ items: [], through: 9 });
    const { edges, pageInfo } = await resolvePage({ first: 5 }, codec, (item: number) => item, load);
    expect(edges).toEqual([]);
    expect(pageInfo).toMatchObject({ hasNextPage: true, endCursor: codec.encode(9) });
  });

  test('says whether the list goes on, and where its edges are', async () => {
    expect((await read({ first: 45 })).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: codec.encode(1),
      endCursor: codec.encode(45),
    });
    expect((await read({ first: 44 })).pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect((await read({ last: 44 })).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect((await read({ after: codec.encode(45) })).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });

  test.each([
    '',
    ' ',
    'nonsense',
    '%00',
    '🐘',
    'a'.repeat(10_000),
    Buffer.from('null').toString('base64url'),
    Buffer.from('[]').toString('base64url'),
    Buffer.from('{"length": 3}').toString('base64url'),
    Buffer.from('['.repeat(5_000)).toString('base64url'),
    Buffer.from(String.raw`["numbers","demo","\u0031"]`).toString('base64url'),
    ...[-1, 1.5, '1', null].map((key) => Buffer.from(JSON.stringify(['numbers', 'demo', key])).toString('base64url')),
    listCursor('letters', 'demo', z.int()).encode(1),
    listCursor('numbers', 'globex', z.int()).encode(1),
  ])('after or before %j, which is no cursor of the list and tenant, is refused', async (cursor) => {
    await expect(read({ after: cursor })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(read({ before: cursor })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
