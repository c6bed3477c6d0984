import { and, eq, type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ENTITY_STATUSES } from '../../../src/domain/entities/entity.ts';
import type { EntityOrder } from '../../../src/domain/entities/entity-order.ts';
import { dueGroupOf } from '../../../src/domain/profiling/due-time.ts';
import { gradeOf } from '../../../src/domain/profiling/figures.ts';
import { profileStateOf } from '../../../src/domain/profiling/profile-state.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import {
  entityCondition,
  type EntityQuery,
  filterCondition,
  scopeCondition,
} from '../../../src/store/entities/entity-condition.ts';
import { foundIn, rankOfText, searchRanks } from '../../../src/store/entities/entity-search.ts';
import { listOrder } from '../../../src/store/entities/list/entity-orders.ts';
import { countEntities, pageOfEntities } from '../../../src/store/entities/list/entity-pages.ts';
import { foundTexts } from '../../../src/store/entities/list/found-texts.ts';
import { profileStateExpression } from '../../../src/store/entities/profile-state-sql.ts';
import { entityText, mdmEntity } from '../../../src/store/entities/tables.ts';
import { type EntityFacts, fillEntities, NOW, TENANT } from '../../support/entities.ts';
import { entityQueries } from '../../support/entity-queries.ts';
import { STORES } from '../../support/store/stores.ts';

const policy = DEFAULT_PROFILING_POLICY;

