ALTER TABLE "governance"."entity_text" ADD COLUMN "is_deprecated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "governance"."keep_entity_text"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM governance.entity_text WHERE entity_type = OLD.entity_type AND entity_id = OLD.id;
    RETURN NULL;
  END IF;
  own := governance.searchable_text(NEW.canonical_key, NEW.name, NEW.description, NEW.owner)
    || E'\f' || governance.definition_words(NEW.definition, NEW.dataset_column);
  IF TG_OP = 'INSERT' THEN
    INSERT INTO governance.entity_text (tenant_id, entity_type, entity_id, text, canonical_key, name, is_deprecated)
    VALUES (NEW.tenant_id, NEW.entity_type, NEW.id,
      own || E'\f' || governance.tag_words(NEW.tenant_id, NEW.entity_type, NEW.canonical_key) || E'\f',
      NEW.canonical_key, NEW.name, NEW.status = 'DEPRECATED')
    ON CONFLICT (entity_type, entity_id) DO UPDATE
    SET text = excluded.text, canonical_key = excluded.canonical_key, name = excluded.name,
      is_deprecated = excluded.is_deprecated;
  ELSE
    UPDATE governance.entity_text AS kept
    SET text = own || E'\f' || split_part(kept.text, E'\f', 3) || E'\f' || CASE
        WHEN (OLD.dataset_schema, OLD.dataset_table, OLD.dataset_column) IS NOT DISTINCT FROM
          (NEW.dataset_schema, NEW.dataset_table, NEW.dataset_column) THEN split_part(kept.text, E'\f', 4)
        -- Until the first profile of the other dataset.
        ELSE '' END,
      canonical_key = NEW.canonical_key, name = NEW.name, is_deprecated = NEW.status = 'DEPRECATED'
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
  OR OLD.dataset_column IS DISTINCT FROM NEW.dataset_column OR OLD.status IS DISTINCT FROM NEW.status)
EXECUTE FUNCTION "governance"."keep_entity_text"();
--> statement-breakpoint
-- After the trigger, whose lock keeps out who would change a status meanwhile.
UPDATE "governance"."entity_text" AS kept SET "is_deprecated" = true
FROM "governance"."mdm_entity" AS entity
WHERE entity."status" = 'DEPRECATED' AND kept."entity_type" = entity."entity_type" AND kept."entity_id" = entity."id";
--> statement-breakpoint
-- Without statistics of the new column, half of all would be expected to be deprecated.
ANALYZE "governance"."entity_text";
