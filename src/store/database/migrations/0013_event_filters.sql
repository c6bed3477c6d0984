CREATE TABLE "governance"."entity_mark" (
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"canonical_key" text NOT NULL,
	"tag_key" text NOT NULL,
	CONSTRAINT "entity_mark_tenant_id_entity_type_canonical_key_tag_key_pk" PRIMARY KEY("tenant_id","entity_type","canonical_key","tag_key")
);
--> statement-breakpoint
ALTER TABLE "governance"."event_log" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "governance"."event_log" ADD COLUMN "tags" text[];--> statement-breakpoint
ALTER TABLE "governance"."event_log" ADD COLUMN "latest_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "governance"."event_stream" ADD COLUMN "trimmed_latest_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "entity_mark_by_tag" ON "governance"."entity_mark" USING btree ("tenant_id","tag_key");--> statement-breakpoint
CREATE FUNCTION "governance"."keep_entity_marks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM governance.entity_mark WHERE tenant_id = OLD.tenant_id AND tag_key = OLD.canonical_key;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'ACTIVE' THEN
    INSERT INTO governance.entity_mark (tenant_id, entity_type, canonical_key, tag_key)
    SELECT DISTINCT NEW.tenant_id, mark ->> 'entityType', mark ->> 'canonicalKey', NEW.canonical_key
    FROM jsonb_array_elements(NEW.definition -> 'tag' -> 'marks') AS mark;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mdm_tag_marks_written" AFTER INSERT OR DELETE ON "governance"."mdm_tag"
FOR EACH ROW EXECUTE FUNCTION "governance"."keep_entity_marks"();
--> statement-breakpoint
CREATE TRIGGER "mdm_tag_marks_changed" AFTER UPDATE ON "governance"."mdm_tag" FOR EACH ROW
WHEN (OLD.definition IS DISTINCT FROM NEW.definition OR OLD.status IS DISTINCT FROM NEW.status)
EXECUTE FUNCTION "governance"."keep_entity_marks"();
--> statement-breakpoint
INSERT INTO "governance"."entity_mark" ("tenant_id", "entity_type", "canonical_key", "tag_key")
SELECT DISTINCT tag."tenant_id", mark ->> 'entityType', mark ->> 'canonicalKey', tag."canonical_key"
FROM "governance"."mdm_tag" AS tag, jsonb_array_elements(tag."definition" -> 'tag' -> 'marks') AS mark
WHERE tag."status" = 'ACTIVE';
--> statement-breakpoint
UPDATE "governance"."event_log" AS logged SET "latest_at" = so_far."latest_at"
FROM (
  SELECT "tenant_id", "stream_offset", max("created_at") OVER (PARTITION BY "tenant_id" ORDER BY "stream_offset") AS "latest_at"
  FROM "governance"."event_log"
) AS so_far
WHERE so_far."tenant_id" = logged."tenant_id" AND so_far."stream_offset" = logged."stream_offset";--> statement-breakpoint
-- Nobody knows any more when the removed events were created: before the oldest that is left was appended.
UPDATE "governance"."event_stream" AS stream SET "trimmed_latest_at" = coalesce((
  SELECT oldest."appended_at" FROM "governance"."event_log" AS oldest
  WHERE oldest."tenant_id" = stream."tenant_id" AND oldest."stream_offset" = stream."trimmed_through" + 1
), now())
WHERE stream."trimmed_through" > 0;--> statement-breakpoint
CREATE INDEX "event_log_by_latest_at" ON "governance"."event_log" USING btree ("tenant_id","latest_at","stream_offset");--> statement-breakpoint
CREATE INDEX "event_log_late" ON "governance"."event_log" USING gist (tstzrange(created_at, latest_at, '(]')) WHERE created_at < latest_at;--> statement-breakpoint
CREATE INDEX "event_log_by_owner" ON "governance"."event_log" USING btree ("tenant_id","owner","stream_offset") WHERE owner IS NOT NULL;--> statement-breakpoint
CREATE INDEX "event_log_by_tag" ON "governance"."event_log" USING gin ("tags") WHERE tags IS NOT NULL;