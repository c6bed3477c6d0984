import { readMigrationFiles } from 'drizzle-orm/migrator';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import type { LineageDirection } from '../../../src/domain/lineage/lineage.ts';
import type { LineageWalk } from '../../../src/domain/lineage/lineage-walk.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { insertEntity, updateEntity } from '../../../src/store/entities/write/write-entities.ts';
import { walkLineage } from '../../../src/store/lineage/lineage-walk.ts';
import { entityOf, kpiOf, lineageFieldOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';

describe.each(STORES)('lineage on %s', (_, openStore) => {
  let database: Database;
  let keys: Map<string, string>;

  beforeAll(async () => {
    database = await openStore();
    await migrate(database);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.exec('DELETE FROM governance.lineage_edge; DELETE FROM governance.mdm_entity');
    keys = new Map();
  });

  async function insert(...entities: Entity[]): Promise<void> {
    await database.transaction(async (sql) => {
      for (const entity of entities) {
        keys.set(entity.id, entity.canonicalKey);
        await insertEntity(drizzleOn(sql), entity);
      }
    });
  }

  /** Metadata of these names, and lineage fields between them: `a>b`. */
  async function insertGraph(...edges: string[]): Promise<void> {
    const ends = edges.map((edge) => edge.split('>'));
    await insert(
      ...[...new Set(ends.flat())].map((key) => entityOf(key)),
      ...ends.map(([from = '', to = '']) => lineageFieldOf(from, to)),
    );
  }

  async function follow(
    key: string,
    { direction = 'downstream', ...walk }: { direction?: LineageDirection } & Partial<LineageWalk> = {},
  ): Promise<{ ways: string[]; truncated: boolean }> {
    const origins = [{ entityType: 'METADATA' as const, canonicalKey: key }];
    const asked = { origins, includesOrigins: false, depth: 3, limit: 100, ...walk };
    const [answer] = await walkLineage(drizzleOn(database), 'demo', direction, [asked]);
    if (!answer) throw new Error('no answer');
    for (const { distance, path, entityId } of answer.nodes) {
      expect(path).toHaveLength(distance);
      if (distance > 0) expect(path.at(-1)?.entityId).toBe(entityId);
    }
    const ways = answer.nodes.map(({ path }) => path.map(({ entityId }) => keys.get(entityId)).join(' '));
    return { ways, truncated: answer.truncated };
  }

  test('each entity is found once, by its shortest way, the nearest first; among equal ways that over the first names', async () => {
    await insertGraph('a>c', 'a>b', 'b>d', 'c>d', 'd>e', 'b>e');
    expect(await follow('a')).toEqual({ ways: ['b', 'c', 'b d', 'b e'], truncated: false });
    expect((await follow('e', { direction: 'upstream' })).ways).toEqual(['b', 'd', 'b a', 'd c']);
  });

  test('a circle is gone round once, and does not lead back to where it began', async () => {
    await insertGraph('a>b', 'b>c', 'c>a', 'c>c', 'c>d');
    expect((await follow('a', { depth: 10 })).ways).toEqual(['b', 'b c', 'b c d']);
    expect((await follow('a', { depth: 10, direction: 'upstream' })).ways).toEqual(['c', 'c b']);
  });

  test('no step is taken beyond the depth', async () => {
    await insertGraph('a>b', 'b>c', 'c>d');
    expect((await follow('a', { depth: 1 })).ways).toEqual(['b']);
    expect((await follow('a', { depth: 2 })).ways).toEqual(['b', 'b c']);
    expect(await follow('a', { depth: 2, limit: 2 })).toEqual({ ways: ['b', 'b c'], truncated: false });
  });

  test('beyond the limit the nearest are answered, in the same order as without one, and it is said that there are more', async () => {
    await insertGraph('a>b', 'a>c', 'a>d', 'b>e', 'd>f', 'e>g');
    const { ways } = await follow('a');
    for (let limit = 1; limit <= ways.length; limit++) {
      expect(await follow('a', { limit })).toEqual({ ways: ways.slice(0, limit), truncated: limit < ways.length });
    }
  });

  test('a KPI is made from the metadata that it is computed from, named once or twice', async () => {
    await insert(entityOf('a'), entityOf('b'), kpiOf('k', ['a', 'b', 'a']));
    expect((await follow('a')).ways).toEqual(['k']);
    const origins = [{ entityType: 'KPI' as const, canonicalKey: 'k' }];
    expect((await follow('k', { origins, direction: 'upstream' })).ways).toEqual(['a', 'b']);
  });

  test('the migration writes the edges of the KPIs that were there before', async () => {
    await insert(kpiOf('k', ['a', 'b', 'a']), kpiOf('gone', ['a'], { status: 'DEPRECATED' }), kpiOf('none', []));
    const edges = () => database.query('SELECT * FROM governance.lineage_edge ORDER BY from_key');
    const { rows } = await edges();
    expect(rows).toHaveLength(2);
    await database.exec('DELETE FROM governance.lineage_edge');
    const migration = readMigrationFiles({ migrationsFolder: 'src/store/database/migrations' })
      .flatMap(({ sql }) => sql)
      .find((statement) => statement.includes('INSERT INTO "governance"."lineage_edge"'));
    await database.exec(migration ?? '');
    expect((await edges()).rows).toEqual(rows);
  });

  test('a step tells what says so, between which columns, and what is done on the way', async () => {
    const field = lineageFieldOf('a.amount', 'b.total', { transformation: 'sum per day' });
    const whole = lineageFieldOf('b', 'c');
    await insert(entityOf('a'), entityOf('b'), entityOf('c'), field, whole);
    const walk = { includesOrigins: false, depth: 3, limit: 10 };
    const origins = [{ entityType: 'METADATA' as const, canonicalKey: 'a' }];
    const [answer] = await walkLineage(drizzleOn(database), 'demo', 'downstream', [{ ...walk, origins }]);
    expect(answer?.nodes[1]?.path).toMatchObject([
      { viaId: field.id, fromColumn: 'amount', toColumn: 'total', transformation: 'sum per day' },
      { viaId: whole.id, fromColumn: null, toColumn: null, transformation: null },
    ]);
  });

  test('entities bound to one table are not linked by that', async () => {
    const dataset = { schema: 's', table: 't', keyColumns: [] };
    const rule = { ...dataset, column: 'c' };
    await insert(
      entityOf('a', { dataset }),
      entityOf('b', { dataset }),
      entityOf('rule', { entityType: 'BUSINESS_RULE', dataset: rule }),
    );
    expect((await follow('a')).ways).toEqual([]);
  });

  test('what is made later is found, and until then nothing leads through it', async () => {
    await insert(entityOf('a'), entityOf('c'), lineageFieldOf('a', 'b'), lineageFieldOf('b', 'c'));
    expect((await follow('a')).ways).toEqual([]);
    await insert(entityOf('b'));
    expect((await follow('a')).ways).toEqual(['b', 'b c']);
    expect((await follow('nowhere')).ways).toEqual([]);
  });

  test('a changed lineage field or KPI says something else, and a deprecated one nothing', async () => {
    const field = lineageFieldOf('a', 'b');
    const kpi = kpiOf('k', ['a']);
    await insert(entityOf('a'), entityOf('b'), entityOf('c'), field, kpi);
    expect((await follow('a')).ways).toEqual(['k', 'b']);
    const db = drizzleOn(database);
    await updateEntity(db, { ...field, definition: lineageFieldOf('a', 'c').definition });
    await updateEntity(db, { ...kpi, definition: kpiOf('k', ['c']).definition });
    expect((await follow('a')).ways).toEqual(['c', 'c k']);
    await updateEntity(db, { ...field, status: 'DEPRECATED' });
    expect((await follow('a')).ways).toEqual([]);
    await updateEntity(db, { ...kpi, status: 'DEPRECATED' });
    expect((await follow('c')).ways).toEqual([]);
  });

  test('a deprecated entity is still on the way: what is made from it is made from it', async () => {
    await insertGraph('a>b', 'b>c');
    await insert(
      entityOf('d', { status: 'DEPRECATED' }),
      lineageFieldOf('a', 'd'),
      lineageFieldOf('d', 'e'),
      entityOf('e'),
    );
    expect((await follow('a')).ways).toEqual(['b', 'd', 'b c', 'd e']);
  });

  test('nothing of another tenant is stepped on or stepped over', async () => {
    await insertGraph('a>b', 'b>c');
    const acme = { tenantId: 'acme' };
    await insert(
      ...['a', 'b', 'x', 'y'].map((key) => entityOf(key, acme)),
      ...[lineageFieldOf('a', 'x', acme), lineageFieldOf('b', 'y', acme), lineageFieldOf('a', 'z', acme)],
      entityOf('z'),
    );
    expect((await follow('a')).ways).toEqual(['b', 'b c']);
  });

  test('many walks of one statement are answered each by its own depth, limit and origins', async () => {
    await insertGraph('a>b', 'b>c', 'c>d', 'x>c');
    const named = (...names: string[]) => names.map((key) => ({ entityType: 'METADATA' as const, canonicalKey: key }));
    const answers = await walkLineage(drizzleOn(database), 'demo', 'downstream', [
      { origins: named('a'), includesOrigins: false, depth: 1, limit: 100 },
      { origins: [], includesOrigins: true, depth: 3, limit: 100 },
      { origins: named('a', 'x'), includesOrigins: true, depth: 2, limit: 3 },
      { origins: named('missing', 'b'), includesOrigins: true, depth: 10, limit: 100 },
    ]);
    const found = answers.map(({ nodes, truncated }) => ({
      names: nodes.map(({ entityId, distance }) => `${keys.get(entityId)}${distance}`).join(' '),
      truncated,
    }));
    expect(found).toEqual([
      { names: 'b1', truncated: false },
      { names: '', truncated: false },
      { names: 'a0 x0 b1', truncated: true },
      { names: 'b0 c1 d2', truncated: false },
    ]);
  });

  test('any graph is walked as a search by hand walks it', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const name = fc.constantFrom(...names);
    const graph = fc.uniqueArray(fc.tuple(name, name), { maxLength: 24, selector: (edge) => edge.join('>') });
    await fc.assert(
      fc.asyncProperty(
        graph,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 8 }),
        async (edges, depth, limit) => {
          await database.exec('DELETE FROM governance.lineage_edge; DELETE FROM governance.mdm_entity');
          await insert(...names.map((key) => entityOf(key)), ...edges.map(([from, to]) => lineageFieldOf(from, to)));
          const expected = searchByHand(edges, depth);
          expect(await follow('a', { depth, limit })).toEqual({
            ways: expected.slice(0, limit),
            truncated: expected.length > limit,
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** Breadth first from `a`: the ways, in order. */
function searchByHand(edges: readonly (readonly [string, string])[], depth: number): string[] {
  const ways = new Map([['a', '']]);
  let level = ['a'];
  for (let distance = 1; distance <= depth; distance++) {
    const next = new Map<string, string>();
    for (const from of level.toSorted()) {
      for (const [, to] of edges.filter(([near]) => near === from)) {
        if (!ways.has(to) && !next.has(to)) next.set(to, `${ways.get(from)} ${to}`.trim());
      }
    }
    level = [...next.keys()].sort();
    for (const to of level) ways.set(to, next.get(to) ?? '');
  }
  return [...ways.values()].slice(1);
}
