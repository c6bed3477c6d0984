import { and, type SQL, sql } from 'drizzle-orm';

import type { Access } from './entity-access.ts';
import { entityText, mdmEntity } from './tables.ts';

/** Words of a search beyond this many are not looked for. */
const MAX_WORDS = 20;

/** A shorter word has no trigram. */
export const SHORTEST_INDEXED = 3;

/** The canonical key and the name, as the index on them has it. */
const NAMES = sql`split_part(${entityText.text}, E'\t', 1)`;

/** The words of a search. Letters are compared by the database, which knows their lower case. */
export function wordsOf(search: string | undefined): string[] {
  return (search ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
}

/** Whether it has words for which there is no index: what the planner expects of it is a guess then. */
export function hasShortWords(search: string | undefined): boolean {
  return wordsOf(search).some((word) => word.length < SHORTEST_INDEXED);
}

/** Every word is contained in the text of the entity, each in any part of it. */
export function searchCondition(tenantId: string, search: string, access: Access): SQL | undefined {
  const words = wordsOf(search);
  return words.length === 0 ? undefined : foundIn(tenantId, containsAll(words), access);
}

/** The ranks of what a search finds, best first: what each requires of a text. Empty: the search has no words. */
export function searchRanks(search: string): (SQL | undefined)[] {
  const words = wordsOf(search);
  const all = containsAll(words);
  const begins = sql`(${NAMES} like ${pattern('\n', words.join(' '))})`;
  const isNamed = and(...words.map((word) => sql`${NAMES} like ${pattern('', word)}`));
  // What begins with the text is named so, and what is named so is found.
  const ranks = [begins, and(sql`not ${begins}`, isNamed), and(all, sql`not (${isNamed})`)];
  return words.length === 0 ? [] : ranks;
}

/** The texts that a search finds, without those that a list leaves out which asks for no statuses. */
export function foundTexts(
  tenantId: string,
  { search, statuses }: { search?: string | undefined; statuses?: readonly string[] | undefined },
): SQL | undefined {
  const isListed = statuses === undefined ? sql`not ${entityText.isDeprecated}` : undefined;
  return and(sql`${entityText.tenantId} = ${tenantId}`, isListed, containsAll(wordsOf(search)));
}

/** The number of its rank, of a text that the search finds. */
export function rankOfText(search: string): SQL {
  const words = wordsOf(search);
  // Only keys and names come after a line feed, and only they come before two tabs: what was added later has other marks.
  const begins = sql`${entityText.text} like ${pattern('\n', words.join(' '))}`;
  const isNamed = and(...words.map((word) => sql`${entityText.text} like ${pattern('', word)} || E'\t%\t%'`));
  return sql`case when ${begins} then 0 when ${isNamed} then 1 else 2 end`;
}

/** The shortest word first: the others either have been found by an index already, or are in nearly all texts. */
function containsAll(words: readonly string[]): SQL | undefined {
  const sorted = words.toSorted((one, other) => one.length - other.length);
  return and(...sorted.map((word) => sql`${entityText.text} like ${pattern('', word)}`));
}

function pattern(mark: string, text: string): SQL {
  return sql`'%' || ${mark}::text || lower(${text.replaceAll(/[\\%_]/g, '\\$&')}::text) || '%'`;
}

/** Whether the text of the entity is among those that meet the condition. */
export function foundIn(tenantId: string, condition: SQL | undefined, access: Access): SQL {
  if (access === 'check') {
    return sql`exists (select from ${entityText} where ${entityText.entityType} = ${mdmEntity.entityType}
      and ${entityText.entityId} = ${mdmEntity.id} and ${condition} offset 0)`;
  }
  return sql`(${mdmEntity.entityType}, ${mdmEntity.id}) in (select ${entityText.entityType}, ${entityText.entityId}
    from ${entityText} where ${entityText.tenantId} = ${tenantId} and ${condition})`;
}
