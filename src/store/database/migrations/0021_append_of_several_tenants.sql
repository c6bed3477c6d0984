-- As append_events, for several tenants in one commit. Each row of `events` and each job has its tenant. A tenant whose
-- counter somebody else has locked, or that has none yet, is left out: it would keep the others waiting. An event that
-- the log has already is the error GV001, and then nothing is appended. The column holds_name is made by 0023.
CREATE FUNCTION "governance"."append_events_of_several" (tenants text[], counts int[], events jsonb, jobs jsonb)
RETURNS TABLE (
  tenant_id text, epoch uuid, "offset" float8, appended_at float8, owner text, tags text[], has_webhooks boolean)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
  streams jsonb;
  expected bigint;
  appended bigint;
BEGIN
  WITH free AS (
    SELECT counter."tenant_id", given."added"
    FROM unnest(tenants, counts) AS given ("tenant", "added")
    JOIN "governance"."event_stream" AS counter ON counter."tenant_id" = given."tenant"
    FOR NO KEY UPDATE OF counter SKIP LOCKED
  ), taken AS (
    UPDATE "governance"."event_stream" AS counter SET "last_offset" = counter."last_offset" + free."added"
    FROM free WHERE counter."tenant_id" = free."tenant_id"
    RETURNING counter."tenant_id" AS "tenant", counter."epoch", counter."last_offset" - free."added" AS "base",
      counter."has_webhooks", free."added"
  )
  SELECT jsonb_agg(to_jsonb(taken)), sum(taken."added") INTO streams, expected FROM taken;
  IF streams IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
    WITH stream AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(streams) AS stream ("tenant" text, "epoch" uuid, "base" bigint, "has_webhooks" boolean)
    ), logged AS (
      INSERT INTO "governance"."event_log" (
        "tenant_id", "stream_offset", "id", "type", "source", "created_at", "correlation_id", "entity_type", "canonical_key",
        "tier", "quality_score", "owner", "tags", "actor", "cause_source", "claimed_by", "event", "appended_at", "latest_at")
      SELECT
        "row"."tenant_id", stream."base" + "row"."stream_offset", "row"."id", "row"."type", "row"."source",
        "row"."created_at", "row"."correlation_id", "row"."entity_type", "row"."canonical_key", "row"."tier",
        "row"."quality_score", "entity"."owner", "tag"."keys", "row"."actor", "row"."cause_source", "row"."claimed_by",
        "row"."event", now(),
        greatest(
          (SELECT max("latest_at") FROM "governance"."event_log" WHERE "tenant_id" = "row"."tenant_id"),
          max("row"."created_at") OVER (PARTITION BY "row"."tenant_id" ORDER BY "row"."stream_offset"))
      FROM jsonb_populate_recordset(NULL::"governance"."event_log", events) AS "row"
      JOIN stream ON stream."tenant" = "row"."tenant_id"
      LEFT JOIN LATERAL (
        SELECT "owner" FROM "governance"."mdm_entity"
        WHERE "tenant_id" = "row"."tenant_id" AND "entity_type" = "row"."entity_type"
          AND "canonical_key" = "row"."canonical_key" AND "holds_name"
        LIMIT 1
      ) AS "entity" ON true
      LEFT JOIN LATERAL (
        SELECT array_agg("tag_key" ORDER BY "tag_key") AS "keys" FROM "governance"."entity_mark"
        WHERE "tenant_id" = "row"."tenant_id" AND "entity_type" = "row"."entity_type"
          AND "canonical_key" = "row"."canonical_key"
      ) AS "tag" ON true
      ON CONFLICT ("tenant_id", "source", "id") DO NOTHING
      RETURNING "tenant_id", "stream_offset", "appended_at", "owner", "tags"
    )
    SELECT logged."tenant_id", stream."epoch", logged."stream_offset"::float8,
      extract(epoch FROM logged."appended_at")::float8 * 1000, logged."owner", logged."tags", stream."has_webhooks"
    FROM logged JOIN stream ON stream."tenant" = logged."tenant_id";
  GET DIAGNOSTICS appended = ROW_COUNT;
  IF appended < expected THEN
    RAISE EXCEPTION 'the log has an event of this append already' USING ERRCODE = 'GV001';
  END IF;
  IF jsonb_array_length(jobs) > 0 THEN
    -- As pg-boss 10 inserts a job whose settings are those of its queue.
    INSERT INTO "pgboss"."job" (
      "id", "name", "data", "start_after", "dead_letter", "expire_in", "keep_until", "retry_limit", "retry_delay",
      "retry_backoff", "policy")
    SELECT
      job."id", job."queue", job."data" || jsonb_build_object('offset', stream."base" + job."row"), now(),
      queue."dead_letter", coalesce(queue."expire_seconds" * interval '1s', interval '15 minutes'),
      now() + coalesce(queue."retention_minutes" * interval '1 minute', interval '14 days'),
      coalesce(queue."retry_limit", 2),
      CASE WHEN queue."retry_backoff" THEN greatest(queue."retry_delay", 1) ELSE coalesce(queue."retry_delay", 0) END,
      coalesce(queue."retry_backoff", false), queue."policy"
    FROM jsonb_to_recordset(jobs) AS job (
      "tenant" text, "queue" text, "id" uuid, "data" jsonb, "row" int, "onlyWithWebhooks" boolean)
    JOIN jsonb_to_recordset(streams) AS stream ("tenant" text, "base" bigint, "has_webhooks" boolean)
      ON stream."tenant" = job."tenant"
    JOIN "pgboss"."queue" ON queue."name" = job."queue"
    WHERE job."onlyWithWebhooks" IS NOT TRUE OR stream."has_webhooks"
    ON CONFLICT DO NOTHING;
  END IF;
END $$;
