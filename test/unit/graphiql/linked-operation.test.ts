import { expect, test } from 'vitest';

import { readLinkedOperation } from '../../../graphiql/linked-operation.ts';
import { tokenOfTab } from '../../../graphiql/tab-token.ts';

test('a link shows an operation with nothing of another one', () => {
  expect(readLinkedOperation('#query=%7B%20viewer%20%7B%20roles%20%7D%20%7D')).toEqual({
    query: '{ viewer { roles } }',
    variables: '',
    headers: '',
  });
});

test.each(['', '#', '#id_token=x', '#query=', '#query=%20', '#variables=%7B%7D'])('no operation: "%s"', (hash) => {
  expect(readLinkedOperation(hash)).toBeUndefined();
});

test('a link can say who one is where one chooses that, and can set no other header', () => {
  const linked = readLinkedOperation(
    `#query=%7Ba%7D&actor=${'x'.repeat(300)}&headers=%7B%22authorization%22%3A%22Bearer%20t%22%7D&token=t`,
  );
  expect(linked?.headers).toBe(JSON.stringify({ 'x-actor-id': 'x'.repeat(200) }, null, 2));
});

test('the token of the dashboard is that of the tab, and is read for each request', async () => {
  const memory = new Map<string, string>();
  const signIn = tokenOfTab({ getItem: (key) => memory.get(key) ?? null });
  expect(await signIn.getToken()).toBeUndefined();
  memory.set('metadata-governance.token', 'abc');
  expect(await signIn.getToken()).toBe('abc');
});
