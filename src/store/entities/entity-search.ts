import { and, type SQL, sql } from 'drizzle-orm';

import { entityText, mdmEntity } from './tables.ts';

/** Words of a search beyond this many are not looked for. */
const MAX_WORDS = 20;

/** The words of a search. Letters are compared by the database, which knows their lower case. */
function wordsOf(search: string): string[] {
  return search.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
}

/** Every word is contained in the canonical key, name, description or owner, each in any of them. */
export function searchCondition(tenantId: string, search: string): SQL | undefined {
  const words = wordsOf(search);
  return words.length === 0 ? undefined : foundIn(tenantId, and(...words.map((word) => contains(word))));
}

/** The ranks of what a search finds, best first: what each requires besides `searchCondition`. */
export function searchRanks(tenantId: string, search: string): SQL[] {
  const words = wordsOf(search);
  const begins = sql`${entityText.text} like ${pattern('\n', words.join(' '))}`;
  const isNamed = and(...words.map((word) => sql`split_part(${entityText.text}, E'\t', 1) like ${pattern('', word)}`));
  const all = and(...words.map((word) => contains(word)));
  return [
    foundIn(tenantId, and(all, begins)),
    foundIn(tenantId, and(all, sql`not ${begins}`, isNamed)),
    foundIn(tenantId, and(all, sql`not ${begins}`, sql`not (${isNamed})`)),
  ];
}

function contains(word: string): SQL {
  return sql`${entityText.text} like ${pattern('', word)}`;
}

function pattern(mark: string, text: string): SQL {
  return sql`'%' || ${mark}::text || lower(${text.replaceAll(/[\\%_]/g, '\\$&')}::text) || '%'`;
}

function foundIn(tenantId: string, condition: SQL | undefined): SQL {
  return sql`(${mdmEntity.entityType}, ${mdmEntity.id}) in (select ${entityText.entityType}, ${entityText.entityId}
    from ${entityText} where ${entityText.tenantId} = ${tenantId} and ${condition})`;
}
