import { test } from 'vitest';

import { startTestServer, type TestServer } from './test-server.ts';

/** A test with a server, which all tests of its file share; it starts with the first test that asks for it. */
export const serverTest = test.extend<{ server: TestServer }>({
  server: [
    async ({}, use) => {
      await using server = await startTestServer();
      await use(server);
    },
    { scope: 'file' },
  ],
});
