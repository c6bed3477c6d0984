import { and, not, sql } from 'drizzle-orm';

import { isOutOfScope, markedNames } from '../entity-condition.ts';
import { foundTexts, rankOfText } from '../entity-search.ts';
import { entityText, mdmEntity } from '../tables.ts';
import type { Source } from './list-sql.ts';

type Options = Pick<Source, 'isLookedUp'>;

/** By a search: what it finds in the texts. */
export function textSource(
  tenantId: string,
  search: string,
  { isLookedUp, isRanked, isAll, leavesOut }: Options & { isRanked: boolean; isAll: boolean; leavesOut: boolean },
): Source {
  const { entityType, entityId } = entityText;
  const [condition, rank] = [foundTexts(tenantId, search), rankOfText(search)];
  const ranked = isRanked ? sql`, ${rank} as rank` : sql``;
  const isThisOne = sql`${mdmEntity.entityType} = ${entityType} and ${mdmEntity.id} = ${entityId}`;
  const isInScope = leavesOut ? not(isOutOfScope(tenantId, isThisOne)) : undefined;
  return {
    select: sql`select ${entityType}, ${entityId}${ranked} from ${entityText} where ${condition}`,
    link: sql`${mdmEntity.entityType} = found.entity_type and ${mdmEntity.id} = found.entity_id`,
    rank: isRanked ? sql`found.rank` : undefined,
    isLookedUp,
    texts: isAll ? { condition: and(condition, isInScope), rank } : undefined,
  };
}

/** By tags: what any of them is on. */
export function markSource(tenantId: string, tags: readonly string[], { isLookedUp }: Options): Source {
  return {
    select: sql`select distinct * from (${markedNames(tenantId, tags)}) as mark`,
    link: sql`${mdmEntity.entityType} = found.entity_type and ${mdmEntity.canonicalKey} = found.canonical_key`,
    isLookedUp,
  };
}
