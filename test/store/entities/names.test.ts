import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { findEntitiesByName, findEntity, holdEntity } from '../../../src/store/entities/entities.ts';
import { createImportStaging } from '../../../src/store/entities/write/import-staging.ts';
import {
  insertEntity,
  releaseName,
  updateEntity,
  writeEntities,
} from '../../../src/store/entities/write/write-entities.ts';
import { findLineageGraph } from '../../../src/store/lineage/lineage-graph.ts';
import { walkLineage } from '../../../src/store/lineage/lineage-walk.ts';
import { entityOf, lineageFieldOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const NAME = { entityType: 'METADATA', canonicalKey: 'again' } as const;

describe.each(STORES)('a name that is used again, on %s', (_, openStore) => {
  let database: Database;
  let instance: TestInstance;
  /** In the order in which they had the name. */
  let all: [Entity, Entity, Entity];

  beforeAll(async () => {
    database = await openStore();
    instance = await openTestInstance(database);
    const db = drizzleOn(database);
    all = [
      entityOf('again', { owner: 'one' }),
      entityOf('again', { owner: 'two' }),
      entityOf('again', { owner: 'three' }),
    ];
    for (const entity of all) {
      await insertEntity(db, entity);
      if (entity === all[2]) continue;
      await updateEntity(db, { ...entity, status: 'DEPRECATED' });
      await releaseName(db, entity);
    }
    for (const entity of [entityOf('source'), entityOf('target')]) await insertEntity(db, entity);
    await insertEntity(db, lineageFieldOf('source', 'again'));
    await insertEntity(db, lineageFieldOf('again', 'target'));
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  test.each(['ACTIVE', 'DEPRECATED'] as const)('leads to the last one, which is %s', async (status) => {
    const db = drizzleOn(database);
    const [, , last] = all;
    await updateEntity(db, { ...last, status });
    expect(await findEntity(db, 'demo', 'METADATA', 'again')).toMatchObject({ id: last.id, status });
    expect((await holdEntity(db, 'demo', 'METADATA', 'again'))?.id).toBe(last.id);
    expect((await findEntitiesByName(db, 'demo', [NAME])).map(({ id }) => id)).toEqual([last.id]);
  });

  test('can be given to one entity at a time', async () => {
    await expect(insertEntity(drizzleOn(database), entityOf('again'))).rejects.toThrow();
    await expect(database.transaction((sql) => writeEntities(drizzleOn(sql), [entityOf('again')]))).rejects.toThrow();
  });

  test('is one place in the lineage', async () => {
    const db = drizzleOn(database);
    const walk = { depth: 3, limit: 100, includesOrigins: false };
    const origins = ['source', 'again'].map((canonicalKey) => [{ entityType: 'METADATA' as const, canonicalKey }]);
    const answers = await walkLineage(
      db,
      'demo',
      'downstream',
      origins.map((one) => ({ ...walk, origins: one })),
    );
    const [, , last] = all;
    expect(answers.map(({ nodes }) => nodes.map(({ entityId }) => entityId))).toEqual([
      [last.id, expect.any(String)],
      [expect.any(String)],
    ]);
    const place = { ...NAME, column: null };
    const graph = await findLineageGraph(db, 'demo', {
      upstreamOf: [place],
      downstreamOf: [place],
      upstream: 3,
      downstream: 3,
      limit: 100,
      isByColumn: false,
    });
    expect(graph.nodes.filter(({ distance }) => distance === 0).map(({ entityId }) => entityId)).toEqual([last.id]);
    expect(graph.nodes).toHaveLength(3);
    expect(graph.edges).toHaveLength(2);
  });

  test('gives events its owner', async () => {
    const actor = { actorId: 'anna', actorType: 'HUMAN' as const };
    const event = createEvent({
      type: 'metadata.deprecated',
      tenantId: 'demo',
      source: 'metadata-studio.approval',
      createdAt: new Date(),
      payload: {
        ...NAME,
        entityId: all[0].id,
        tier: 'tier3',
        deprecatedBy: actor,
        deprecatedAt: new Date().toISOString(),
      },
    });
    const { unitOfWork, log } = instance.parts;
    await unitOfWork.transaction((tx) => {
      tx.emit(event);
      return Promise.resolve();
    });
    const found = await log.page('demo', { filter: { owners: ['three'] }, limit: 10, newestFirst: false });
    expect(found.map((entry) => entry.event?.id)).toEqual([event.id]);
  });

  test('can be mentioned by an import, and its owner be kept', async () => {
    await database.transaction(async (sql) => {
      const staging = await createImportStaging(drizzleOn(sql));
      const content = { name: 'Sum', tier: 'tier3', owner: 'three' } as const;
      const kpi = { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom: ['again'] } as const;
      await staging.add([
        {
          number: 1,
          entityType: 'KPI',
          canonicalKey: 'sum',
          content: { ...content, kpi: { ...kpi, computedFrom: ['again'] } },
        },
        { ...NAME, number: 2, content },
      ]);
      await staging.finishAdding();
      const dangling: object[] = [];
      for await (const page of staging.removeDangling('demo', { inTurn: true, limit: 10 })) dangling.push(...page);
      expect(dangling).toEqual([]);
    });
  });
});
