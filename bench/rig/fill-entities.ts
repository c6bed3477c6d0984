import pg from 'pg';

export const TENANT = 'bench';
const ENTITIES = 1_000;

/** Fills a store with entities of which each has a profile of 12 columns and 3 rules, and a pending approval. */
export async function fillEntities(databaseUrl: string): Promise<void> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  await connection.query(`
    CREATE TEMP TABLE made AS
      SELECT n, 'met_' || gen_random_uuid() AS entity, 'prf_' || gen_random_uuid() AS profile,
        'sales.orders_' || lpad(n::text, 4, '0') AS key
      FROM generate_series(1, ${ENTITIES}) AS n;
    INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, description, tier, owner,
      status, version, dataset_schema, dataset_table, dataset_key_columns, definition, created_at, updated_at,
      last_profile_id, last_profiled_at, last_quality_score, profile_count)
    SELECT entity, '${TENANT}', 'METADATA', key, 'urn:mdm:metadata:' || key, 'Orders of region ' || n,
      'All orders that customers of the region have placed, one row for each line of an order.', 'tier2', 'anna',
      'ACTIVE', 1, 'sales', 'orders_' || n, '{id}', '{}', now(), now(), profile, now(), 98.2, 1
    FROM made;
    INSERT INTO governance.mdm_profile (id, tenant_id, entity_type, entity_id, number, run_id, created_at, row_count,
      duration_seconds, completeness, uniqueness, validity, quality_score, quality_grade, triggered_by, columns, rules)
    SELECT profile, '${TENANT}', 'METADATA', entity, 1, 'run_' || gen_random_uuid(), now(), 12345, 0.123, 98.1, 99.2,
      97.3, 98.2, 'A', '{"actorId": "etl", "actorType": "SYSTEM"}',
      (SELECT jsonb_agg(jsonb_build_object('name', 'column_' || c, 'dataType', 'integer', 'nullCount', c,
        'distinctCount', 1000 + c, 'min', '1', 'max', '99999')) FROM generate_series(1, 12) AS c),
      (SELECT jsonb_agg(jsonb_build_object('canonicalKey', 'rule_' || r, 'column', 'column_' || r, 'severity', 'MAJOR',
        'checked', 12345, 'passed', 12000)) FROM generate_series(1, 3) AS r)
    FROM made;
    INSERT INTO governance.approval (id, tenant_id, status, kind, entity_type, canonical_key, tier, entity_id,
      expected_version, change, diff, request_comment, requested_by, requested_at, created_event_id)
    SELECT 'apr_' || gen_random_uuid(), '${TENANT}', 'PENDING', 'UPDATE', 'METADATA', key, 'tier2', entity, 1,
      '{"name": "A new name", "description": "A new description"}',
      '[{"field": "name", "before": "\\"Orders\\"", "after": "\\"A new name\\""}]', 'Please.',
      '{"actorId": "anna", "actorType": "HUMAN"}', now(), gen_random_uuid()
    FROM made;
    ANALYZE governance.mdm_entity, governance.mdm_profile, governance.approval`);
  await connection.end();
}
