DROP INDEX "governance"."entity_text_by_trigram";
--> statement-breakpoint
DROP INDEX "governance"."entity_text_by_name";
--> statement-breakpoint
TRUNCATE "governance"."entity_text";
--> statement-breakpoint
ALTER TABLE "governance"."entity_text" ADD COLUMN "canonical_key" text NOT NULL, ADD COLUMN "name" text NOT NULL;
--> statement-breakpoint
INSERT INTO "governance"."entity_text" ("tenant_id", "entity_type", "entity_id", "text", "canonical_key", "name")
SELECT "tenant_id", "entity_type", "id", "governance"."searchable_text"("canonical_key", "name", "description", "owner"),
  "canonical_key", "name"
FROM "governance"."mdm_entity";
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
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM governance.entity_text WHERE entity_type = OLD.entity_type AND entity_id = OLD.id;
  ELSE
    INSERT INTO governance.entity_text (tenant_id, entity_type, entity_id, text, canonical_key, name)
    VALUES (NEW.tenant_id, NEW.entity_type, NEW.id,
      governance.searchable_text(NEW.canonical_key, NEW.name, NEW.description, NEW.owner), NEW.canonical_key, NEW.name)
    ON CONFLICT (entity_type, entity_id) DO UPDATE
    SET text = excluded.text, canonical_key = excluded.canonical_key, name = excluded.name;
  END IF;
  RETURN NULL;
END $$;