/** One or two letters or digits are found where a word begins, everything else anywhere. */
function occursIn(part: string, word: string): boolean {
  if (!/^[\p{L}\p{N}]{1,2}$/u.test(word)) return part.includes(word);
  return part.split(/[ -/:-@[-`{-~\n\t\f]/).some((one) => one.startsWith(word));
}

/** What `entityCondition` means. */
function matches({ entity, ...facts }: EntityFacts, query: EntityQuery): boolean {
  const { owners, profileStates, followed, dataset } = query;
  const score = entity.lastQualityScore;
  const owner = entity.owner;
  const { glossary } = entity.definition;
  const defined = glossary ? [glossary.definition, ...glossary.synonyms] : [];
  const written = [entity.canonicalKey, entity.name, entity.description ?? '', owner ?? ''];
  const text = [...written, ...defined, ...facts.tags].map((part) => part.toLowerCase());
  const isOneOf = <T>(value: T | null, among: readonly T[] | undefined) =>
    among === undefined || (value !== null && among.includes(value));
  const words = (query.search ?? '').toLowerCase().split(' ').filter(Boolean);
  return (
    isOneOf(entity.entityType, query.entityTypes) &&
    isOneOf(entity.tier, query.tiers) &&
    (query.statuses ? isOneOf(entity.status, query.statuses) : entity.status !== 'DEPRECATED') &&
    (query.maxQualityScore === undefined || (score !== null && score <= query.maxQualityScore)) &&
    words.every((word) => text.some((part) => occursIn(part, word))) &&
    (owners?.ignoreCase === true
      ? isOneOf(
          owner?.toLowerCase() ?? null,
          owners.ids.map((id) => id.toLowerCase()),
        )
      : isOneOf(owner, owners?.ids)) &&
    (query.tags === undefined || facts.tags.some((tag) => query.tags?.includes(tag))) &&
    isOneOf(entity.standardPackId, query.standardPackIds) &&
    isOneOf(score === null ? null : gradeOf(score), query.grades) &&
    (!profileStates || profileStates.states.includes(profileStateOf(entity, policy, profileStates.now))) &&
    (!followed || (followed.actorId === 'anna' && facts.isFollowed) === followed.wanted) &&
    (query.hasPendingApproval === undefined || facts.hasPendingApproval === query.hasPendingApproval) &&
    (!dataset ||
      (entity.dataset?.schema === dataset.schema &&
        (dataset.table === undefined || entity.dataset.table === dataset.table)))
  );
}

describe.each(STORES)('the filters of entities on %s', (_, openStore) => {
  let database: Database;
  let facts: EntityFacts[];
  const TIMEOUT_MS = 120_000;

  beforeAll(async () => {
    database = await openStore();
    facts = await fillEntities(database, 150, 11);
  }, TIMEOUT_MS);
  afterAll(() => database.close());

  test(
    'find what the reference finds, and count it, whatever the order',
    async () => {
      const orders = fc.constantFrom<EntityOrder>(
        { field: 'CANONICAL_KEY', direction: 'ASC' },
        { field: 'QUALITY_SCORE', direction: 'DESC' },
        { field: 'NEXT_PROFILE_DUE_AT', direction: 'ASC' },
      );
      await fc.assert(
        fc.asyncProperty(entityQueries, orders, async (query, by) => {
          const db = drizzleOn(database);
          const order = listOrder(by, policy, query);
          const expected = facts.filter((fact) => matches(fact, query)).map(({ entity }) => entity.id);
          const page = await pageOfEntities(db, TENANT, { query, order }, { limit: 1_000, backwards: false });
          expect(page.map(({ entity }) => entity.id).sort()).toEqual(expected.sort());
          expect(await countEntities(db, TENANT, query)).toBe(expected.length);
          // The form in which many matches are read.
          const checked = and(
            eq(mdmEntity.tenantId, TENANT),
            scopeCondition(query),
            filterCondition(TENANT, query, 'check'),
          );
          const rows = await db.select({ id: mdmEntity.id }).from(mdmEntity).where(checked);
          expect(rows.map(({ id }) => id).sort()).toEqual(expected);
        }),
        { numRuns: 150 },
      );
    },
    TIMEOUT_MS,
  );

  test.each(['FRESH', 'STALE'] as const)(
    'profiles that are %s by due time: found and sorted as they are walked',
    async (state) => {
      const db = drizzleOn(database);
      const query: EntityQuery = { profileStates: { states: [state], policy, now: NOW } };
      const by: EntityOrder = { field: 'NEXT_PROFILE_DUE_AT', direction: 'ASC' };
      const expected = facts.filter((fact) => matches(fact, query)).map(({ entity }) => entity.id);
      const ids: string[][] = [];
      for (const order of [listOrder(by, policy, query), listOrder(by, policy)]) {
        const page = await pageOfEntities(db, TENANT, { query, order }, { limit: 1_000, backwards: false });
        ids.push(page.map(({ entity }) => entity.id));
      }
      expect(ids[0]?.toSorted()).toEqual(expected.toSorted());
      expect(ids[1]).toEqual(ids[0]);
    },
    TIMEOUT_MS,
  );

  test.each(['order', 'ORD', 'der kun', 'nothing', 'o', 'or 0', 'Or k', '_'])(
    'the ranks of %o are the same, found or checked',
    async (search) => {
      const db = drizzleOn(database);
      for (const [rank, condition] of searchRanks(search).entries()) {
        const idsOf = (where: SQL | undefined) =>
          db.execute(sql`select id from ${mdmEntity} where ${eq(mdmEntity.tenantId, TENANT)} and ${where} order by id`);
        const expected = await idsOf(foundIn(TENANT, condition, 'find'));
        expect(await idsOf(foundIn(TENANT, condition, 'check'))).toEqual(expected);
        const ranked = and(
          foundTexts(TENANT, { search, statuses: ENTITY_STATUSES }),
          sql`${rankOfText(search)} = ${rank}`,
        );
        expect(
          await db.execute(sql`select entity_id as id from ${entityText} where ${ranked} order by entity_id`),
        ).toEqual(expected);
      }
    },
  );

  test('no filter finds an entity of another tenant', async () => {
    await fc.assert(
      fc.asyncProperty(entityQueries, async (query) => {
        expect(await countEntities(drizzleOn(database), 'other', query)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test('the state and the due group in SQL are those of the domain', async () => {
    for (const hours of [0, 24 * 20, -24 * 50]) {
      const now = new Date(NOW.getTime() + hours * 3_600_000);
      const state = profileStateExpression({ policy, now });
      const { id, dueGroup } = mdmEntity;
      const rows = await drizzleOn(database)
        .select({ id, dueGroup, state })
        .from(mdmEntity)
        .where(entityCondition(TENANT, { statuses: ENTITY_STATUSES }));
      const expected = facts.map(({ entity }) => ({
        id: entity.id,
        dueGroup: dueGroupOf(entity),
        state: profileStateOf(entity, policy, now),
      }));
      const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
      expect(rows.sort(byId)).toEqual(expected.sort(byId));
    }
  });
});
