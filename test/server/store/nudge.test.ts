import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { STORES } from '../../support/stores.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

describe.each(STORES)('a nudge of a transaction on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.parts.database.exec('CREATE TABLE kept (value int)');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const APPROVALS = { tenantId: 'acme', topic: 'approvals' } as const;

  test('comes when what it is about can be read', async () => {
    const { database, unitOfWork, changes } = server.parts;
    const watcher = changes.watch(APPROVALS);
    await watcher.next();
    const seen = watcher.next().then(() => database.query('SELECT value FROM kept'));
    await unitOfWork.transaction(async (tx) => {
      tx.nudge(APPROVALS);
      await tx.db.execute('INSERT INTO kept VALUES (1)');
    });
    expect((await seen).rows).toEqual([{ value: 1 }]);
    await watcher.return?.();
  });

  test('does not come when the transaction is rolled back', async () => {
    const { unitOfWork, changes } = server.parts;
    const watcher = changes.watch(APPROVALS);
    await watcher.next();
    let woken = false;
    const next = watcher.next().then(() => (woken = true));
    const failing = unitOfWork.transaction((tx) => {
      tx.nudge(APPROVALS);
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(woken).toBe(false);
    await watcher.return?.();
    await next;
  });
});
