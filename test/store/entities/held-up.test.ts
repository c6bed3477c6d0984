import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database, Sql } from '../../../src/store/database/sql.ts';
import { lockEntity } from '../../../src/store/entities/entities.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { givingWay } from '../../../src/store/give-way.ts';
import { joinOrBegin } from '../../../src/store/profiling/profile-runs.ts';
import type { Transaction } from '../../../src/store/unit-of-work.ts';
import { type CompletedRun, endAll } from '../../../src/subscribers/profiling/end-runs.ts';
import type { ImportRow } from '../../../src/workflow/entities/entity-import.ts';
import { importEntities } from '../../../src/workflow/entities/import-entities.ts';
import { entityOf } from '../../support/lineage.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';
import { until } from '../../support/until.ts';

// The embedded database runs one transaction at a time: nobody holds anybody up.
const ORDERS = { schema: 'sales', table: 'orders', keyColumns: [] };
const ACTOR = { actorId: 'system.migration', actorType: 'SYSTEM' as const };
const cause = { id: '00000000-0000-4000-8000-000000000001', source: 'etl.pipeline' as const, correlationId: 'c' };
const MEASUREMENT = {
  ...{ rowCount: 10, distinctKeys: 10, rules: [] },
  columns: [{ name: 'amount', dataType: 'int', nullCount: 0, distinctCount: 1, min: null, max: null }],
};

let instance: TestInstance;
let database: Database;
beforeAll(async () => {
  instance = await openTestInstance(await openPostgresStore());
  ({ database } = instance.parts);
}, 60_000);
afterAll(() => instance[Symbol.asyncDispose]());
beforeEach(() => database.exec('DELETE FROM governance.mdm_entity; DELETE FROM governance.profile_run'));

/** Entities of one table, whose ids are in the order of these keys. */
async function insertAll(...keys: string[]): Promise<Entity[]> {
  const ids = keys.map(() => newId('METADATA')).sort();
  const entities = keys.map((key, place) => entityOf(key, { dataset: ORDERS, id: ids[place] ?? '' }));
  for (const entity of entities) await insertEntity(drizzleOn(database), entity);
  return entities;
}

/** Begins runs of these, and returns what ends them. */
async function begin(entities: readonly Entity[]): Promise<(tx: Transaction) => Promise<void>> {
  const { clock } = instance.parts;
  const completed: CompletedRun[] = [];
  for (const { id: entityId, entityType } of entities) {
    const run = {
      ...{ id: newId('RUN'), tenantId: 'demo', entityType, entityId, status: 'waiting' as const, triggerOffset: 1 },
      ...{ triggeredBy: ACTOR, createdAt: clock(), startedAt: clock(), finishedAt: null },
    };
    await joinOrBegin(drizzleOn(database), run);
    completed.push({ run, cause, dataset: ORDERS, rules: [], measurement: MEASUREMENT, durationSeconds: 1 });
  }
  return (tx) => endAll(tx, 'demo', { completed }, clock);
}

async function waiting(count: number): Promise<void> {
  await until(`${count} to wait`, async () => {
    const { rowCount } = await database.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount === count;
  });
}

function tagOn(marked: readonly Entity[]) {
  return { values: [], marks: marked.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey })) };
}

const holdText = (sql: Sql, { id }: Entity, how = '') =>
  sql.query(`SELECT FROM governance.entity_text WHERE entity_id = $1 FOR NO KEY UPDATE ${how}`, [id]);

const profiled = async () =>
  (
    await database.query(
      `SELECT entity.canonical_key FROM governance.mdm_entity AS entity JOIN governance.entity_text AS kept
         ON kept.entity_id = entity.id AND kept.last_quality_score = entity.last_quality_score
       WHERE entity.profile_count = 1 ORDER BY 1`,
    )
  ).rows.map((row) => (row as { canonical_key: string }).canonical_key);

function importing(rows: readonly { entityType: string; canonicalKey: string; content: object }[]) {
  return importEntities(instance.parts, {
    tenantId: 'demo',
    actor: ACTOR,
    rows: () => rows.map((value): ImportRow => ({ value })),
    onBadRow: 'REFUSE_ALL',
    reportBadRow: () => undefined,
  });
}
const metadata = (canonicalKey: string, name = canonicalKey) => ({
  ...{ entityType: 'METADATA', canonicalKey },
  content: { name, tier: 'TIER3', dataset: { schema: 'sales', table: 'orders', keyColumns: [] } },
});

