import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Entity, ENTITY_STATUSES } from '../../../src/domain/entities/entity.ts';
import {
  ENTITY_ORDER_FIELDS,
  type EntityOrderField,
  ORDER_DIRECTIONS,
} from '../../../src/domain/entities/entity-order.ts';
import { nextProfileDueAt } from '../../../src/domain/profiling/due-time.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import type { EntityQuery } from '../../../src/store/entities/entity-condition.ts';
import type { EntityKey } from '../../../src/store/entities/list/entity-key.ts';
import { type ListOrder, listOrder, rankOrder } from '../../../src/store/entities/list/entity-orders.ts';
import { pageOfEntities } from '../../../src/store/entities/list/entity-pages.ts';
import type { PlacedEntity } from '../../../src/store/entities/list/read-page.ts';
import { createDice, type EntityFacts, fillEntities, TENANT } from '../../support/entities.ts';
import { STORES } from '../../support/store/stores.ts';

const COUNT = 90;
const ORDERS = ENTITY_ORDER_FIELDS.flatMap((field) => ORDER_DIRECTIONS.map((direction) => ({ field, direction })));
const policy = DEFAULT_PROFILING_POLICY;

/** By what an entity is sorted; null comes last. */
const VALUES: Record<EntityOrderField, (entity: Entity) => (string | number | null)[]> = {
  CANONICAL_KEY: ({ canonicalKey }) => [canonicalKey],
  NAME: ({ name }) => [name],
  TIER: ({ tier, canonicalKey }) => [tier, canonicalKey],
  QUALITY_SCORE: ({ lastQualityScore }) => [lastQualityScore],
  LAST_PROFILED_AT: ({ lastProfiledAt }) => [lastProfiledAt?.getTime() ?? null],
  NEXT_PROFILE_DUE_AT: (entity) => [nextProfileDueAt(entity, policy)?.getTime() ?? null],
  UPDATED_AT: ({ updatedAt }) => [updatedAt.getTime()],
};

