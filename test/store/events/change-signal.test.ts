import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('the change signal of a transaction on %s', (_, openStore) => {
  let instance: TestInstance;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
    await instance.parts.database.exec('CREATE TABLE kept (value int)');
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const APPROVALS = { tenantId: 'acme', topic: 'approvals' } as const;

  test('comes when what it is about can be read', async () => {
    const { database, unitOfWork, changes } = instance.parts;
    const watcher = changes.watch(APPROVALS);
    await watcher.next();
    const seen = watcher.next().then(() => database.query('SELECT value FROM kept'));
    await unitOfWork.transaction(async (tx) => {
      tx.signalChange(APPROVALS);
      await tx.db.execute('INSERT INTO kept VALUES (1)');
    });
    expect((await seen).rows).toEqual([{ value: 1 }]);
    await watcher.return?.();
  });

  test('does not come when the transaction is rolled back', async () => {
    const { unitOfWork, changes } = instance.parts;
    const watcher = changes.watch(APPROVALS);
    await watcher.next();
    let woken = false;
    const next = watcher.next().then(() => (woken = true));
    const failing = unitOfWork.transaction((tx) => {
      tx.signalChange(APPROVALS);
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(woken).toBe(false);
    await watcher.return?.();
    await next;
  });
});
