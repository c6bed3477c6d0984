import { eq } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { openPglite } from '../../../src/store/database/embedded/pglite.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { pageOfVersions } from '../../../src/store/entities/entity-versions.ts';
import { pageOfEntities } from '../../../src/store/entities/list/entity-pages.ts';
import { createEventLog } from '../../../src/store/log/event-log.ts';
import { eventLog } from '../../../src/store/log/tables.ts';
import { openEmptyDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

/** How many migrations the store of the last release had. */
const RELEASED = 2;

const STORES: readonly (readonly [string, () => Promise<Database>])[] = [
  ['PGlite', () => openPglite({})],
  [
    'Postgres',
    async () => {
      const server = await openEmptyDatabase();
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

/** Requests of anna's, decided by bert: three that were applied one after the other, one that waits. */
const ROWS = `
  INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
    definition, created_at, updated_at)
  VALUES ('kpi_1', 'acme', 'KPI', 'orders', 'urn:mdm:kpi:orders', 'Orders', 'tier1', 'DEPRECATED', 3,
    '{"kpi": {"formula": "b"}}', '2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z');
  INSERT INTO governance.approval (id, tenant_id, status, kind, entity_type, canonical_key, tier, entity_id,
    expected_version, change, diff, requested_by, requested_at, decided_by, decided_at, created_event_id, applied_at)
  SELECT id, 'acme', status, kind, 'KPI', key, 'tier1', entity_id, expected_version, change::jsonb,
    '[{"field": "name", "before": null, "after": "\\"Orders\\""}]',
    '{"actorId": "anna", "actorType": "HUMAN"}', '2026-01-01T00:00:00Z',
    '{"actorId": "bert", "actorType": "HUMAN"}', '2026-01-02T00:00:00Z', gen_random_uuid(), applied_at::timestamptz
  FROM (VALUES
    ('apr_1', 'APPROVED', 'CREATE', 'orders', 'kpi_1', NULL,
      '{"name": "Orders", "tier": "tier1", "kpi": {"formula": "a"}}', '2026-01-02T00:00:00Z'),
    ('apr_2', 'APPROVED', 'UPDATE', 'orders', 'kpi_1', 1,
      '{"name": "All orders", "kpi": {"formula": "b"}}', '2026-01-03T00:00:00Z'),
    ('apr_3', 'APPROVED', 'DEPRECATE', 'orders', 'kpi_1', 2, '{}', '2026-01-04T00:00:00Z'),
    ('apr_4', 'REJECTED', 'UPDATE', 'orders', 'kpi_1', 1, '{"name": "Never"}', NULL),
    ('apr_5', 'PENDING', 'CREATE', 'waiting', NULL, NULL, '{"name": "Orders", "tier": "tier1"}', NULL)
  ) AS row (id, status, kind, key, entity_id, expected_version, change, applied_at);
  INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
    dataset_schema, dataset_table, definition, created_at, updated_at)
  SELECT 'met_' || key, 'acme', 'METADATA', key, 'urn:' || key, 'Name of ' || key, 'tier1', 'ACTIVE', 1, 'sales', key, '{}',
    '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'
  FROM unnest(ARRAY['failed', 'forgotten', 'mended', 'open']) AS key;
  INSERT INTO governance.profile_run (id, tenant_id, entity_type, entity_id, status, trigger_offset, triggered_by, created_at,
    finished_at)
  SELECT id, 'acme', 'METADATA', 'met_' || key, status, 1, '{}', '2026-01-03T00:00:00Z', finished_at::timestamptz
  FROM (VALUES
    ('run_1', 'failed', 'completed', '2026-01-04T00:00:00Z'), ('run_2', 'failed', 'failed', '2026-01-05T00:00:00.123Z'),
    ('run_3', 'forgotten', 'failed', '2026-01-05T00:00:00Z'),
    ('run_4', 'mended', 'failed', '2026-01-04T00:00:00Z'), ('run_5', 'mended', 'completed', '2026-01-05T00:00:00Z'),
    ('run_6', 'open', 'waiting', NULL)
  ) AS run (id, key, status, finished_at);
  INSERT INTO governance.event_log (tenant_id, stream_offset, id, type, source, created_at, correlation_id, event)
  VALUES ('acme', 1, gen_random_uuid(), 'metadata.profile.failed', 'metadata-studio.api', '2026-01-05T00:00:00.123Z', 'c',
    '{"payload": {"entityId": "met_failed", "errorCode": "TABLE_MISSING", "errorMessage": "It is gone."}}')`;

/** Of five events, retention has removed the first two. */
const EVENTS = `
  INSERT INTO governance.event_stream (tenant_id, last_offset, trimmed_through) VALUES ('beta', 5, 2);
  INSERT INTO governance.event_log (tenant_id, stream_offset, id, type, source, created_at, correlation_id, event,
    appended_at)
  SELECT 'beta', stream_offset, gen_random_uuid(), 'data.refreshed', 'etl.pipeline', created_at::timestamptz, 'one', '{}',
    '2026-01-05T00:00:00Z'
  FROM (VALUES (3, '2026-01-03T00:00:00Z'), (4, '2026-01-02T00:00:00Z'), (5, '2026-01-04T00:00:00Z'))
    AS row (stream_offset, created_at)`;

const MIGRATIONS = readMigrationFiles({ migrationsFolder: 'src/store/database/migrations' });

/** Leaves the store as the first migrations, so many of them, have made it. */
async function migrateThrough(database: Database, count: number): Promise<void> {
  await database.exec('CREATE SCHEMA drizzle');
  await database.exec(
    'CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at numeric)',
  );
  for (const { sql, hash, folderMillis } of MIGRATIONS.slice(0, count)) {
    for (const statement of sql) await database.query(statement);
    await database.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
      hash,
      String(folderMillis),
    ]);
  }
}

describe.each(STORES)('a store of the last release in %s', (_, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await migrateThrough(database, RELEASED);
    await database.exec(ROWS);
    await database.exec(EVENTS);
    await migrate(database);
  }, 60_000);
  afterAll(() => database.close());

  test('gives each entity the owner that it would have had: who requested its creation', async () => {
    const query = `SELECT id, owner FROM governance.mdm_entity WHERE entity_type = 'KPI'`;
    expect((await database.query(query)).rows).toEqual([{ id: 'kpi_1', owner: 'anna' }]);
    const { rows } = await database.query(
      `SELECT change->>'owner' AS owner, diff->>-1 AS last FROM governance.approval WHERE status <> 'REJECTED' ORDER BY id`,
    );
    const other = { owner: null, last: expect.stringContaining('name') as string };
    expect(rows).toEqual([
      other,
      other,
      other,
      { owner: 'anna', last: '{"after": "\\"anna\\"", "field": "owner", "before": null}' },
    ]);
  });

  test('has the history of its entities, from the requests that were applied', async () => {
    const content = { description: null, tier: 'tier1', owner: 'anna', dataset: null };
    const versions = await pageOfVersions(drizzleOn(database), 'acme', 'kpi_1', { limit: 10, backwards: true });
    const second = { ...content, name: 'All orders', definition: { kpi: { formula: 'b' } } };
    expect(versions).toMatchObject([
      {
        version: 1,
        kind: 'CREATE',
        approvalId: 'apr_1',
        content: { ...content, name: 'Orders', definition: { kpi: { formula: 'a' } } },
      },
      { version: 2, kind: 'UPDATE', approvalId: 'apr_2', content: second },
      { version: 3, kind: 'DEPRECATE', approvalId: 'apr_3', content: second },
    ]);
    expect(versions[0]).toMatchObject({
      origin: 'APPROVAL',
      requestedBy: { actorId: 'anna' },
      decidedBy: { actorId: 'bert' },
      changedAt: new Date('2026-01-02T00:00:00Z'),
      diff: [{ field: 'name' }],
    });
  });

  test('knows which entities are being profiled and which fail, and why, as far as the log has it', async () => {
    const { rows } = await database.query(`SELECT canonical_key AS key, open_run_id AS run, failure_code AS code,
      failure_message AS message, failed_at IS NOT NULL AS fails, due_group AS due FROM governance.mdm_entity ORDER BY 1`);
    const none = { run: null, code: null, message: null, fails: false, due: 'never' };
    const unknown = { code: 'UNKNOWN', message: 'The reason was not recorded.', fails: true };
    expect(rows).toEqual([
      { ...none, key: 'failed', code: 'TABLE_MISSING', message: 'It is gone.', fails: true },
      { ...none, key: 'forgotten', ...unknown },
      { ...none, key: 'mended' },
      { ...none, key: 'open', run: 'run_6' },
      { ...none, key: 'orders', due: 'unmeasured' },
    ]);
  });

  test('finds its entities by what is written of them', async () => {
    const query = { search: 'NAME forg' };
    const page = await pageOfEntities(drizzleOn(database), 'acme', { query }, { limit: 10, backwards: false });
    expect(page.map(({ entity }) => entity.id)).toEqual(['met_forgotten']);
  });

  test('knows the place of a moment among its events, and refuses one of which events may have been removed', async () => {
    const { latestAt, owner, tags } = eventLog;
    const rows = await drizzleOn(database)
      .select({ latestAt, owner, tags })
      .from(eventLog)
      .where(eq(eventLog.tenantId, 'beta'))
      .orderBy(eventLog.offset);
    const none = { owner: null, tags: null };
    expect(rows).toEqual([
      { ...none, latestAt: new Date('2026-01-03T00:00:00Z') },
      { ...none, latestAt: new Date('2026-01-03T00:00:00Z') },
      { ...none, latestAt: new Date('2026-01-04T00:00:00Z') },
    ]);
    const log = createEventLog(database);
    await expect(log.positionAt('beta', new Date('2026-01-05T00:00:00Z'))).rejects.toThrow('Retention');
    expect((await log.positionAt('beta', new Date('2026-01-05T00:00:00.001Z'))).offset).toBe(5);
  });
});

