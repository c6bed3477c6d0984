import { expect, test } from 'vitest';

import { searchRows } from '../../../../dashboard/approvals/rows/search-rows.ts';
import { makeRequest } from './make-request.ts';

const rows = {
  shown: [
    { request: makeRequest('revenue_gross') },
    { request: makeRequest('margin', { requestedBy: { actorId: 'Bert', actorType: 'HUMAN' } }), removed: 'VOTED' },
  ],
  waiting: [makeRequest('orders', { diff: [{ field: 'name', before: null, after: '"Revenue of orders"' }] })],
} as const;

const found = (words: string) => {
  const { shown, waiting } = searchRows(rows, words);
  return [...shown.map(({ request }) => request.id), ...waiting.map(({ id }) => id)];
};

test('every word is looked for in the name, the key and the requester, whatever its case', () => {
  expect(found('REVENUE')).toEqual(['revenue_gross', 'orders']);
  expect(found('bert')).toEqual(['margin']);
  expect(found('anna gross')).toEqual(['revenue_gross']);
  expect(found('bert gross')).toEqual([]);
});
