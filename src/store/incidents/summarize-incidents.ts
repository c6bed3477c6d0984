import { type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import * as z from 'zod';

import type { Durations, TierIncidents } from '../../domain/incidents/incident-summary.ts';
import { TIERS, tierSchema } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { incident } from './tables.ts';

const figure = z.number().nullable();
const rowSchema = z.object({
  tier: tierSchema,
  open: z.number(),
  openRoots: z.number(),
  opened: z.number(),
  acknowledged: z.number(),
  acknowledgedMedian: figure,
  acknowledgedMean: figure,
  resolved: z.number(),
  resolvedMedian: figure,
  resolvedMean: figure,
});

/** One for each tier, the most important first, also for those without incidents. The period includes `from`, not `to`. */
export async function summarizeIncidents(
  db: Db,
  tenantId: string,
  { from, to }: { from: Date; to: Date },
): Promise<TierIncidents[]> {
  const { openedAt, acknowledgedAt, resolvedAt, status, rootId, tier } = incident;
  const inPeriod = (at: SQLWrapper) =>
    sql`${at} >= ${from.toISOString()}::timestamptz AND ${at} < ${to.toISOString()}::timestamptz`;
  const countWhere = (condition: SQL) => sql`count(*) FILTER (WHERE ${condition})::int`;
  const seconds = (until: SQLWrapper) => sql`extract(epoch FROM ${until} - ${openedAt})::float8`;
  const median = (until: SQLWrapper) =>
    sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds(until)}) FILTER (WHERE ${inPeriod(until)})`;
  const mean = (until: SQLWrapper) => sql`avg(${seconds(until)}) FILTER (WHERE ${inPeriod(until)})`;
  const isOpen = sql`${status} <> 'RESOLVED'`;
  const found = await db.execute(sql`SELECT ${tier} AS tier,
      ${countWhere(isOpen)} AS open, ${countWhere(sql`${isOpen} AND ${rootId} IS NULL`)} AS "openRoots",
      ${countWhere(inPeriod(openedAt))} AS opened,
      ${countWhere(inPeriod(acknowledgedAt))} AS acknowledged,
      ${median(acknowledgedAt)} AS "acknowledgedMedian", ${mean(acknowledgedAt)} AS "acknowledgedMean",
      ${countWhere(inPeriod(resolvedAt))} AS resolved,
      ${median(resolvedAt)} AS "resolvedMedian", ${mean(resolvedAt)} AS "resolvedMean"
    FROM ${incident} WHERE ${incident.tenantId} = ${tenantId} GROUP BY ${tier}`);
  const rows = z.array(rowSchema).parse(found);
  return TIERS.map((tier) => {
    const row = rows.find((one) => one.tier === tier);
    return {
      tier,
      openCount: row?.open ?? 0,
      openRootCount: row?.openRoots ?? 0,
      openedCount: row?.opened ?? 0,
      acknowledged: durations(row?.acknowledged, row?.acknowledgedMedian, row?.acknowledgedMean),
      resolved: durations(row?.resolved, row?.resolvedMedian, row?.resolvedMean),
    };
  });
}

function durations(count = 0, medianSeconds: number | null = null, meanSeconds: number | null = null): Durations {
  return { count, medianSeconds: toMillis(medianSeconds), meanSeconds: toMillis(meanSeconds) };
}

/** As exact as the times are. */
function toMillis(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000) / 1000;
}
