DO $$
BEGIN
  EXECUTE format(
    'CREATE INDEX "entity_text_by_name" ON "governance"."entity_text" USING gin (split_part("text", E''\t'', 1) %I.gin_trgm_ops) WITH (gin_pending_list_limit = 512)',
    (SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'));
END $$;
