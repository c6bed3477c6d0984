import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { QualityTrendPoint, TrendBucket, TrendSpan } from '../../domain/profiling/quality-trend.ts';
import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { mdmEntity } from '../entities/tables.ts';
import { mdmProfile } from './tables.ts';

const STEPS: Readonly<Record<TrendBucket, string>> = { HOUR: '1 hour', DAY: '1 day', WEEK: '1 week', MONTH: '1 month' };

const rowSchema = z.object({
  series: z.string(),
  start_ms: z.number(),
  profile_count: z.number(),
  mean_score: z.number().nullable(),
  min_score: z.number().nullable(),
  entity_count: z.number(),
  last_score: z.number().nullable(),
});

/** The trend of each of these entities, by their ids. Those without a profile have points, too. */
export function entityTrends(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  span: TrendSpan,
): Promise<Map<string, QualityTrendPoint[]>> {
  const members = sql`SELECT id, id AS series FROM unnest(${sql.param(entityIds)}::text[]) AS id`;
  return findTrends(db, tenantId, { series: entityIds, members }, span);
}

/** The trend of each tier, over the active entities that are in it now. */
export function tierTrends(
  db: Db,
  tenantId: string,
  { tiers, entityTypes }: { tiers: readonly Tier[]; entityTypes?: readonly EntityType[] | undefined },
  span: TrendSpan,
): Promise<Map<string, QualityTrendPoint[]>> {
  const ofTypes = entityTypes ? sql`AND entity_type = ANY(${sql.param(entityTypes)}::text[])` : sql``;
  const members = sql`SELECT id, tier AS series FROM ${mdmEntity} WHERE tenant_id = ${tenantId} AND status = 'ACTIVE'
    AND last_profile_id IS NOT NULL AND tier = ANY(${sql.param(tiers)}::text[]) ${ofTypes}`;
  return findTrends(db, tenantId, { series: tiers, members }, span);
}

/**
 * All points of some series in one statement. The change of an entity's score from one bucket to the next is summed
 * over the buckets: the work grows with the number of profiles, not with the number of entities times buckets.
 */
async function findTrends(
  db: Db,
  tenantId: string,
  { series, members }: { series: readonly string[]; members: SQL },
  { bucket, start, lastStart }: TrendSpan,
): Promise<Map<string, QualityTrendPoint[]>> {
  const step = sql`${STEPS[bucket]}::interval`;
  const rows = await db.execute(sql`
    WITH span AS (
      SELECT ${start.toISOString()}::timestamptz AT TIME ZONE 'UTC' AS first_start,
        ${lastStart.toISOString()}::timestamptz AT TIME ZONE 'UTC' AS last_start
    ), member AS (
      ${members}
    ), measured AS (
      SELECT member.series, member.id, profile.number, profile.quality_score::numeric AS score,
        date_trunc(${bucket}, profile.created_at AT TIME ZONE 'UTC') AS start
      FROM ${mdmProfile} AS profile JOIN member ON member.id = profile.entity_id
      WHERE profile.tenant_id = ${tenantId}
        AND profile.created_at >= ${start.toISOString()}::timestamptz
        AND profile.created_at < (SELECT (last_start + ${step}) AT TIME ZONE 'UTC' FROM span)
    ), known AS (
      -- The last score of each entity in each bucket that has one, and the last before the first bucket.
      SELECT DISTINCT ON (id, start) series, id, start, score FROM measured ORDER BY id, start, number DESC
    ), earlier AS (
      SELECT member.series, member.id, NULL::timestamp AS start, profile.score
      FROM member CROSS JOIN LATERAL (
        SELECT quality_score::numeric AS score FROM ${mdmProfile} AS profile
        WHERE profile.tenant_id = ${tenantId} AND profile.entity_id = member.id
          AND profile.created_at < ${start.toISOString()}::timestamptz
        ORDER BY number DESC LIMIT 1
      ) AS profile
    ), change AS (
      SELECT series, start, score - lag(score, 1, 0::numeric) OVER of_entity AS delta,
        CASE WHEN lag(score) OVER of_entity IS NULL THEN 1 ELSE 0 END AS is_first
      FROM (TABLE known UNION ALL TABLE earlier) AS either
      WINDOW of_entity AS (PARTITION BY id ORDER BY start NULLS FIRST)
    ), changed AS (
      SELECT series, coalesce(start, first_start) AS start, sum(delta) AS delta, sum(is_first) AS entered
      FROM change CROSS JOIN span GROUP BY series, coalesce(start, first_start)
    ), made AS (
      SELECT series, start, count(*) AS profile_count, round(avg(score), 1) AS mean_score, min(score) AS min_score
      FROM measured GROUP BY series, start
    ), point AS (
      SELECT wanted.series, bucket.start, made.profile_count, made.mean_score, made.min_score,
        coalesce(sum(changed.entered) OVER so_far, 0) AS entity_count, sum(changed.delta) OVER so_far AS total
      FROM span
      CROSS JOIN unnest(${sql.param(series)}::text[]) AS wanted(series)
      CROSS JOIN generate_series(span.first_start, span.last_start, ${step}) AS bucket(start)
      LEFT JOIN made ON made.series = wanted.series AND made.start = bucket.start
      LEFT JOIN changed ON changed.series = wanted.series AND changed.start = bucket.start
      WINDOW so_far AS (PARTITION BY wanted.series ORDER BY bucket.start)
    )
    SELECT series, (extract(epoch FROM start) * 1000)::float8 AS start_ms,
      coalesce(profile_count, 0)::int AS profile_count, mean_score::float8, min_score::float8,
      entity_count::int, round(total / nullif(entity_count, 0), 1)::float8 AS last_score
    FROM point ORDER BY series, start`);
  const trends = new Map(series.map((name): [string, QualityTrendPoint[]] => [name, []]));
  for (const row of z.array(rowSchema).parse(rows)) {
    trends.get(row.series)?.push({
      start: new Date(row.start_ms),
      profileCount: row.profile_count,
      meanScore: row.mean_score,
      minScore: row.min_score,
      entityCount: row.entity_count,
      lastScore: row.last_score,
    });
  }
  return trends;
}