describe('an upgrade beside an instance that is at work', () => {
  /** Migrations of the store before its texts sort themselves in every order. */
  const BEFORE_TEXTS = 31;
  const ENTITY = `
    INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version,
      definition, created_at, updated_at)
    VALUES ('met_1', 'acme', 'METADATA', 'orders', 'urn:orders', 'Orders', 'tier1', 'ACTIVE', 1, '{}', now(), now())`;
  const RENAME = `UPDATE governance.mdm_entity SET name = 'All orders' WHERE id = 'met_1'`;

  async function openBefore() {
    const server = await openEmptyDatabase();
    const options = { connectionString: server.connectionString, onIdleError: () => undefined };
    const database = openPostgres({ ...options, poolSize: 2 });
    const older = openPostgres({ ...options, poolSize: 2 });
    await migrateThrough(database, BEFORE_TEXTS);
    await database.exec(ENTITY);
    return {
      database,
      older,
      async [Symbol.asyncDispose]() {
        await older.close();
        await database.close();
        await server[Symbol.asyncDispose]();
      },
    };
  }

  async function untilItWaits(database: Database): Promise<void> {
    await until('the upgrade to wait for a table', async () => {
      const { rows } = await database.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation'`);
      return rows.length > 0;
    });
  }

  test.each([
    ['locks an entity and then changes it', `SELECT FROM governance.mdm_entity FOR UPDATE`, RENAME],
    ['reads the texts and then changes an entity', 'SELECT FROM governance.entity_text', RENAME],
  ])('waits for a transaction that %s', async (_, first, second) => {
    await using stores = await openBefore();
    const { database, older } = stores;
    let upgrade: Promise<void> | undefined;
    await older.transaction(async (sql) => {
      await sql.query(first);
      upgrade = migrate(database);
      await untilItWaits(older);
      await sql.query(second);
    });
    await upgrade;
    const page = await pageOfEntities(
      drizzleOn(database),
      'acme',
      { query: { search: 'all orders' } },
      { limit: 10, backwards: false },
    );
    expect(page.map(({ entity }) => entity.id)).toEqual(['met_1']);
  });
});