test('the end of several runs and a tag on their entities lock the texts in one order', async () => {
  const entities = await insertAll('z', 'a');
  const [z, a] = entities;
  if (!z || !a) throw new Error('they are two');
  const end = await begin(entities);
  const ending = await database.transaction(async (sql) => {
    // As a tag does that is half-way.
    await holdText(sql, a);
    const ending = instance.parts.unitOfWork.transaction(end);
    ending.catch(() => undefined);
    await waiting(1);
    expect((await holdText(sql, z, 'SKIP LOCKED')).rowCount).toBe(1);
    await insertEntity(drizzleOn(sql), entityOf('gold', { entityType: 'TAG', definition: { tag: tagOn([z, a]) } }));
    return { ending };
  });
  await ending.ending;
  expect(await profiled()).toEqual(['a', 'z']);
});

test('the end of several runs lets go of what it has while another transaction holds the rest', async () => {
  const entities = await insertAll('first', 'second');
  const [first, second] = entities;
  if (!first || !second) throw new Error('they are two');
  const end = await begin(entities);
  const { ending } = await database.transaction(async (sql) => {
    const tx = drizzleOn(sql);
    await lockEntity(tx, 'demo', second.id);
    const ending = givingWay(instance.parts.unitOfWork, end);
    ending.catch(() => undefined);
    await waiting(1);
    await until(
      'the first to be free',
      async () => {
        const { rowCount } = await database.query(
          'SELECT FROM governance.mdm_entity WHERE id = $1 FOR UPDATE SKIP LOCKED',
          [first.id],
        );
        return rowCount === 1;
      },
      10_000,
    );
    await lockEntity(tx, 'demo', first.id);
    return { ending };
  });
  await ending;
  expect(await profiled()).toEqual(['first', 'second']);
});

test(
  'an entity that an import tags gets its new profile while the import changes others',
  { timeout: 60_000 },
  async () => {
    const [changed, marked] = await insertAll('changed', 'marked');
    if (!changed || !marked) throw new Error('they are two');
    const end = await begin([marked]);
    const others = Array.from({ length: 500 }, (_, number) => metadata(`other_${number}`));
    const tag = {
      entityType: 'TAG',
      canonicalKey: 'pii',
      content: { name: 'pii', tier: 'TIER3', tag: tagOn([marked]) },
    };
    const { done } = await database.transaction(async (sql) => {
      await lockEntity(drizzleOn(sql), 'demo', changed.id);
      const done = importing([tag, ...others, metadata('changed', 'Changed'), metadata('marked', 'Marked')]);
      done.catch(() => undefined);
      await waiting(1);
      await instance.parts.unitOfWork.transaction(end);
      expect(await profiled()).toEqual(['marked']);
      return { done };
    });
    expect(await done).toMatchObject({ kind: 'done', created: 501, updated: 2 });
    const { rows } = await database.query(
      `SELECT split_part(text, E'\\f', 3) AS tags, split_part(text, E'\\f', 4) AS columns, name, last_quality_score AS score
     FROM governance.entity_text WHERE entity_id = $1`,
      [marked.id],
    );
    expect(rows).toEqual([{ tags: 'pii pii', columns: 'amount', name: 'Marked', score: 100 }]);
  },
);

test('an import in a deadlock is refused, and changes nothing', { timeout: 60_000 }, async () => {
  const entities = await insertAll('first', 'second', 'third');
  const [first, second, third] = entities;
  if (!first || !second || !third) throw new Error('they are three');
  const { outcome } = await database.transaction(async (sql) => {
    const tx = drizzleOn(sql);
    await lockEntity(tx, 'demo', third.id);
    // The other one never looks for a deadlock.
    await sql.query(`SET LOCAL deadlock_timeout = '1min'`);
    const { outcome, locked } = await database.transaction(async (other) => {
      await lockEntity(drizzleOn(other), 'demo', second.id);
      const outcome = importing(entities.map(({ canonicalKey }) => metadata(canonicalKey, 'New')));
      outcome.catch(() => undefined);
      await waiting(1);
      const locked = lockEntity(tx, 'demo', first.id);
      await waiting(2);
      return { outcome, locked };
    });
    await locked;
    return { outcome };
  });
  expect(await outcome).toMatchObject({ kind: 'conflict' });
  const { rows } = await database.query('SELECT DISTINCT version FROM governance.mdm_entity');
  expect(rows).toEqual([{ version: 1 }]);
});
