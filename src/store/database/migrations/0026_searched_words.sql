CREATE FUNCTION "governance"."searchable_words"(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(translate(coalesce(words, ''), E'\n\t\f', '   '));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "governance"."searchable_text"(canonical_key text, name text, description text, owner text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN E'\n' || governance.searchable_words(canonical_key) || E'\n' || governance.searchable_words(name)
  || E'\t' || governance.searchable_words(description) || E'\t' || governance.searchable_words(owner);
--> statement-breakpoint
CREATE FUNCTION "governance"."definition_words"(definition jsonb, dataset_column text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN governance.searchable_words(concat_ws(' ', dataset_column, definition #>> '{glossary,definition}',
  definition #>> '{glossary,synonyms}', definition #>> '{kpi,formula}', definition #>> '{lineage,transformation}'));
--> statement-breakpoint
-- In plpgsql, which keeps their plans: as functions in SQL they would be planned for each row.
CREATE FUNCTION "governance"."tag_words"(tenant text, marked_type text, marked_key text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
  RETURN (
    SELECT governance.searchable_words(string_agg(tag.canonical_key || ' ' || tag.name, ' ' ORDER BY tag.canonical_key))
    FROM governance.entity_mark AS mark
    JOIN governance.mdm_tag AS tag ON tag.tenant_id = mark.tenant_id AND tag.canonical_key = mark.tag_key
    WHERE tag.holds_name AND mark.tenant_id = tenant AND mark.entity_type = marked_type AND mark.canonical_key = marked_key);
END $$;
--> statement-breakpoint
CREATE FUNCTION "governance"."column_words"(columns jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT governance.searchable_words(left(string_agg(one ->> 'name', ' '), 20000)) FROM jsonb_array_elements(columns) AS one);
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
  own := governance.searchable_text(NEW.canonical_key, NEW.name, NEW.description, NEW.owner)
    || E'\f' || governance.definition_words(NEW.definition, NEW.dataset_column);
  IF TG_OP = 'INSERT' THEN
    INSERT INTO governance.entity_text (tenant_id, entity_type, entity_id, text, canonical_key, name)
    VALUES (NEW.tenant_id, NEW.entity_type, NEW.id,
      own || E'\f' || governance.tag_words(NEW.tenant_id, NEW.entity_type, NEW.canonical_key) || E'\f',
      NEW.canonical_key, NEW.name)
    ON CONFLICT (entity_type, entity_id) DO UPDATE
    SET text = excluded.text, canonical_key = excluded.canonical_key, name = excluded.name;
  ELSE
    UPDATE governance.entity_text AS kept
    SET text = own || E'\f' || split_part(kept.text, E'\f', 3) || E'\f' || CASE
        WHEN (OLD.dataset_schema, OLD.dataset_table, OLD.dataset_column) IS NOT DISTINCT FROM
          (NEW.dataset_schema, NEW.dataset_table, NEW.dataset_column) THEN split_part(kept.text, E'\f', 4)
        -- Until the first profile of the other dataset.
        ELSE '' END,
      canonical_key = NEW.canonical_key, name = NEW.name
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
  OR OLD.dataset_column IS DISTINCT FROM NEW.dataset_column)
EXECUTE FUNCTION "governance"."keep_entity_text"();
--> statement-breakpoint
-- What a tag marks is looked up one by one: a join's plan, made when there are few entities, would read all of a tenant's
-- for each tag, and an import of tags would take as long as the square of their number.
CREATE OR REPLACE FUNCTION "governance"."keep_entity_marks"() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
  tenant text := CASE WHEN TG_OP = 'DELETE' THEN OLD.tenant_id ELSE NEW.tenant_id END;
  marked jsonb := CASE WHEN TG_OP = 'INSERT' THEN '[]' ELSE coalesce(OLD.definition -> 'tag' -> 'marks', '[]') END
    || CASE WHEN TG_OP = 'DELETE' THEN '[]' ELSE coalesce(NEW.definition -> 'tag' -> 'marks', '[]') END;
  named record;
  marking record;
  words text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM governance.entity_mark WHERE tenant_id = OLD.tenant_id AND tag_key = OLD.canonical_key;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'ACTIVE' THEN
    INSERT INTO governance.entity_mark (tenant_id, entity_type, canonical_key, tag_key)
    SELECT DISTINCT NEW.tenant_id, mark ->> 'entityType', mark ->> 'canonicalKey', NEW.canonical_key
    FROM jsonb_array_elements(NEW.definition -> 'tag' -> 'marks') AS mark;
  END IF;
  -- In one order for all tags, so that two of them do not wait for each other.
  FOR named IN
    SELECT DISTINCT mark ->> 'entityType' AS entity_type, mark ->> 'canonicalKey' AS canonical_key
    FROM jsonb_array_elements(marked) AS mark ORDER BY 1, 2
  LOOP
    FOR marking IN
      SELECT id FROM governance.mdm_entity
      WHERE tenant_id = tenant AND entity_type = named.entity_type AND canonical_key = named.canonical_key ORDER BY id
    LOOP
      -- First locked, and then read: another tag on the same entity may have been written meanwhile.
      PERFORM FROM governance.entity_text
        WHERE entity_type = named.entity_type AND entity_id = marking.id FOR NO KEY UPDATE;
      words := governance.tag_words(tenant, named.entity_type, named.canonical_key);
      UPDATE governance.entity_text AS kept
      SET text = split_part(kept.text, E'\f', 1) || E'\f' || split_part(kept.text, E'\f', 2) || E'\f' || words
        || E'\f' || split_part(kept.text, E'\f', 4)
      WHERE kept.entity_type = named.entity_type AND kept.entity_id = marking.id
        AND split_part(kept.text, E'\f', 3) IS DISTINCT FROM words;
    END LOOP;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER "mdm_tag_marks_changed" ON "governance"."mdm_tag";
--> statement-breakpoint
CREATE TRIGGER "mdm_tag_marks_changed" AFTER UPDATE ON "governance"."mdm_tag" FOR EACH ROW
WHEN (OLD.definition IS DISTINCT FROM NEW.definition OR OLD.status IS DISTINCT FROM NEW.status OR OLD.name IS DISTINCT FROM NEW.name)
EXECUTE FUNCTION "governance"."keep_entity_marks"();
--> statement-breakpoint
CREATE FUNCTION "governance"."keep_column_text"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words text := governance.column_words(NEW.columns);
BEGIN
  UPDATE governance.entity_text AS kept
  SET text = split_part(kept.text, E'\f', 1) || E'\f' || split_part(kept.text, E'\f', 2) || E'\f'
    || split_part(kept.text, E'\f', 3) || E'\f' || words
  WHERE kept.entity_type = NEW.entity_type AND kept.entity_id = NEW.entity_id
    AND split_part(kept.text, E'\f', 4) IS DISTINCT FROM words;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "mdm_profile_columns" AFTER INSERT ON "governance"."mdm_profile"
FOR EACH ROW EXECUTE FUNCTION "governance"."keep_column_text"();
--> statement-breakpoint
DROP INDEX "governance"."entity_text_by_trigram";
--> statement-breakpoint
DROP INDEX "governance"."entity_text_by_name";
--> statement-breakpoint
TRUNCATE "governance"."entity_text";
--> statement-breakpoint
INSERT INTO "governance"."entity_text" ("tenant_id", "entity_type", "entity_id", "text", "canonical_key", "name")
SELECT entity."tenant_id", entity."entity_type", entity."id",
  "governance"."searchable_text"(entity."canonical_key", entity."name", entity."description", entity."owner")
    || E'\f' || "governance"."definition_words"(entity."definition", entity."dataset_column")
    || E'\f' || "governance"."tag_words"(entity."tenant_id", entity."entity_type", entity."canonical_key")
    || E'\f' || coalesce("governance"."column_words"(profile."columns"), ''),
  entity."canonical_key", entity."name"
FROM "governance"."mdm_entity" AS entity
LEFT JOIN "governance"."mdm_profile" AS profile ON profile."id" = entity."last_profile_id";
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
