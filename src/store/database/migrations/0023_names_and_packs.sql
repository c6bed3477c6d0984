ALTER TABLE "governance"."mdm_entity" DROP CONSTRAINT "mdm_entity_canonical_key";--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "reactivates_id" text;--> statement-breakpoint
ALTER TABLE "governance"."approval" ADD COLUMN "replaced_by_id" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "standard_pack_id" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "replaced_by_id" text;--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity" ADD COLUMN "holds_name" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "mdm_entity_by_held_name" ON "governance"."mdm_entity" USING btree ("tenant_id","entity_type","canonical_key") WHERE holds_name;--> statement-breakpoint
CREATE INDEX "mdm_entity_by_pack" ON "governance"."mdm_entity" USING btree ("tenant_id","standard_pack_id","id") WHERE standard_pack_id is not null;--> statement-breakpoint
-- As in 0016, but the owner is that of the entity to which the name leads.
-- Appends events and queues jobs in one round trip. The counter of the tenant is taken first: what is read afterwards
-- includes everything that it has counted. Each row of `events` has the columns of the log; its offset is its number,
-- from 1. A job with a `row` is about that event, whose offset its data gets. A row of a source and id that the log has is
-- the error GV001, whose message has the number of the row.
CREATE OR REPLACE FUNCTION "governance"."append_events" (tenant text, events jsonb, jobs jsonb)
RETURNS TABLE (
  epoch uuid, "offset" float8, appended_at float8, owner text, tags text[], has_webhooks boolean)
LANGUAGE plpgsql
SET lock_timeout = '15s'
AS $$
#variable_conflict use_column
DECLARE
  added int := jsonb_array_length(events);
  stream "governance"."event_stream";
  base bigint;
  duplicate bigint;
BEGIN
  INSERT INTO "governance"."event_stream" AS counter ("tenant_id", "last_offset") VALUES (tenant, added)
    ON CONFLICT ("tenant_id") DO UPDATE SET "last_offset" = counter."last_offset" + added
    RETURNING * INTO stream;
  base := stream."last_offset" - added;
  RETURN QUERY
    INSERT INTO "governance"."event_log" (
      "tenant_id", "stream_offset", "id", "type", "source", "created_at", "correlation_id", "entity_type", "canonical_key",
      "tier", "quality_score", "owner", "tags", "actor", "cause_source", "claimed_by", "event", "appended_at", "latest_at")
    SELECT
      tenant, base + "row"."stream_offset", "row"."id", "row"."type", "row"."source", "row"."created_at",
      "row"."correlation_id", "row"."entity_type", "row"."canonical_key", "row"."tier", "row"."quality_score",
      "entity"."owner", "tag"."keys", "row"."actor", "row"."cause_source", "row"."claimed_by", "row"."event", now(),
      greatest(
        (SELECT max("latest_at") FROM "governance"."event_log" WHERE "tenant_id" = tenant),
        max("row"."created_at") OVER (ORDER BY "row"."stream_offset"))
    FROM jsonb_populate_recordset(NULL::"governance"."event_log", events) AS "row"
    LEFT JOIN LATERAL (
      SELECT "owner" FROM "governance"."mdm_entity"
      WHERE "tenant_id" = tenant AND "entity_type" = "row"."entity_type" AND "canonical_key" = "row"."canonical_key"
        AND "holds_name"
      LIMIT 1
    ) AS "entity" ON true
    LEFT JOIN LATERAL (
      SELECT array_agg("tag_key" ORDER BY "tag_key") AS "keys" FROM "governance"."entity_mark"
      WHERE "tenant_id" = tenant AND "entity_type" = "row"."entity_type" AND "canonical_key" = "row"."canonical_key"
    ) AS "tag" ON true
    ORDER BY "row"."stream_offset"
    ON CONFLICT ("tenant_id", "source", "id") DO NOTHING
    RETURNING stream."epoch", "stream_offset"::float8, extract(epoch FROM "appended_at")::float8 * 1000, "owner", "tags",
      stream."has_webhooks";
  GET DIAGNOSTICS duplicate = ROW_COUNT;
  IF duplicate < added THEN
    SELECT number INTO duplicate
      FROM jsonb_array_elements(events) WITH ORDINALITY AS given (event, number)
      WHERE NOT EXISTS (
        SELECT FROM "governance"."event_log" WHERE "tenant_id" = tenant AND "stream_offset" = base + number)
      ORDER BY number LIMIT 1;
    RAISE EXCEPTION 'the log has event % of this append already', duplicate USING ERRCODE = 'GV001';
  END IF;
  IF jsonb_array_length(jobs) > 0 THEN
    -- As pg-boss 10 inserts a job whose settings are those of its queue.
    INSERT INTO "pgboss"."job" (
      "id", "name", "data", "start_after", "dead_letter", "expire_in", "keep_until", "retry_limit", "retry_delay",
      "retry_backoff", "policy")
    SELECT
      job."id", job."queue",
      CASE WHEN job."row" IS NULL THEN job."data" ELSE job."data" || jsonb_build_object('offset', base + job."row") END,
      coalesce(job."startAfter", now()), queue."dead_letter",
      coalesce(queue."expire_seconds" * interval '1s', interval '15 minutes'),
      coalesce(job."startAfter", now()) + coalesce(queue."retention_minutes" * interval '1 minute', interval '14 days'),
      coalesce(queue."retry_limit", 2),
      CASE WHEN queue."retry_backoff" THEN greatest(queue."retry_delay", 1) ELSE coalesce(queue."retry_delay", 0) END,
      coalesce(queue."retry_backoff", false), queue."policy"
    FROM jsonb_to_recordset(jobs) AS job (
      "queue" text, "id" uuid, "data" jsonb, "startAfter" timestamptz, "row" int, "onlyWithWebhooks" boolean)
    JOIN "pgboss"."queue" ON queue."name" = job."queue"
    WHERE job."onlyWithWebhooks" IS NOT TRUE OR stream."has_webhooks"
    ON CONFLICT DO NOTHING;
  END IF;
END $$;
