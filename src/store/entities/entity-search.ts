import { and, type SQL, sql } from 'drizzle-orm';

import type { Access } from './entity-access.ts';
import { entityText, mdmEntity } from './tables.ts';

/** Words of a search beyond this many are not looked for. */
const MAX_WORDS = 20;

/** The canonical key and the name, as the index on them has it. */
const NAMES = sql`split_part(${entityText.text}, E'\t', 1)`;

/** The words of a search. Letters are compared by the database, which knows their lower case. */
function wordsOf(search: string): string[] {
  return search.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
}

/** Every word is contained in the canonical key, name, description or owner, each in any of them. */
export function searchCondition(tenantId: string, search: string, access: Access): SQL | undefined {
  const words = wordsOf(search);
  return words.length === 0 ? undefined : foundIn(tenantId, and(...words.map((word) => contains(word))), access);
}

/** The ranks of what a search finds, best first: what each requires. Empty: the search has no words. */
export function searchRanks(tenantId: string, search: string, access: Access): SQL[] {
  const words = wordsOf(search);
  const { all, begins, isNamed } = ranking(words);
  // What begins with the text is named so, and what is named so is found.
  const ranks = [begins, and(sql`not ${begins}`, isNamed), and(all, sql`not (${isNamed})`)];
  return words.length === 0 ? [] : ranks.map((rank) => foundIn(tenantId, rank, access));
}

/** The entities that a search finds with their texts, and the rank of each: for a search that finds little. */
export function foundRanks(tenantId: string, search: string): { from: SQL; rank: SQL } {
  const { all, begins, isNamed } = ranking(wordsOf(search));
  const from = sql`${mdmEntity} join ${entityText} on ${entityText.entityType} = ${mdmEntity.entityType}
    and ${entityText.entityId} = ${mdmEntity.id} and ${entityText.tenantId} = ${tenantId} and ${all}`;
  return { from, rank: sql`case when ${begins} then 0 when ${isNamed} then 1 else 2 end` };
}

function ranking(words: readonly string[]) {
  return {
    all: and(...words.map((word) => contains(word))),
    begins: sql`(${NAMES} like ${pattern('\n', words.join(' '))})`,
    isNamed: and(...words.map((word) => sql`${NAMES} like ${pattern('', word)}`)),
  };
}

function contains(word: string): SQL {
  return sql`${entityText.text} like ${pattern('', word)}`;
}

function pattern(mark: string, text: string): SQL {
  return sql`'%' || ${mark}::text || lower(${text.replaceAll(/[\\%_]/g, '\\$&')}::text) || '%'`;
}

function foundIn(tenantId: string, condition: SQL | undefined, access: Access): SQL {
  if (access === 'check') {
    return sql`exists (select from ${entityText} where ${entityText.entityType} = ${mdmEntity.entityType}
      and ${entityText.entityId} = ${mdmEntity.id} and ${condition} offset 0)`;
  }
  return sql`(${mdmEntity.entityType}, ${mdmEntity.id}) in (select ${entityText.entityType}, ${entityText.entityId}
    from ${entityText} where ${entityText.tenantId} = ${tenantId} and ${condition})`;
}
