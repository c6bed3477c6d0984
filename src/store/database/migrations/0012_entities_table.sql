CREATE TABLE "governance"."entity_text" (
	"tenant_id" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "entity_text_entity_type_entity_id_pk" PRIMARY KEY("entity_type","entity_id")
);
--> statement-breakpoint
CREATE FUNCTION "governance"."searchable_text"(canonical_key text, name text, description text, owner text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(E'\n' || translate(canonical_key, E'\n\t', '  ') || E'\n' || translate(name, E'\n\t', '  ')
  || E'\t' || translate(coalesce(description, ''), E'\n\t', '  ') || E'\t' || translate(coalesce(owner, ''), E'\n\t', '  '));
--> statement-breakpoint
ALTER TABLE "governance"."mdm_global_metadata" SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_kpi_definition" SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_glossary_term" SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_business_rule" SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_tag" SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_lineage_field" SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE "governance"."mdm_entity"
  ADD COLUMN "open_run_id" text,
  ADD COLUMN "failed_at" timestamp (3) with time zone,
  ADD COLUMN "failure_code" text,
  ADD COLUMN "failure_message" text,
  ADD COLUMN "due_group" text GENERATED ALWAYS AS (case when not (dataset_schema is not null and dataset_table is not null) then 'unmeasured' when status <> 'ACTIVE' then 'inactive'
  when last_profiled_at is null then 'never' else tier end) STORED NOT NULL,
  ADD COLUMN "due_from" timestamp (3) with time zone GENERATED ALWAYS AS (case when dataset_schema is not null and dataset_table is not null and status = 'ACTIVE' then coalesce(last_profiled_at, created_at) end) STORED;
--> statement-breakpoint
ALTER TABLE "governance"."profile_run" ADD COLUMN "error_code" text;
--> statement-breakpoint
ALTER TABLE "governance"."profile_run" ADD COLUMN "error_message" text;
--> statement-breakpoint
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE EXTENSION pg_trgm WITH SCHEMA "governance";
  END IF;
END $$;
--> statement-breakpoint
INSERT INTO "governance"."entity_text" ("tenant_id", "entity_type", "entity_id", "text")
SELECT "tenant_id", "entity_type", "id", "governance"."searchable_text"("canonical_key", "name", "description", "owner")
FROM "governance"."mdm_entity";
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format(
    'CREATE INDEX "entity_text_by_trigram" ON "governance"."entity_text" USING gin ("text" %I.gin_trgm_ops) WITH (gin_pending_list_limit = 512)',
    (SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'));
END $$;
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_name" ON "governance"."mdm_entity" USING btree ("tenant_id","name","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_tier" ON "governance"."mdm_entity" USING btree ("tenant_id","tier","canonical_key","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_score" ON "governance"."mdm_entity" USING btree ("tenant_id","last_quality_score","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_profile_time" ON "governance"."mdm_entity" USING btree ("tenant_id","last_profiled_at","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_due_time" ON "governance"."mdm_entity" USING btree ("tenant_id","due_group","due_from","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_update" ON "governance"."mdm_entity" USING btree ("tenant_id","updated_at","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_by_owner" ON "governance"."mdm_entity" USING btree ("tenant_id",lower(owner),"canonical_key","id");
--> statement-breakpoint
CREATE INDEX "mdm_entity_failing" ON "governance"."mdm_entity" USING btree ("tenant_id","id") WHERE failed_at is not null;
--> statement-breakpoint
CREATE FUNCTION "governance"."keep_entity_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM governance.entity_text WHERE entity_type = OLD.entity_type AND entity_id = OLD.id;
  ELSE
    INSERT INTO governance.entity_text (tenant_id, entity_type, entity_id, text)
    VALUES (NEW.tenant_id, NEW.entity_type, NEW.id,
      governance.searchable_text(NEW.canonical_key, NEW.name, NEW.description, NEW.owner))
    ON CONFLICT (entity_type, entity_id) DO UPDATE SET text = excluded.text;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mdm_entity_text_added" AFTER INSERT OR DELETE ON "governance"."mdm_entity"
FOR EACH ROW EXECUTE FUNCTION "governance"."keep_entity_text"();
--> statement-breakpoint
CREATE TRIGGER "mdm_entity_text_changed" AFTER UPDATE ON "governance"."mdm_entity" FOR EACH ROW
WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.description IS DISTINCT FROM NEW.description OR OLD.owner IS DISTINCT FROM NEW.owner
  OR OLD.canonical_key IS DISTINCT FROM NEW.canonical_key)
EXECUTE FUNCTION "governance"."keep_entity_text"();
--> statement-breakpoint
CREATE FUNCTION "governance"."keep_profile_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was_open boolean := TG_OP = 'UPDATE' AND OLD.status IN ('waiting', 'running');
BEGIN
  IF NEW.status IN ('waiting', 'running') THEN
    IF was_open THEN
      RETURN NULL;
    END IF;
    UPDATE governance.mdm_entity SET open_run_id = NEW.id
    WHERE entity_type = NEW.entity_type AND id = NEW.entity_id;
  ELSIF NEW.status = 'failed' THEN
    UPDATE governance.mdm_entity SET open_run_id = NULL, failed_at = coalesce(NEW.finished_at, now()),
      failure_code = coalesce(NEW.error_code, 'UNKNOWN'),
      failure_message = coalesce(NEW.error_message, 'The reason was not recorded.')
    WHERE entity_type = NEW.entity_type AND id = NEW.entity_id;
  ELSE
    UPDATE governance.mdm_entity SET open_run_id = NULL, failed_at = NULL, failure_code = NULL, failure_message = NULL
    WHERE entity_type = NEW.entity_type AND id = NEW.entity_id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "profile_run_attempt" AFTER INSERT OR UPDATE OF "status" ON "governance"."profile_run"
FOR EACH ROW EXECUTE FUNCTION "governance"."keep_profile_attempt"();
--> statement-breakpoint
UPDATE "governance"."mdm_entity" AS entity SET "open_run_id" = run."id"
FROM "governance"."profile_run" AS run
WHERE run."status" IN ('waiting', 'running') AND run."entity_type" = entity."entity_type" AND run."entity_id" = entity."id";
--> statement-breakpoint
UPDATE "governance"."mdm_entity" AS entity SET "failed_at" = attempt."finished_at",
  "failure_code" = coalesce(failure."code", 'UNKNOWN'),
  "failure_message" = coalesce(failure."message", 'The reason was not recorded.')
FROM (
  SELECT DISTINCT ON ("entity_type", "entity_id") "tenant_id", "entity_type", "entity_id", "status", "finished_at"
  FROM "governance"."profile_run" WHERE "finished_at" IS NOT NULL
  ORDER BY "entity_type", "entity_id", "finished_at" DESC, "id" DESC
) AS attempt LEFT JOIN LATERAL (
  SELECT "event" #>> '{payload,errorCode}' AS "code", "event" #>> '{payload,errorMessage}' AS "message"
  FROM "governance"."event_log" AS log
  WHERE log."tenant_id" = attempt."tenant_id" AND log."type" = 'metadata.profile.failed'
    AND log."created_at" = attempt."finished_at" AND log."event" #>> '{payload,entityId}' = attempt."entity_id"
  LIMIT 1
) AS failure ON true
WHERE attempt."status" = 'failed' AND attempt."entity_type" = entity."entity_type" AND attempt."entity_id" = entity."id";
