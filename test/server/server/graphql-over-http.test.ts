import { auditServer } from 'graphql-http';
import { expect } from 'vitest';

import { serverTest as test } from '../../support/server/server-test.ts';

test('every audit of graphql-http passes', async ({ server }) => {
  const results = await auditServer({ url: `${server.url}/graphql` });
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(
    failed.map(({ id, name, status, ...result }) => [id, status, name, 'reason' in result && result.reason]),
  ).toEqual([]);
  expect(results.length).toBeGreaterThan(50);
});

test.for([
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
  'application/json, application/graphql-response+json',
  'application/*',
  'image/png, */*;q=0.1',
  'text/event-stream, application/json',
  'Application/JSON; charset=utf-8',
  'application/json; charset=latin1, application/graphql-response+json',
  'image/png',
])('what accepts %s gets the same by POST, which is answered without Yoga, as by GET', async (accept, { server }) => {
  const query = '{ viewer { actorId } }';
  const headers = { accept };
  const answers = [
    await server.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers }),
    await server.fetch('/graphql', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }),
  ];
  const [byGet, byPost] = await Promise.all(
    answers.map(async (answer) => [answer.status, answer.headers.get('content-type'), await answer.text()]),
  );
  expect(byPost).toEqual(byGet);
});
