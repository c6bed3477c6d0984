import { readMigrationFiles } from 'drizzle-orm/migrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { migrate } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Database } from '../../src/store/sql.ts';
import { openTestDatabase } from '../support/test-postgres.ts';

/** How many migrations the store of the last release had. */
const RELEASED = 2;

const STORES: readonly (readonly [string, () => Promise<Database>])[] = [
  ['PGlite', () => openPglite({})],
  [
    'Postgres',
    async () => {
      const server = await openTestDatabase();
      const { connectionString } = server;
      const database = openPostgres({ connectionString, poolSize: 2, onIdleError: () => undefined });
      return {
        ...database,
        async close() {
          await database.close();
          await server[Symbol.asyncDispose]();
        },
      };
    },
  ],
];

/** Requests of anna's, decided by bert: one that was applied, one that waits. */
const ROWS = `
  INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
    definition, created_at, updated_at)
  VALUES ('met_1', 'acme', 'METADATA', 'orders', 'urn:mdm:metadata:orders', 'Orders', 'tier1', 'ACTIVE', 1,
    '{}', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z');
  INSERT INTO governance.approval (id, tenant_id, status, kind, entity_type, canonical_key, tier, entity_id, change,
    diff, requested_by, requested_at, decided_by, decided_at, created_event_id, applied_at)
  SELECT 'apr_' || key, 'acme', status, 'CREATE', 'METADATA', key, 'tier1', entity_id,
    '{"name": "Orders", "tier": "tier1"}', '[{"field": "name", "before": null, "after": "\\"Orders\\""}]',
    '{"actorId": "anna", "actorType": "HUMAN"}', '2026-01-01T00:00:00Z',
    '{"actorId": "bert", "actorType": "HUMAN"}', '2026-01-02T00:00:00Z', gen_random_uuid(), applied_at::timestamptz
  FROM (VALUES
    ('orders', 'APPROVED', 'met_1', '2026-01-02T00:00:00Z'),
    ('waiting', 'PENDING', NULL, NULL)) AS row (key, status, entity_id, applied_at)`;

describe.each(STORES)('a store of the last release in %s', (_, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await database.exec('CREATE SCHEMA drizzle');
    await database.exec(
      'CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at numeric)',
    );
    for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder: 'src/store/migrations' }).slice(
      0,
      RELEASED,
    )) {
      for (const statement of sql) await database.query(statement);
      await database.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
        hash,
        String(folderMillis),
      ]);
    }
    await database.exec(ROWS);
    await migrate(database);
  }, 60_000);
  afterAll(() => database.close());

  test('gives each entity the owner that it would have had: who requested its creation', async () => {
    expect((await database.query('SELECT id, owner FROM governance.mdm_entity')).rows).toEqual([
      { id: 'met_1', owner: 'anna' },
    ]);
    const { rows } = await database.query(
      `SELECT change->>'owner' AS owner, diff->>-1 AS last FROM governance.approval ORDER BY id`,
    );
    expect(rows).toEqual([
      { owner: null, last: expect.stringContaining('name') as string },
      { owner: 'anna', last: '{"after": "\\"anna\\"", "field": "owner", "before": null}' },
    ]);
  });
});
