import pg from 'pg';

import { PAYLOAD } from './report-load.ts';

/** Binds an entity of each tenant to the table that is reported, with a fresh profile: a report is judged, and skipped. */
export async function bindTables(databaseUrl: string, tenants: number): Promise<void> {
  const { schema, table } = PAYLOAD.service;
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  await connection.query(`
    CREATE TEMP TABLE made AS
      SELECT 'tenant-' || n AS tenant, 'met_' || gen_random_uuid() AS entity, 'prf_' || gen_random_uuid() AS profile
      FROM generate_series(0, ${tenants - 1}) AS n;
    INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
      dataset_schema, dataset_table, definition, created_at, updated_at, last_profile_id, last_profiled_at,
      last_quality_score, profile_count)
    SELECT entity, tenant, 'METADATA', 'orders', 'urn:mdm:orders', 'Orders', 'tier2', 'ACTIVE', 1, '${schema}', '${table}',
      '{}', now(), now(), profile, now(), 98.2, 1
    FROM made;
    INSERT INTO governance.mdm_profile (id, tenant_id, entity_type, entity_id, number, run_id, created_at, row_count,
      duration_seconds, completeness, uniqueness, validity, quality_score, quality_grade, triggered_by, columns, rules)
    SELECT profile, tenant, 'METADATA', entity, 1, 'run_' || gen_random_uuid(), now(), 1000000, 0.1, 98.1, 99.2, 97.3, 98.2,
      'A', '{"actorId": "etl", "actorType": "SYSTEM"}', '[]', '[]'
    FROM made;
    ANALYZE governance.mdm_entity, governance.mdm_profile`);
  await connection.end();
}
