import { expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import { startTestServer } from '../../support/server/test-server.ts';
import { openTestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

// On Postgres only: the embedded store runs one transaction at a time.
test('an entity that somebody holds does not hold up a pass: the others are reported, and it by the next pass', async () => {
  await using postgres = await openTestDatabase();
  const database = openPostgres({
    connectionString: postgres.connectionString,
    poolSize: 20,
    onIdleError: () => undefined,
  });
  await using server = await startTestServer({ database });
  await until('the pass at the start', () => server.logged.some(({ message }) => message === 'scheduler pass'));
  await database.exec(`
    INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
      dataset_schema, dataset_table, definition, created_at, updated_at)
    SELECT 'met_' || gen_random_uuid(), 'demo', 'METADATA', 'k' || n, 'u', 'n', 'tier1', 'ACTIVE', 1, 's', 't', '{}', now(), now()
    FROM generate_series(1, 3) n`);
  await database.transaction(async (tx) => {
    await tx.query(`UPDATE governance.mdm_entity SET name = 'changed' WHERE canonical_key = 'k2'`);
    const began = performance.now();
    expect(await server.reportDueProfiles()).toBe(2);
    // Far below the time after which a wait for a lock ends with an error.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
  // One of the others may have failed meanwhile, for its table does not exist, and be due again.
  await server.reportDueProfiles();
  const { rows } = await database.query(
    `SELECT canonical_key FROM governance.event_log WHERE type = 'metadata.profile.due' AND canonical_key = 'k2'`,
  );
  expect(rows).toHaveLength(1);
}, 60_000);
