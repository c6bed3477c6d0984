import { drizzleOn } from './database/drizzle.ts';
import type { Sql } from './database/sql.ts';
import { eventStream } from './log/tables.ts';

/** Whether more than one tenant has ever reported or requested anything. */
export async function hasManyTenants(sql: Sql): Promise<boolean> {
  const rows = await drizzleOn(sql).select({ tenantId: eventStream.tenantId }).from(eventStream).limit(2);
  return rows.length > 1;
}
