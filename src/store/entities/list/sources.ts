import { sql } from 'drizzle-orm';

import { type EntityQuery, markedNames } from '../entity-condition.ts';
import { rankOfText } from '../entity-search.ts';
import { entityText, mdmEntity } from '../tables.ts';
import { foundTexts } from './found-texts.ts';
import type { Source } from './list-sql.ts';

type Options = Pick<Source, 'isLookedUp'>;

/** By a search: what it finds in the texts. */
export function textSource(
  tenantId: string,
  query: EntityQuery,
  { isLookedUp, isRanked, isAll }: Options & { isRanked: boolean; isAll: boolean },
): Source {
  const { entityType, entityId } = entityText;
  const [condition, rank] = [foundTexts(tenantId, query), rankOfText(query.search ?? '')];
  const ranked = isRanked ? sql`, ${rank} as rank` : sql``;
  return {
    select: sql`select ${entityType}, ${entityId}${ranked} from ${entityText} where ${condition}`,
    link: sql`${mdmEntity.entityType} = found.entity_type and ${mdmEntity.id} = found.entity_id`,
    rank: isRanked ? sql`found.rank` : undefined,
    isLookedUp,
    texts: isAll ? { condition, rank } : undefined,
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
