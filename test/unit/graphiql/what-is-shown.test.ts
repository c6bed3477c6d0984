import { expect, test } from 'vitest';

import { connectionState } from '../../../graphiql/connection-state.ts';
import { credentialsOf, readHeaders } from '../../../graphiql/credentials.ts';
import { createRecentResults } from '../../../graphiql/recent-results.ts';
import { ConnectionLostError, SubscriptionError } from '../../../packages/client/src/index.ts';

test('the last 50 results are kept, newest first, and all are counted', () => {
  const results = createRecentResults<number>();
  for (let place = 1; place <= 120; place++) results.add(place);
  expect(results.count).toBe(120);
  expect(results.newestFirst()).toEqual(Array.from({ length: 50 }, (_, index) => 120 - index));
});

test.each([
  [new ConnectionLostError(new Event('error')), 'The server cannot be reached. Trying again ...'],
  [new ConnectionLostError({ code: 1006, reason: '' }), 'The server cannot be reached. Trying again ...'],
  [new ConnectionLostError({ code: 1001, reason: '' }), 'The server cannot be reached. Trying again ...'],
  [
    new ConnectionLostError({ code: 4403, reason: 'Forbidden' }),
    'The server does not accept the token: it is missing, is not valid, or has expired. Change it under Headers. Trying again ...',
  ],
  [
    new ConnectionLostError({ code: 1013, reason: 'Too slow' }),
    'The server ended the connection (closed with 1013: Too slow). Trying again ...',
  ],
  [new SubscriptionError([{ message: 'Unexpected error' }]), 'Unexpected error. Trying again ...'],
])('a connection that is lost is a sentence: %s', (cause, sentence) => {
  expect(connectionState('reconnecting', cause, 'Change it under Headers.')).toEqual({ kind: 'trouble', sentence });
});

test('the token of who is signed in is used unless the Headers pane has one', async () => {
  const signedIn = () => Promise.resolve('own');
  const signedOut = () => Promise.resolve(undefined);
  expect(await credentialsOf({ 'X-Actor-Id': 'anna' }, signedIn)).toEqual({
    'x-actor-id': 'anna',
    authorization: 'Bearer own',
  });
  expect(await credentialsOf({ Authorization: 'Bearer given' }, signedIn)).toEqual({ authorization: 'Bearer given' });
  expect(await credentialsOf({ 'x-actor-id': null, 'x-n': 1 }, signedOut)).toEqual({ 'x-n': '1' });
});

test('headers are read while they are complete', () => {
  expect(readHeaders('{ "authorization": "Bearer x" }')).toEqual({ authorization: 'Bearer x' });
  expect(readHeaders(' ')).toEqual({});
  expect(readHeaders('{ "authorization": "Bea')).toBeUndefined();
  expect(readHeaders('[]')).toBeUndefined();
});
