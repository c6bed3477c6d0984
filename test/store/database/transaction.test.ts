import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../../../src/store/database/sql.ts';
import { STORES } from '../../support/store/stores.ts';

describe.each(STORES)('a transaction on %s', (_, openStore) => {
  let database: Database;

  beforeAll(async () => {
    database = await openStore();
    await database.exec('CREATE TABLE kept (value int)');
  });
  afterAll(() => database.close());

  test('one that was rolled back at its COMMIT, for an error swallowed on the way, has failed and says so', async () => {
    const swallowing = database.transaction(async (sql) => {
      await sql.query('INSERT INTO kept VALUES (1)');
      await sql.query('SELECT 1/0').catch(() => undefined);
      return 'done';
    });
    await expect(swallowing).rejects.toThrow();
    expect((await database.query('SELECT * FROM kept')).rows).toEqual([]);
  });

  test('one whose work rejects leaves nothing, and the next one works', async () => {
    const failing = database.transaction(async (sql) => {
      await sql.query('INSERT INTO kept VALUES (2)');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await database.transaction((sql) => sql.query('INSERT INTO kept VALUES (3)'));
    expect((await database.query('SELECT * FROM kept')).rows).toEqual([{ value: 3 }]);
  });
});
