-- First of all, both as the triggers below need them: who has begun ends before, and nobody waits in the middle for what a
-- stronger lock would wait for. Reading and writing entities waits until this has ended.
LOCK TABLE "governance"."mdm_entity", "governance"."entity_text" IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
CREATE TEMPORARY TABLE "entity_text_before" ON COMMIT DROP AS SELECT "entity_type", "entity_id", "text" FROM "governance"."entity_text";
--> statement-breakpoint
DROP INDEX "governance"."entity_text_by_trigram";
--> statement-breakpoint
DROP INDEX "governance"."entity_text_by_name";
--> statement-breakpoint
TRUNCATE "governance"."entity_text";
--> statement-breakpoint
ALTER TABLE "governance"."entity_text" ADD COLUMN "tier" text NOT NULL, ADD COLUMN "last_quality_score" double precision,
  ADD COLUMN "last_profiled_at" timestamp (3) with time zone, ADD COLUMN "updated_at" timestamp (3) with time zone NOT NULL,
  ADD COLUMN "due_group" text NOT NULL, ADD COLUMN "due_from" timestamp (3) with time zone,
  ADD COLUMN "has_score" boolean GENERATED ALWAYS AS (last_quality_score is not null) STORED NOT NULL;
--> statement-breakpoint
-- Room for the heap-only versions that profiles write.
ALTER TABLE "governance"."entity_text" SET (fillfactor = 85);
--> statement-breakpoint
INSERT INTO "governance"."entity_text" ("tenant_id", "entity_type", "entity_id", "text", "canonical_key", "name", "is_deprecated",
  "tier", "last_quality_score", "last_profiled_at", "updated_at", "due_group", "due_from")
SELECT entity."tenant_id", entity."entity_type", entity."id", kept."text", entity."canonical_key", entity."name",
  entity."status" = 'DEPRECATED', entity."tier", entity."last_quality_score", entity."last_profiled_at", entity."updated_at",
  entity."due_group", entity."due_from"
