-- As in 0026, but what a tag marks is looked up one by one: a plan that was made when there were few entities read all of a
-- tenant's for each tag, and an import of tags took as long as the square of their number.
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
ALTER FUNCTION "governance"."tag_words"(text, text, text) SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off;