describe.each(STORES)('the list of entities on %s', (_, openStore) => {
  let database: Database;
  let facts: EntityFacts[];

  beforeAll(async () => {
    database = await openStore();
    facts = await fillEntities(database, COUNT, 7);
  }, 60_000);
  afterAll(() => database.close());

  type Walk = {
    order: ListOrder;
    query?: EntityQuery;
    backwards?: boolean;
    size?: number;
    between?: () => Promise<void>;
  };

  async function walk({ order, query = {}, backwards = false, size = 7, between }: Walk): Promise<PlacedEntity[]> {
    const seen: PlacedEntity[] = [];
    for (let key: EntityKey | undefined; ;) {
      const range = { ...(backwards ? { before: key } : { after: key }), backwards, limit: size };
      const page = await pageOfEntities(drizzleOn(database), TENANT, { order, query }, range);
      const last = page.at(-1);
      if (!last) return backwards ? seen.reverse() : seen;
      key = last.key;
      seen.push(...page);
      await between?.();
    }
  }

  test.each(ORDERS)('by $field $direction: sorted, complete, and the same backwards', async ({ field, direction }) => {
    const order = listOrder({ field, direction }, policy);
    const inUse = facts.filter(({ entity }) => entity.status !== 'DEPRECATED');
    expect(inUse.length).toBeLessThan(facts.length);
    for (const [query, listed] of [
      [{}, inUse],
      [{ statuses: ENTITY_STATUSES }, facts],
    ] as const) {
      const forwards = (await walk({ order, query })).map(({ entity }) => entity);
      const values = forwards.map((entity) => VALUES[field](entity));
      expect(values).toEqual(
        sorted(
          listed.map(({ entity }) => VALUES[field](entity)),
          direction,
        ),
      );
      expect(new Set(forwards.map(({ id }) => id))).toEqual(new Set(listed.map(({ entity }) => entity.id)));
      const backwards = (await walk({ order, query, backwards: true })).map(({ entity }) => entity.id);
      expect(backwards).toEqual(forwards.map(({ id }) => id));
    }
  });

  test.each(ORDERS)(
    'by $field $direction: between two of its keys is what is between them',
    async ({ field, direction }) => {
      const order = listOrder({ field, direction }, policy);
      const all = await walk({ order });
      for (const [from, to] of [
        [0, all.length - 1],
        [10, 20],
        [30, 80],
      ] as const) {
        const range = { after: all[from]?.key, before: all[to]?.key, limit: 100 };
        for (const backwards of [false, true]) {
          const page = await pageOfEntities(drizzleOn(database), TENANT, { order }, { ...range, backwards });
          const ids = page.map(({ entity }) => entity.id);
          if (backwards) ids.reverse();
          expect(ids).toEqual(all.slice(from + 1, to).map(({ entity }) => entity.id));
        }
      }
    },
  );

  test.each(ORDERS)(
    'by $field $direction: what stays as it is comes once and in order while others change',
    async (by) => {
      const order = listOrder(by, policy);
      const { below } = createDice(3);
      const changing = facts.filter((_, index) => index % 3 === 0).map(({ entity }) => entity.id);
      const staying = new Set(facts.map(({ entity }) => entity.id).filter((id) => !changing.includes(id)));
      const expected = (await walk({ order })).map(({ entity }) => entity.id).filter((id) => staying.has(id));
      for (const backwards of [false, true]) {
        const seen = await walk({
          order,
          backwards,
          async between() {
            const [id, hours] = [changing[below(changing.length)], below(3_000)];
            await database.query(
              `UPDATE governance.mdm_entity SET name = 'n' || $2, tier = 'tier' || (1 + $2::int % 5), last_quality_score = $2::int % 100,
               last_profiled_at = now() - make_interval(hours => $2::int), updated_at = now() - make_interval(hours => $2::int) WHERE id = $1`,
              [id, String(hours)],
            );
          },
        });
        expect(seen.map(({ entity }) => entity.id).filter((id) => staying.has(id))).toEqual(expected);
      }
    },
  );

  test.each(ORDERS)(
    'by $field $direction: what matches a filter, which is found and then sorted, comes in the order of all',
    async (by) => {
      const order = listOrder(by, policy);
      const query: EntityQuery = { statuses: ['ACTIVE'] };
      const all = (await walk({ order })).filter(({ entity }) => entity.status === 'ACTIVE');
      expect(await walk({ order, query })).toEqual(all);
      expect(await walk({ order, query, backwards: true })).toEqual(all);
      for (const [from, to] of [
        [0, all.length - 1],
        [5, 12],
        [20, 45],
      ] as const) {
        const range = { after: all[from]?.key, before: all[to]?.key, limit: 100, backwards: false };
        const page = await pageOfEntities(drizzleOn(database), TENANT, { order, query }, range);
        expect(page).toEqual(all.slice(from + 1, to));
      }
    },
  );

  test('a search is sorted by rank: what begins with it, what is named so, the rest; the same backwards', async () => {
    const query = { search: 'Order' };
    const order = rankOrder(TENANT, query.search);
    const forwards = await walk({ order, query });
    const rankOf = ({ canonicalKey, name }: Entity) => {
      if ([canonicalKey, name].some((text) => text.startsWith('order'))) return 0;
      return [canonicalKey, name].some((text) => text.includes('order')) ? 1 : 2;
    };
    const ranks = forwards.map(({ entity }) => rankOf(entity));
    expect(new Set(ranks)).toEqual(new Set([0, 1, 2]));
    const expected = forwards.map(({ entity }) => [rankOf(entity), entity.canonicalKey]);
    expect(expected).toEqual(sorted(expected, 'ASC'));
    const backwards = await walk({ order, query, backwards: true });
    expect(backwards.map(({ entity }) => entity.id)).toEqual(forwards.map(({ entity }) => entity.id));
  });
});

/** Compared value by value; null last in both directions. */
function sorted<T extends readonly (string | number | null)[]>(items: readonly T[], direction: 'ASC' | 'DESC'): T[] {
  const sign = direction === 'ASC' ? 1 : -1;
  return items.toSorted((one, other) => {
    for (const [index, a] of one.entries()) {
      const b = other[index] ?? null;
      if (a === b) continue;
      if (a === null) return 1;
      if (b === null) return -1;
      return a < b ? -sign : sign;
    }
    return 0;
  });
}
