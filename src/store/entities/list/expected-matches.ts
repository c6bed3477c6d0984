import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import * as z from 'zod';

import type { Db } from '../../database/drizzle.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));
const planSchema = z.array(
  z.object({ 'QUERY PLAN': json.pipe(z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })])) }),
);

/** By the planner's statistics: nothing is read. */
export async function expectedMatches(db: Db, table: PgTable, condition: SQL | undefined): Promise<number> {
  const matches = db
    .select({ one: sql`1` })
    .from(table)
    .where(condition);
  const [[plan] = []] = planSchema
    .parse(await db.execute(sql`explain (format json) ${matches}`))
    .map((row) => row['QUERY PLAN']);
  return plan?.Plan['Plan Rows'] ?? 0;
}
