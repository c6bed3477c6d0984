import type { Sql } from '../../src/store/database/sql.ts';
import { findOldestOpenOffset } from '../../src/store/queue/open-jobs.ts';
import { until } from './until.ts';

const LIMIT_MS = 60_000;

/** Waits until all is done that the tenant's events so far lead to: what is not there then will not come. */
export async function untilIdle(database: Sql, tenantId = 'demo'): Promise<void> {
  const isIdle = async () => (await findOldestOpenOffset(database, tenantId)) === undefined;
  await until('all work to be done', isIdle, LIMIT_MS);
}
