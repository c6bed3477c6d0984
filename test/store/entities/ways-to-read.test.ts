import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ENTITY_ORDER_FIELDS, ORDER_DIRECTIONS } from '../../../src/domain/entities/entity-order.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import { type Db, drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { KeyRange } from '../../../src/store/database/keyset.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import type { EntityQuery } from '../../../src/store/entities/entity-condition.ts';
import { wordsOf } from '../../../src/store/entities/entity-search.ts';
import type { EntityKey } from '../../../src/store/entities/list/entity-key.ts';
import { BY_CANONICAL_KEY, listOrder, rankOrder } from '../../../src/store/entities/list/entity-orders.ts';
import { isAllInTexts } from '../../../src/store/entities/list/found-texts.ts';
import { type EntityList, findAll, readPage, WALK, type Way } from '../../../src/store/entities/list/read-page.ts';
import { fillEntities, TENANT } from '../../support/entities.ts';
import { entityQueries } from '../../support/entity-queries.ts';
import { STORES } from '../../support/store/stores.ts';

const policy = DEFAULT_PROFILING_POLICY;
const TIMEOUT_MS = 120_000;

const orders = fc.constantFrom(
  'rank' as const,
  ...ENTITY_ORDER_FIELDS.flatMap((field) => ORDER_DIRECTIONS.map((direction) => ({ field, direction }))),
);
/** Ends of a page, as places in the list of all. */
const ranges = fc.record({
  from: fc.option(fc.nat(150), { freq: 2 }),
  to: fc.option(fc.nat(150), { freq: 2 }),
  backwards: fc.boolean(),
  limit: fc.integer({ min: 1, max: 30 }),
});
/** Many that ask for nothing but what the texts have. */
const queries: fc.Arbitrary<EntityQuery> = fc.oneof(
  entityQueries,
  fc.record({ query: entityQueries, search: fc.constantFrom('order', 'r', 'or', 'key0', 'k or') }).map((made) => ({
    ...{ entityTypes: made.query.entityTypes, tiers: made.query.tiers, grades: made.query.grades },
    ...{ maxQualityScore: made.query.maxQualityScore, search: made.search },
  })),
);
const accesses = fc.array(fc.constantFrom('find' as const, 'check' as const), { minLength: 3, maxLength: 3 });
const textAccesses = fc.array(fc.constantFrom('texts' as const, 'groups' as const, 'check' as const), {
  minLength: 3,
  maxLength: 3,
});

describe.each(STORES)('the ways to read a page on %s', (_, openStore) => {
  let database: Database;
  let db: Db;
  beforeAll(async () => {
    database = await openStore();
    db = drizzleOn(database);
    await fillEntities(database, 150, 13);
  }, TIMEOUT_MS);
  afterAll(() => database.close());

  async function idsOf(list: EntityList, page: KeyRange<EntityKey>, way: Way): Promise<(string | undefined)[]> {
    return (await readPage(db, TENANT, list, page, way)).map((one) => one?.entity.id);
  }

  test(
    'give the same page, found or walked, as far as a walk goes that is given up',
    async () => {
      let givenUp = 0;
      let foundInTexts = 0;
      const property = fc.asyncProperty(
        queries,
        orders,
        ranges,
        accesses,
        textAccesses,
        fc.integer({ min: 1, max: 60 }),
        async (query, by, { from, to, backwards, limit }, mixed, inTexts, mostWalked) => {
          const isRanked = by === 'rank';
          const order = isRanked ? rankOrder(TENANT, query.search ?? '') : listOrder(by, policy, query);
          const list = { query, order };
          // What bounds a walk is left out: it must not change the list.
          const unbounded = { query, order: isRanked ? order : listOrder(by, policy) };
          const all = await readPage(db, TENANT, unbounded, { limit: 1_000, backwards: false }, WALK);
          const keyAt = (place: number | null) => (place === null ? undefined : all[place]?.key);
          const page = { after: keyAt(from), before: keyAt(to), backwards, limit };
          const expected = await idsOf(unbounded, page, WALK);
          expect(await idsOf(list, page, WALK)).toEqual(expected);
          expect(await idsOf(list, page, findAll(order))).toEqual(expected);
          expect(await idsOf(list, page, { accesses: mixed })).toEqual(expected);
          for (const lookUp of ['search', 'tags'] as const) {
            const isPossible = lookUp === 'search' ? wordsOf(query.search).length > 0 : query.tags && !order.isSearched;
            if (!isPossible) continue;
            expect(await idsOf(list, page, { ...findAll(order), lookUp })).toEqual(expected);
          }
          const isInTexts = isAllInTexts(TENANT, query);
          if (isInTexts) {
            expect(await idsOf(list, page, { accesses: inTexts })).toEqual(expected);
            foundInTexts += expected.length > 0 ? 1 : 0;
          }

          for (const bounded of isInTexts ? [mixed, inTexts] : [mixed]) {
            const walked = await idsOf(list, page, { accesses: bounded, mostWalked });
            const end = walked.indexOf(undefined);
            if (end < 0) expect(walked).toEqual(expected);
            else expect(walked.slice(0, end)).toEqual(expected.slice(0, end));
            givenUp += end < 0 ? 0 : 1;
          }
        },
      );
      await fc.assert(property, { numRuns: 100 });
      expect(givenUp).toBeGreaterThan(0);
      expect(foundInTexts).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  test('a walk is given up after so many entities that do not match, and not before', async () => {
    const list = { query: { owners: { ids: ['nobody'], ignoreCase: false } }, order: BY_CANONICAL_KEY };
    const count = (await readPage(db, TENANT, {}, { limit: 1_000, backwards: false }, WALK)).length;
    const page = { limit: 10, backwards: false };
    expect(await idsOf(list, page, { accesses: [], mostWalked: count })).toEqual([]);
    expect(await idsOf(list, page, { accesses: [], mostWalked: count - 1 })).toEqual([undefined]);
  });
});
