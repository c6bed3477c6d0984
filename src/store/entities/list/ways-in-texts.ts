import { and } from 'drizzle-orm';

import type { Db } from '../../database/drizzle.ts';
import type { EntityQuery } from '../entity-condition.ts';
import { isIndexedWord, wordsOf } from '../entity-search.ts';
import { entityText } from '../tables.ts';
import type { ListOrder } from './entity-orders.ts';
import { expectedMatches } from './expected-matches.ts';
import { foundTexts, listedTexts } from './found-texts.ts';
import type { StretchAccess } from './list-sql.ts';
import { findAll, type Way } from './read-page.ts';

/** If the planner expects at most so many texts, they are found and sorted before any walk. */
const FEW = 15_000;
/** So many of one rank may be found and sorted after a walk in vain. */
const MANY = 30_000;
/** The planner knows little about what words find that no index has: if it expects more than this, it may be many. */
const UNSURE = 200;
/** After so many entities on all walks of a list together, but no fewer on one of them, a walk is given up. */
const MOST_WALKED = 1_000;
const LEAST_ON_ONE = 500;
/** The same, after the groups at the ends were left to the texts. */
const MOST_WALKED_ON = 4_000;

/**
 * The ways to read a page of a search whose matches the texts tell, each for when the one before it is given up. What is
 * frequent is met soon by a walk, unless it is far from where the walk begins: mostly behind those without a profile,
 * which have no columns and stand together. What is neither is sorted in the texts.
 */
export async function* waysInTexts(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  order: ListOrder,
): AsyncGenerator<Way> {
  const isIndexed = wordsOf(query.search).every(isIndexedWord);
  const { stretches } = order;
  if ((await expectedMatches(db, entityText, foundTexts(tenantId, query))) > (isIndexed ? FEW : UNSURE)) {
    const inRanks: number[] = [];
    for (const { texts } of order.isSearched === true ? stretches : [])
      inRanks.push(await expectedMatches(db, entityText, and(listedTexts(tenantId, query), texts)));
    const ranksUpTo = (most: number) => inRanks.map((count): StretchAccess => (count <= most ? 'texts' : 'check'));
    const walks = stretches.flatMap((stretch) => stretch.walks);
    const isGrouped = walks.some((walk) => walk.isGroup);
    const share = (most: number) => Math.max(LEAST_ON_ONE, Math.ceil(most / walks.length));
    if (isGrouped && isIndexed) {
      yield { accesses: stretches.map((): StretchAccess => 'groups'), mostWalked: share(MOST_WALKED_ON) };
    } else {
      yield { accesses: ranksUpTo(isIndexed ? FEW : UNSURE), mostWalked: share(MOST_WALKED) };
      if (isIndexed && order.isSearched === true)
        yield { accesses: ranksUpTo(MANY), mostWalked: share(MOST_WALKED_ON) };
    }
    if (isIndexed) {
      yield { accesses: stretches.map((): StretchAccess => 'texts') };
      return;
    }
  }
  yield { ...findAll(order), lookUp: 'search' };
}
