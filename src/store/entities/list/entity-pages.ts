import { and, sql } from 'drizzle-orm';
import * as z from 'zod';

import { ENTITY_STATUSES } from '../../../domain/entities/entity.ts';
import type { Db } from '../../database/drizzle.ts';
import type { KeyRange } from '../../database/keyset.ts';
import type { Access } from '../entity-access.ts';
import { entityCondition, type EntityQuery, filterCondition, isMarked } from '../entity-condition.ts';
import { isIndexedWord, wordsOf } from '../entity-search.ts';
import { entityMark, entityText, mdmEntity } from '../tables.ts';
import type { EntityKey } from './entity-key.ts';
import { BY_CANONICAL_KEY, type ListOrder } from './entity-orders.ts';
import { expectedMatches } from './expected-matches.ts';
import { foundTexts, isAllInTexts, listedTexts } from './found-texts.ts';
import { type EntityList, findAll, type PlacedEntity, readPage, WALK, type Way } from './read-page.ts';
import { waysInTexts } from './ways-in-texts.ts';

/** If the planner expects at most so many matches, they are found and then sorted; more are met soon by a walk in order. */
const FEW = 2_000;
/** If it expects at most so many, to find and sort them takes no longer than a page may take, wherever they are. */
const MANY = 20_000;
/** If it expects more than this, and they are far away, to walk on takes no longer than to look all of them up. */
const MOST_LOOKED_UP = 10_000;
/**
 * After so many entities, on all walks of a list together, and on one of them, a walk is given up: the matches are far
 * away. With more, the planner would rather sort all entities than walk.
 */
const MOST_WALKED = 4_000;
const MOST_ON_ONE = 3_000;
/** The planner knows little about what words find that no index has: if it expects more than this, it may be many. */
const UNSURE = 200;

/** So many the planner looks up without being told. */
const PLANNED = 500;

const countedSchema = z.tuple([z.object({ count: z.number() })]);
/** A page of the entities that match. It is read by one statement, or by a second one if the first was given up. */
export async function pageOfEntities(
  db: Db,
  tenantId: string,
  list: EntityList,
  page: KeyRange<EntityKey>,
): Promise<PlacedEntity[]> {
  const { query = {}, order = BY_CANONICAL_KEY } = list;
  const isFiltered = filterCondition(tenantId, query) !== undefined;
  const ways = isFiltered ? waysTo(db, tenantId, query, order) : [WALK];
  let placed: PlacedEntity[] = [];
  for await (const way of ways) {
    const rows = await readPage(db, tenantId, list, page, way);
    placed = rows.filter((one) => one !== undefined);
    if (placed.length === rows.length) break;
  }
  return placed;
}

/** How many entities match. */
export async function countEntities(db: Db, tenantId: string, query: EntityQuery): Promise<number> {
  const countOf = (counted: EntityQuery) =>
    sql`(select count(*) from ${mdmEntity} where ${entityCondition(tenantId, counted)})`;
  // Most indexes do not have the status, so all that match are counted, and those to be left out, which are found by an
  // index of their own. What a search finds is found only once.
  let count = countOf(query);
  if (isAllInTexts(tenantId, query)) {
    count = sql`(select count(*) from ${entityText} where ${foundTexts(tenantId, query)})`;
  } else if (query.statuses === undefined && wordsOf(query.search).length === 0) {
    count = sql`${countOf({ ...query, statuses: ENTITY_STATUSES })} - ${countOf({ ...query, statuses: ['DEPRECATED'] })}`;
  }
  const [row] = countedSchema.parse(await db.execute(sql`select (${count})::int as count`));
  return row.count;
}

/** The ways to read a page, each for when the one before it is given up. The last one never is. */
async function* waysTo(db: Db, tenantId: string, query: EntityQuery, order: ListOrder): AsyncGenerator<Way> {
  if (isAllInTexts(tenantId, query)) {
    yield* waysInTexts(db, tenantId, query, order);
    return;
  }
  const expected = await expectedMatches(db, mdmEntity, entityCondition(tenantId, query));
  if (await isWalkedFirst(db, tenantId, query, expected)) {
    const accesses: Access[] = [];
    for (const { find, texts } of order.stretches) {
      const isFew = find && (await expectedMatches(db, entityText, and(listedTexts(tenantId, query), texts))) <= FEW;
      accesses.push(isFew ? 'find' : 'check');
    }
    const walks = order.stretches.flatMap((stretch) => stretch.walks);
    yield { accesses, mostWalked: Math.min(MOST_ON_ONE, Math.ceil(MOST_WALKED / walks.length)) };
    if (expected > MOST_LOOKED_UP && wordsOf(query.search).length > 0 && isIndexed(query)) yield { accesses };
  }
  yield { ...findAll(order), lookUp: await lookUpOf(db, tenantId, { query, order, expected }) };
}

/** Whether matches are probably met soon, and take longer to be found at once. */
async function isWalkedFirst(db: Db, tenantId: string, query: EntityQuery, expected: number): Promise<boolean> {
  if (!isIndexed(query)) return expected > UNSURE;
  if (expected > FEW) return true;
  if (expected <= PLANNED || wordsOf(query.search).length === 0) return false;
  // A part of much that the search finds.
  return (await expectedMatches(db, entityText, foundTexts(tenantId, query))) > 2 * FEW;
}

/** Whether an index has all words of the search. */
function isIndexed({ search }: EntityQuery): boolean {
  return wordsOf(search).every(isIndexedWord);
}

interface Found {
  query: EntityQuery;
  order: ListOrder;
  /** As many matches. */
  expected: number;
}

/**
 * By what to look entities up; undefined: the planner chooses, because little is found, the conditions on entities match
 * less, or all match too much. It takes the store for a slow disk, and reads all entities rather than look a thousand up.
 */
async function lookUpOf(db: Db, tenantId: string, { query, order, expected }: Found): Promise<Way['lookUp']> {
  if (expected < PLANNED) return undefined;
  const { search, tags, ...others } = query;
  const isSearched = wordsOf(search).length > 0;
  const isRanked = order.isSearched === true;
  // Of both, the planner makes a short list first.
  if (isRanked ? !isSearched : isSearched === (tags !== undefined)) return undefined;
  const rest = await expectedMatches(db, mdmEntity, entityCondition(tenantId, others));
  const most = Math.min(MANY, rest);
  if (isSearched)
    return (await expectedMatches(db, entityText, foundTexts(tenantId, query))) <= most ? 'search' : undefined;
  return (await expectedMatches(db, entityMark, isMarked(tenantId, tags ?? []))) <= most ? 'tags' : undefined;
}
