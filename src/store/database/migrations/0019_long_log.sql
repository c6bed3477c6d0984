CREATE TABLE "governance"."event_tag" (
	"tenant_id" text NOT NULL,
	"tag_key" text NOT NULL,
	"kind" text NOT NULL,
	"stream_offset" bigint NOT NULL,
	CONSTRAINT "event_tag_tenant_id_tag_key_kind_stream_offset_pk" PRIMARY KEY("tenant_id","tag_key","kind","stream_offset")
);
--> statement-breakpoint
DROP INDEX "governance"."event_log_by_type";--> statement-breakpoint
DROP INDEX "governance"."event_log_by_owner";--> statement-breakpoint
DROP INDEX "governance"."event_log_by_tag";--> statement-breakpoint
CREATE INDEX "event_log_by_kind" ON "governance"."event_log" USING btree ("tenant_id",(type || ' ' || source || ' ' || coalesce(entity_type, '') || ' ' || coalesce(tier, '')),"stream_offset") INCLUDE ("type","source","entity_type","tier");--> statement-breakpoint
CREATE INDEX "event_log_by_owner_and_kind" ON "governance"."event_log" USING btree ("tenant_id","owner",(type || ' ' || source || ' ' || coalesce(entity_type, '') || ' ' || coalesce(tier, '')),"stream_offset") INCLUDE ("type","source","entity_type","tier") WHERE owner IS NOT NULL;--> statement-breakpoint
CREATE INDEX "event_log_by_score" ON "governance"."event_log" USING btree ("tenant_id",(type || ' ' || source || ' ' || coalesce(entity_type, '') || ' ' || coalesce(tier, '')),floor(quality_score / 10),"stream_offset") WHERE quality_score IS NOT NULL;
--> statement-breakpoint
INSERT INTO "governance"."event_tag" ("tenant_id", "tag_key", "kind", "stream_offset")
SELECT DISTINCT "tenant_id", tag, (type || ' ' || source || ' ' || coalesce(entity_type, '') || ' ' || coalesce(tier, '')), "stream_offset"
FROM "governance"."event_log", unnest("tags") AS tag;
--> statement-breakpoint
CREATE FUNCTION "governance"."keep_event_tags"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO governance.event_tag (tenant_id, tag_key, kind, stream_offset)
    SELECT NEW.tenant_id, tag,
      NEW.type || ' ' || NEW.source || ' ' || coalesce(NEW.entity_type, '') || ' ' || coalesce(NEW.tier, ''), NEW.stream_offset
    FROM unnest(NEW.tags) AS tag ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM governance.event_tag USING unnest(OLD.tags) AS tag
    WHERE tenant_id = OLD.tenant_id AND tag_key = tag AND stream_offset = OLD.stream_offset
      AND kind = OLD.type || ' ' || OLD.source || ' ' || coalesce(OLD.entity_type, '') || ' ' || coalesce(OLD.tier, '');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "event_log_tags_added" AFTER INSERT ON "governance"."event_log"
FOR EACH ROW WHEN (NEW.tags IS NOT NULL) EXECUTE FUNCTION "governance"."keep_event_tags"();
--> statement-breakpoint
CREATE TRIGGER "event_log_tags_removed" AFTER DELETE ON "governance"."event_log"
FOR EACH ROW WHEN (OLD.tags IS NOT NULL) EXECUTE FUNCTION "governance"."keep_event_tags"();
