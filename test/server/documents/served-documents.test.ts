import { expect, test } from 'vitest';

import { documents } from '../../../src/documents/documents.ts';
import { startTestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV } from '../../support/server/token.ts';

test('the server serves the documents as they are committed, to anybody', async () => {
  await using server = await startTestServer({ env: AUTH_ENV });
  for (const [path, text] of documents()) {
    const response = await server.fetch(`/${path}`);
    expect([path, response.status, await response.text()]).toEqual([path, 200, text]);
  }
  const asyncApi = await server.fetch('/asyncapi.json');
  expect(asyncApi.headers.get('content-type')).toBe('application/json');
  for (const path of ['/schemas/', '/schemas/nothing.json', '/schemas/../package.json', '/schemas/data.refreshed']) {
    expect((await server.fetch(path)).status).toBe(404);
  }
});
