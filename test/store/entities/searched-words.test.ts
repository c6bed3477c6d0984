import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import { type Db, drizzleOn } from '../../../src/store/database/drizzle.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import type { EntityQuery } from '../../../src/store/entities/entity-condition.ts';
import { rankOrder } from '../../../src/store/entities/list/entity-orders.ts';
import { countEntities, pageOfEntities } from '../../../src/store/entities/list/entity-pages.ts';
import { insertEntity, updateEntity, writeEntities } from '../../../src/store/entities/write/write-entities.ts';
import { insertProfiles } from '../../../src/store/profiling/profiles.ts';
import { entityOf, lineageFieldOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';

describe.each(STORES)('what a search finds on %s', (_, openStore) => {
  let database: Database;
  let db: Db;

  beforeAll(async () => {
    database = await openStore();
    await migrate(database);
    db = drizzleOn(database);
  });
  afterAll(() => database.close());

  async function found(search: string): Promise<string[]> {
    const order = rankOrder('demo', search);
    const page = await pageOfEntities(db, 'demo', { query: { search }, order }, { limit: 10, backwards: false });
    return page.map(({ entity }) => entity.canonicalKey);
  }

  function tagOf(canonicalKey: string, marks: readonly Entity[], init: Partial<Entity> = {}): Entity {
    const named = marks.map((marked) => ({ entityType: marked.entityType, canonicalKey: marked.canonicalKey }));
    return entityOf(canonicalKey, { ...init, entityType: 'TAG', definition: { tag: { values: [], marks: named } } });
  }

  async function profile({ id, entityType }: Entity, number: number, columns: readonly string[]): Promise<void> {
    const figures = { dataType: 'integer', nullCount: 0, distinctCount: 1, min: null, max: null };
    await insertProfiles(db, [
      {
        id: newId('PROFILE'),
        tenantId: 'demo',
        entityType,
        entityId: id,
        number,
        runId: newId('RUN'),
        createdAt: new Date('2026-03-01T12:00:00Z'),
        rowCount: 1,
        durationSeconds: 1,
        triggeredBy: { actorId: 'anna', actorType: 'HUMAN' },
        completeness: 100,
        uniqueness: 100,
        validity: 100,
        qualityScore: 100,
        qualityGrade: 'A',
        estimate: null,
        columns: columns.map((name) => ({ name, ...figures })),
        rules: [],
      },
    ]);
  }

  test('definitions and synonyms, below keys and names', async () => {
    const glossary = { definition: 'What a Buyer pays', synonyms: ['Umsatz', 'Sales'], relatedTerms: [] };
    const term = entityOf('turnover', { entityType: 'GLOSSARY', definition: { glossary } });
    const named = entityOf('total_umsatz');
    await insertEntity(db, term);
    await insertEntity(db, named);
    const kpi = { formula: 'umsatz_net - cost', direction: 'HIGHER_IS_BETTER' as const, computedFrom: [] };
    await insertEntity(db, entityOf('margin', { entityType: 'KPI', definition: { kpi } }));
    await insertEntity(db, lineageFieldOf('a', 'b', { transformation: 'summed by Quarter' }));
    expect(await found('umsatz')).toEqual(['total_umsatz', 'margin', 'turnover']);
    expect(await found('buyer PAYS')).toEqual(['turnover']);
    expect(await found('quarter')).toEqual(['a-to-b']);
    await updateEntity(db, { ...term, version: 2, definition: { glossary: { ...glossary, synonyms: [] } } });
    expect(await found('umsatz')).toEqual(['total_umsatz', 'margin']);
  });

  test('the tags on an entity, by their keys and names, as long as they are on it', async () => {
    const marked = entityOf('ledger');
    const other = entityOf('journal');
    await insertEntity(db, marked);
    await insertEntity(db, other);
    const tag = tagOf('gdpr', [marked, other], { name: 'Personal data' });
    await insertEntity(db, tag);
    await insertEntity(db, tagOf('golden', [marked]));
    expect(await found('personal')).toEqual(['gdpr', 'journal', 'ledger']);
    expect(await found('gdpr golden')).toEqual(['ledger']);
    expect(await found('ledger personal')).toEqual(['ledger']);
    await updateEntity(db, { ...tag, version: 2, name: 'Sensitive' });
    expect(await found('personal')).toEqual([]);
    expect(await found('sensitive')).toEqual(['gdpr', 'journal', 'ledger']);
    await updateEntity(db, { ...tagOf('gdpr', [other], { name: 'Sensitive' }), id: tag.id, version: 3 });
    expect(await found('sensitive')).toEqual(['gdpr', 'journal']);
    await updateEntity(db, { ...other, version: 2, name: 'Day book' });
    expect(await found('sensitive day')).toEqual(['journal']);
    await updateEntity(db, { ...tag, version: 4, name: 'Sensitive', status: 'DEPRECATED' });
    // It is not listed itself any more.
    expect(await found('sensitive')).toEqual([]);
  });

  test('the tags on what comes with them, in any order', async () => {
    const marked = entityOf('invoices');
    await writeEntities(db, [tagOf('audited', [marked]), marked, tagOf('archived', [marked])]);
    expect(await found('audited archived')).toEqual(['invoices']);
  });

  test('the columns of the newest profile, and the column that it is bound to', async () => {
    const dataset = { schema: 'sales', table: 'orders', keyColumns: [] };
    const orders = entityOf('orders', { dataset });
    const amount = entityOf('order_amount', { dataset: { ...dataset, column: 'Gross_Amount' } });
    await insertEntity(db, orders);
    await insertEntity(db, amount);
    expect(await found('gross_am')).toEqual(['order_amount']);
    await profile(orders, 1, ['id', 'Gross_Amount', 'customer']);
    expect(await found('gross_am')).toEqual(['order_amount', 'orders']);
    await profile(orders, 2, ['id', 'net_amount']);
    expect(await found('gross_am')).toEqual(['order_amount']);
    expect(await found('net_amount')).toEqual(['orders']);
    await updateEntity(db, { ...orders, version: 2, name: 'All orders' });
    expect(await found('all net_amount')).toEqual(['orders']);
    await updateEntity(db, { ...orders, version: 3, dataset: { ...dataset, table: 'elsewhere' } });
    expect(await found('net_amount')).toEqual([]);
  });

  test('what is deprecated only if it is asked for, and what is active again as before', async () => {
    const entity = entityOf('withdrawn');
    const count = (init: EntityQuery = {}) => countEntities(db, 'demo', { search: 'withdrawn', ...init });
    await insertEntity(db, entity);
    expect([await found('withdrawn'), await count()]).toEqual([['withdrawn'], 1]);
    await updateEntity(db, { ...entity, version: 2, status: 'DEPRECATED' });
    expect([await found('withdrawn'), await count()]).toEqual([[], 0]);
    expect(await count({ statuses: ['DEPRECATED'] })).toBe(1);
    await updateEntity(db, { ...entity, version: 3, status: 'ACTIVE' });
    expect([await found('withdrawn'), await count()]).toEqual([['withdrawn'], 1]);
  });

  test('no separator is written by a name, and no word is found across two', async () => {
    const odd = entityOf('odd', { name: 'one\ftwo\tthree\nfour', description: 'five\fsix' });
    await insertEntity(db, odd);
    await insertEntity(db, tagOf('seven', [odd]));
    expect(await found('one two three four five six seven')).toEqual(['odd']);
    expect(await found('sixseven')).toEqual([]);
  });

  test('a profile that has the same columns writes no text', async () => {
    const entity = entityOf('steady');
    await insertEntity(db, entity);
    const versionOf = async () =>
      (await database.query('SELECT xmin::text AS x FROM governance.entity_text WHERE entity_id = $1', [entity.id]))
        .rows;
    await profile(entity, 1, ['a', 'b']);
    const before = await versionOf();
    await profile(entity, 2, ['a', 'b']);
    expect(await versionOf()).toEqual(before);
    await profile(entity, 3, ['a', 'c']);
    expect(await versionOf()).not.toEqual(before);
  });
});
