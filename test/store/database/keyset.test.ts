import { sql } from 'drizzle-orm';
import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Db, drizzleOn } from '../../../src/store/database/drizzle.ts';
import { type Keyset, keyset, missingLast, numberKeyset } from '../../../src/store/database/keyset.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { STORES } from '../../support/store/stores.ts';

const item = pgTable('item', {
  id: text('id').notNull(),
  number: integer('number').notNull(),
  dueAt: timestamp('due_at', { withTimezone: true, precision: 3, mode: 'date' }),
});
type Item = typeof item.$inferSelect;

interface DueKey {
  dueAt: string | null;
  id: string;
}

const DUE = { dueAt: missingLast(item.dueAt), id: item.id };
const keyOfDue = ({ dueAt, id }: Item): DueKey => ({ dueAt: dueAt?.toISOString() ?? null, id });

/** Two times of the same instant, two that are missing, and ids that sort otherwise than the times. */
const ITEMS: Item[] = [
  { id: 'd', number: 4, dueAt: new Date('2026-03-01T00:00:00.001Z') },
  { id: 'a', number: 1, dueAt: null },
  { id: 'c', number: 3, dueAt: new Date('2026-03-01T00:00:00.002Z') },
  { id: 'e', number: 5, dueAt: new Date('2026-03-01T00:00:00.001Z') },
  { id: 'b', number: 2, dueAt: null },
];

describe.each(STORES)('pages by a keyset on %s', (_, openStore) => {
  let database: Database;
  let db: Db;

  beforeAll(async () => {
    database = await openStore();
    db = drizzleOn(database);
    await database.exec('CREATE TABLE item (id text COLLATE "C", number int, due_at timestamptz(3))');
    await db.insert(item).values(ITEMS);
  });
  afterAll(() => database.close());

  async function walk<K>(order: Keyset<K>, keyOf: (item: Item) => K, backwards: boolean): Promise<string[]> {
    const ids: string[] = [];
    for (let key: K | undefined; ;) {
      const range = { ...(backwards ? { before: key } : { after: key }), backwards };
      const page = await db
        .select()
        .from(item)
        .where(order.between(range))
        .orderBy(...order.orderBy(range))
        .limit(2);
      const last = page.at(-1);
      if (!last) return ids;
      key = keyOf(last);
      ids.push(...page.map(({ id }) => id));
    }
  }

  test.each([
    ['several columns, ascending, what is missing last', keyset<DueKey>('ascending', DUE), 'decab'],
    ['several columns, descending, what is missing first', keyset<DueKey>('descending', DUE), 'baced'],
  ])('%s: every row once and in order, forwards and backwards', async (_, order, ids) => {
    expect((await walk(order, keyOfDue, false)).join('')).toBe(ids);
    expect((await walk(order, keyOfDue, true)).reverse().join('')).toBe(ids);
  });

  test.each([
    ['ascending', 'abcde'],
    ['descending', 'edcba'],
  ] as const)('a number, %s', async (direction, ids) => {
    const order = numberKeyset(direction, item.number);
    expect((await walk(order, ({ number }) => number, false)).join('')).toBe(ids);
    expect((await walk(order, ({ number }) => number, true)).reverse().join('')).toBe(ids);
  });

  test('between two keys, neither of them is', async () => {
    const between = keyset<DueKey>('ascending', DUE).between({
      after: { dueAt: '2026-03-01T00:00:00.001Z', id: 'd' },
      before: { dueAt: null, id: 'b' },
    });
    const found = await db.select({ id: item.id }).from(item).where(between).orderBy(item.id);
    expect(found.map(({ id }) => id)).toEqual(['a', 'c', 'e']);
  });

  test('a range without keys is no condition', async () => {
    expect(numberKeyset('ascending', item.number).between({})).toBeUndefined();
    const rows = await db.select({ count: sql<number>`count(*)::int` }).from(item);
    expect(rows).toEqual([{ count: ITEMS.length }]);
  });

  test('an index on the columns answers the comparison by one search', async () => {
    await database.exec(
      'CREATE INDEX item_by_id ON item (id, number); INSERT INTO item SELECT n::text, n, NULL FROM generate_series(10, 5000) n; ANALYZE item',
    );
    const order = keyset<Pick<Item, 'id' | 'number'>>('ascending', { id: item.id, number: item.number });
    const range = { after: { id: '4', number: 4 }, backwards: false };
    const query = db
      .select({ id: item.id })
      .from(item)
      .where(order.between(range))
      .orderBy(...order.orderBy(range))
      .limit(5);
    const plan = await db.execute(sql`EXPLAIN ${query.getSQL()}`);
    expect(JSON.stringify(plan)).toMatch(/Index Cond: \(ROW\(id, number\) > ROW/);
  });
});
