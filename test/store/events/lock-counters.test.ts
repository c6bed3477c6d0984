import { expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { lockCounters } from '../../../src/store/log/append/lock-counter.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { until } from '../../support/until.ts';

// In the order of bytes; English sorts the second before the first.
const [FIRST, SECOND, THIRD] = ['a-z', 'aa', 'b'] as const;

// On Postgres only: the embedded store runs one transaction at a time.
test('the counters of several tenants are locked in the order of their names, whatever order they are given in', async () => {
  const database = await openPostgresStore();
  const locking = new Map([THIRD, SECOND, FIRST].map((tenantId, index) => [tenantId, index + 1]));
  await database.transaction((sql) => lockCounters(drizzleOn(sql), locking));
  const free = async () => {
    const { rows } = await database.query(
      'SELECT tenant_id FROM governance.event_stream WHERE tenant_id = ANY ($1) ORDER BY 1 FOR UPDATE SKIP LOCKED',
      [[FIRST, SECOND, THIRD]],
    );
    return rows.map((row) => (row as { tenant_id: string }).tenant_id);
  };
  let blocked: Promise<unknown> | undefined;
  await database.transaction(async (holder) => {
    await lockCounters(drizzleOn(holder), new Map([[SECOND, 1]]));
    blocked = database.transaction((sql) => lockCounters(drizzleOn(sql), locking));
    await until('the other transaction waits', async () => {
      const { rows } = await database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length === 1;
    });
    expect(await free()).toEqual([THIRD]);
  });
  expect(await blocked).toEqual(
    new Map([
      [FIRST, 6],
      [SECOND, 5],
      [THIRD, 2],
    ]),
  );
});