FROM "governance"."mdm_entity" AS entity
JOIN "entity_text_before" AS kept ON kept."entity_type" = entity."entity_type" AND kept."entity_id" = entity."id";
--> statement-breakpoint
CREATE INDEX "entity_text_by_group" ON "governance"."entity_text" USING btree ("tenant_id","has_score","due_group") WHERE due_group in ('unmeasured', 'inactive', 'never') or not has_score;
--> statement-breakpoint
DO $$
DECLARE
  extension_schema text := (SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm');
BEGIN
  EXECUTE format(
    'CREATE INDEX "entity_text_by_trigram" ON "governance"."entity_text" USING gin ("text" %I.gin_trgm_ops) WITH (gin_pending_list_limit = 512)',
    extension_schema);
  EXECUTE format(
    'CREATE INDEX "entity_text_by_name" ON "governance"."entity_text" USING gin (split_part("text", E''\t'', 1) %I.gin_trgm_ops) WITH (gin_pending_list_limit = 512)',
    extension_schema);
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "governance"."keep_entity_text"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM governance.entity_text WHERE entity_type = OLD.entity_type AND entity_id = OLD.id;
    RETURN NULL;
  END IF;
  -- A new profile, and all that is in no text.
  IF TG_OP = 'UPDATE' AND (OLD.name, OLD.description, OLD.owner, OLD.canonical_key, OLD.definition,
      OLD.dataset_schema, OLD.dataset_table, OLD.dataset_column) IS NOT DISTINCT FROM (NEW.name, NEW.description, NEW.owner,
      NEW.canonical_key, NEW.definition, NEW.dataset_schema, NEW.dataset_table, NEW.dataset_column) THEN
    UPDATE governance.entity_text AS kept
    SET is_deprecated = NEW.status = 'DEPRECATED', tier = NEW.tier, last_quality_score = NEW.last_quality_score,
      last_profiled_at = NEW.last_profiled_at, updated_at = NEW.updated_at, due_group = NEW.due_group, due_from = NEW.due_from
    WHERE kept.entity_type = NEW.entity_type AND kept.entity_id = NEW.id;
    RETURN NULL;
  END IF;
  own := governance.searchable_text(NEW.canonical_key, NEW.name, NEW.description, NEW.owner)
    || E'\f' || governance.definition_words(NEW.definition, NEW.dataset_column);
  IF TG_OP = 'INSERT' THEN
    INSERT INTO governance.entity_text (tenant_id, entity_type, entity_id, text, canonical_key, name, is_deprecated,
      tier, last_quality_score, last_profiled_at, updated_at, due_group, due_from)
    VALUES (NEW.tenant_id, NEW.entity_type, NEW.id,
      own || E'\f' || governance.tag_words(NEW.tenant_id, NEW.entity_type, NEW.canonical_key) || E'\f',
      NEW.canonical_key, NEW.name, NEW.status = 'DEPRECATED',
      NEW.tier, NEW.last_quality_score, NEW.last_profiled_at, NEW.updated_at, NEW.due_group, NEW.due_from)
    ON CONFLICT (entity_type, entity_id) DO UPDATE
    SET text = excluded.text, canonical_key = excluded.canonical_key, name = excluded.name,
      is_deprecated = excluded.is_deprecated, tier = excluded.tier, last_quality_score = excluded.last_quality_score,
      last_profiled_at = excluded.last_profiled_at, updated_at = excluded.updated_at, due_group = excluded.due_group,
      due_from = excluded.due_from;
  ELSE
    UPDATE governance.entity_text AS kept
    SET text = own || E'\f' || split_part(kept.text, E'\f', 3) || E'\f' || CASE
        WHEN (OLD.dataset_schema, OLD.dataset_table, OLD.dataset_column) IS NOT DISTINCT FROM
          (NEW.dataset_schema, NEW.dataset_table, NEW.dataset_column) THEN split_part(kept.text, E'\f', 4)
        -- Until the first profile of the other dataset.
        ELSE '' END,
      canonical_key = NEW.canonical_key, name = NEW.name, is_deprecated = NEW.status = 'DEPRECATED',
      tier = NEW.tier, last_quality_score = NEW.last_quality_score, last_profiled_at = NEW.last_profiled_at,
      updated_at = NEW.updated_at, due_group = NEW.due_group, due_from = NEW.due_from
    WHERE kept.entity_type = NEW.entity_type AND kept.entity_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER "mdm_entity_text_changed" ON "governance"."mdm_entity";
--> statement-breakpoint
CREATE TRIGGER "mdm_entity_text_changed" AFTER UPDATE ON "governance"."mdm_entity" FOR EACH ROW
WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.description IS DISTINCT FROM NEW.description OR OLD.owner IS DISTINCT FROM NEW.owner
  OR OLD.canonical_key IS DISTINCT FROM NEW.canonical_key OR OLD.definition IS DISTINCT FROM NEW.definition
  OR OLD.dataset_schema IS DISTINCT FROM NEW.dataset_schema OR OLD.dataset_table IS DISTINCT FROM NEW.dataset_table
  OR OLD.dataset_column IS DISTINCT FROM NEW.dataset_column OR OLD.status IS DISTINCT FROM NEW.status
  OR OLD.tier IS DISTINCT FROM NEW.tier OR OLD.last_quality_score IS DISTINCT FROM NEW.last_quality_score
  OR OLD.last_profiled_at IS DISTINCT FROM NEW.last_profiled_at OR OLD.updated_at IS DISTINCT FROM NEW.updated_at
  OR OLD.due_group IS DISTINCT FROM NEW.due_group OR OLD.due_from IS DISTINCT FROM NEW.due_from)
EXECUTE FUNCTION "governance"."keep_entity_text"();
--> statement-breakpoint
ANALYZE "governance"."entity_text";
