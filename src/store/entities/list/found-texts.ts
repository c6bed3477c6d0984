import { and, type SQL, sql } from 'drizzle-orm';

import type { Access } from '../entity-access.ts';
import { type EntityQuery, filterCondition, placeCondition } from '../entity-condition.ts';
import { containsAll, wordsOf } from '../entity-search.ts';
import { entityText } from '../tables.ts';

/** Texts that a search finds, of those that meet what else can be asked of texts. */
export function foundTexts(tenantId: string, query: EntityQuery, access: Access = 'find'): SQL | undefined {
  return and(listedTexts(tenantId, query), containsAll(wordsOf(query.search), access));
}

/** As `foundTexts`, whatever the search: without those that a list leaves out which asks for no statuses. */
export function listedTexts(tenantId: string, query: EntityQuery): SQL | undefined {
  const isListed = query.statuses === undefined ? sql`not ${entityText.isDeprecated}` : undefined;
  return and(sql`${entityText.tenantId} = ${tenantId}`, isListed, placeCondition(query, entityText));
}

/** Whether the texts tell all that the query asks for, and it has a search. */
export function isAllInTexts(tenantId: string, query: EntityQuery): boolean {
  const beyond = { entityTypes: undefined, tiers: undefined, maxQualityScore: undefined, grades: undefined };
  const rest = { ...query, ...beyond, search: undefined };
  return wordsOf(query.search).length > 0 && filterCondition(tenantId, rest) === undefined;
}
