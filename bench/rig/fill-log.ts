import type { Database } from '../../src/store/database/sql.ts';

export const LOG_TENANT = 'bench';
/** Events of each entity; the more events, the more entities. */
const EVENTS_EACH = 250;
const ROWS_PER_STATEMENT = 500_000;

/**
 * Fills a log with so many events, one a second up to now, as they would be after weeks: refreshes, profiles and what the
 * scheduler reports, and 1 in 2,000 of a rare type, a rare source or with a low score. Of the entities, 2 % are in tier1,
 * one in a thousand in tier5, and a tenth have two tags. Every 500th event was created an hour before it was recorded.
 * Indexes are made afterwards, which takes a fifth of the time.
 */
export async function fillLog(database: Database, events: number): Promise<void> {
  const { rows } = await database.query(`
    SELECT 'DROP INDEX ' || indexrelid::regclass AS dropped, pg_get_indexdef(indexrelid) AS made
    FROM pg_index WHERE indrelid = 'governance.event_log'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    UNION ALL
    SELECT 'ALTER TABLE governance.event_log DROP CONSTRAINT ' || conname,
      'ALTER TABLE governance.event_log ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = 'governance.event_log'::regclass AND contype = 'u'`);
  const indexes = rows as { dropped: string; made: string }[];
  for (const { dropped } of indexes) await database.query(dropped);
  await database.query('ALTER TABLE governance.event_log DISABLE TRIGGER USER');
  for (let first = 1; first <= events; first += ROWS_PER_STATEMENT) {
    await database.query(fill(first, Math.min(first + ROWS_PER_STATEMENT - 1, events), events));
  }
  await database.query('ALTER TABLE governance.event_log ENABLE TRIGGER USER');
  await database.query(`INSERT INTO governance.event_tag (tenant_id, tag_key, kind, stream_offset)
    SELECT tenant_id, tag, type || ' ' || source || ' ' || coalesce(entity_type, '') || ' ' || coalesce(tier, ''), stream_offset
    FROM governance.event_log, unnest(tags) AS tag`);
  for (const { made } of indexes) await database.query(made);
  await database.query(`INSERT INTO governance.event_stream (tenant_id, last_offset) VALUES ('${LOG_TENANT}', ${events})
    ON CONFLICT (tenant_id) DO UPDATE SET last_offset = excluded.last_offset`);
  await database.query('VACUUM (ANALYZE) governance.event_log, governance.event_stream, governance.event_tag');
}

function fill(first: number, last: number, events: number): string {
  const entities = Math.floor(events / EVENTS_EACH);
  return `
    WITH made AS MATERIALIZED (
      SELECT n, gen_random_uuid() AS id, date_trunc('milliseconds', now()) - make_interval(secs => ${events} - n) AS recorded_at,
        (hashint8(n) & 2147483647) % ${entities} AS entity,
        CASE WHEN n % 2000 = 9 THEN 'approval.rejected' WHEN n % 10 < 4 THEN 'data.refreshed'
          WHEN n % 10 < 7 THEN 'metadata.profile.completed' WHEN n % 10 < 9 THEN 'metadata.profile.due' ELSE 'metadata.changed' END AS type,
        CASE WHEN n % 2000 = 4 THEN 12.5 ELSE 60 + n * 31 % 400 / 10.0 END AS score
      FROM generate_series(${first}, ${last}) AS n
    ), about AS (
      SELECT *, CASE WHEN n % 500 = 0 THEN recorded_at - interval '1h' ELSE recorded_at END AS created_at,
        CASE WHEN n % 2000 = 1 THEN 'finance.service' WHEN type = 'data.refreshed' THEN 'etl.pipeline'
          WHEN type = 'metadata.profile.due' THEN 'kernel.scheduler' WHEN type = 'metadata.profile.completed' THEN 'metadata-studio.api'
          ELSE 'metadata-studio.approval' END AS source,
        CASE WHEN type <> 'data.refreshed' THEN 'entity_' || entity END AS key,
        CASE WHEN entity % 100 = 7 THEN 'KPI' ELSE 'METADATA' END AS entity_type,
        CASE WHEN entity % 1000 = 1 THEN 'tier5' WHEN entity % 50 = 0 THEN 'tier1' ELSE 'tier' || 2 + entity % 3 END AS tier
      FROM made
    ), told AS (
      SELECT *, key IS NOT NULL AS is_about, jsonb_build_object('actorId', 'anna', 'actorType', 'HUMAN') AS actor,
        to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
        jsonb_build_object('entityType', entity_type, 'entityId', 'met_' || entity, 'canonicalKey', key, 'tier', tier) AS subject
      FROM about
    )
    INSERT INTO governance.event_log (tenant_id, stream_offset, id, type, source, created_at, correlation_id, entity_type,
      canonical_key, tier, quality_score, owner, tags, event, appended_at, latest_at)
    SELECT '${LOG_TENANT}', n, id, type, source, created_at, 'correlation_' || n / 5, CASE WHEN is_about THEN entity_type END, key,
      CASE WHEN is_about THEN tier END, CASE WHEN type = 'metadata.profile.completed' THEN score END,
      CASE WHEN is_about THEN CASE WHEN entity % 1000 = 3 THEN 'rare' ELSE 'owner_' || entity % 40 END END,
      CASE WHEN is_about THEN CASE WHEN entity % 10 = 0 THEN '{finance,pii}'::text[] WHEN entity % 1000 = 5 THEN '{rare}' END END,
      jsonb_build_object('id', id, 'type', type, 'version', '1.0.0', 'tenantId', '${LOG_TENANT}', 'source', source, 'createdAt', at,
        'correlationId', 'correlation_' || n / 5, 'payload', CASE type
          WHEN 'data.refreshed' THEN jsonb_build_object('entityUrn', 'urn:bench:' || entity, 'service',
            jsonb_build_object('schema', 'sales', 'table', 'orders_' || entity), 'rowsAffected', n % 1000, 'refreshType', 'full',
            'completedAt', at, 'triggeredBy', actor)
          WHEN 'metadata.profile.completed' THEN subject || jsonb_build_object('completeness', 98.1, 'uniqueness', 99.2, 'validity', 97.3,
            'qualityScore', score, 'qualityGrade', 'A', 'profileId', 'prf_' || n, 'rowCount', n % 100000, 'duration', 0.25, 'triggeredBy', actor)
          WHEN 'metadata.profile.due' THEN subject || '{"priority": "high", "reason": "SCHEDULE"}'
          WHEN 'metadata.changed' THEN subject || jsonb_build_object('changeType', 'UPDATE', 'changedFields', '["name"]'::jsonb,
            'version', 2, 'changedBy', actor)
          ELSE (subject - 'entityId') || jsonb_build_object('approvalId', 'apr_' || n, 'changeType', 'UPDATE', 'rejectedBy', actor, 'rejectedAt', at,
            'reason', 'No.') END),
      recorded_at, recorded_at
    FROM told`;
}
