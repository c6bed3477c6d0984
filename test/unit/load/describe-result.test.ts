import { expect, it } from 'vitest';

import { describeResult } from '../../../src/load/describe-result.ts';

const name = { schema: 'cinema', table: 'movies' };
const id = { name: 'id', type: 'bigint' };
const title = { name: 'title', type: 'text' };

it('says nothing of entities whose table has the columns that it had', () => {
  const bound = { count: 1, first: [{ tenantId: 'demo', entityType: 'METADATA' as const, canonicalKey: 'films' }] };
  expect(describeResult({ name, rows: 1, columns: [id], outcome: { bound } })).toEqual([
    'loaded 1 row into cinema.movies (1 column: id bigint)',
  ]);
});

it('says that columns are in another order, and counts the entities that it does not name', () => {
  const films = { tenantId: 'demo', entityType: 'METADATA' as const, canonicalKey: 'films' };
  const outcome = { replaced: [title, id], bound: { count: 1_201, first: [films] } };
  expect(describeResult({ name, rows: 2, columns: [id, title], outcome }).slice(1)).toEqual([
    'cinema.movies was made anew, without its former keys, indexes and grants: its columns are in another order',
    'cinema.movies is the dataset of METADATA films and 1,200 more: check their rules and key columns',
  ]);
});
