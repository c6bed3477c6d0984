import type { Database } from '../../src/store/database/sql.ts';

const DUE_TENANTS = 10;

export interface DueSize {
  entities: number;
  due: number;
  /** Whether those that are due are of all tiers. If not, they are of the first. */
  isSpread?: boolean;
}

/** Fills a store with entities of ten tenants, all with a dataset and a profile; so many of them are stale. */
export async function fillDueEntities(database: Database, { entities, due, isSpread }: DueSize): Promise<void> {
  const oneIn = entities / due;
  const isDue = `n / ${DUE_TENANTS} % ${oneIn} = ${isSpread ? `n / ${DUE_TENANTS} / ${oneIn} % 5` : '0'}`;
  // The text that the search looks through takes far longer than all the rest, and no pass reads it.
  await database.query('ALTER TABLE governance.mdm_global_metadata DISABLE TRIGGER USER');
  for (let first = 0; first < entities; first += ROWS_PER_STATEMENT) {
    const last = Math.min(first + ROWS_PER_STATEMENT, entities) - 1;
    await database.query(fill(first, last, isDue));
  }
  await database.query('ALTER TABLE governance.mdm_global_metadata ENABLE TRIGGER USER');
  await database.query('VACUUM (ANALYZE) governance.mdm_global_metadata');
  await database.query('ANALYZE governance.mdm_entity');
}

const ROWS_PER_STATEMENT = 250_000;

function fill(first: number, last: number, isDue: string): string {
  return `
    INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, description, tier, owner, status,
      version, dataset_schema, dataset_table, dataset_key_columns, definition, created_at, updated_at, last_profile_id,
      last_profiled_at, last_quality_score, profile_count)
    SELECT 'met_' || gen_random_uuid(), 'tenant-' || n % ${DUE_TENANTS}, 'METADATA', 'sales.orders_' || n, 'urn:mdm:metadata:' || n,
      'Orders of region ' || n, 'All orders that customers of the region have placed.', 'tier' || 1 + n / 10 % 5, 'owner_' || n % 97, 'ACTIVE', 1,
      'sales', 'orders_' || n, '{id}', '{}', now() - interval '400 days', now(), 'prf_' || n,
      CASE WHEN ${isDue} THEN now() - interval '100 days' - n * interval '1s'
        ELSE now() - n % 86400 * interval '1s' END, 98.2, 1
    FROM generate_series(${first}, ${last}) AS n`;
}
