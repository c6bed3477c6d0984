import { and, type SQL, sql } from 'drizzle-orm';

import type { Access } from './entity-access.ts';
import { entityText, mdmEntity } from './tables.ts';

/** Words of a search beyond this many are not looked for. */
const MAX_WORDS = 20;

/** Of so many letters a word has a trigram. */
const SHORTEST_INDEXED = 3;
/** Looked for where words begin: there the index on trigrams has it, as what follows a sign. */
const SHORT = /^[\p{L}\p{N}]{1,2}$/u;
/** In these scripts no sign stands between two words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A separator, a space, or any other sign of ASCII. The index expands a short list of signs, and no class of them. */
const SIGN = '[\\n\\t\\f -/:-@\\[-`{-~]';

/** The canonical key and the name, as the index on them has it. */
const NAMES = sql`split_part(${entityText.text}, E'\t', 1)`;

/** The words of a search. Letters are compared by the database, which knows their lower case. */
export function wordsOf(search: string | undefined): string[] {
  return (search ?? '').split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
}

/** Whether the word is found only where words begin. */
function isShortWord(word: string): boolean {
  return SHORT.test(word) && !WITHOUT_SPACES.test(word);
}

/** Whether there is an index by which the word is found. Of others, what the planner expects is a guess. */
export function isIndexedWord(word: string): boolean {
  return word.length >= SHORTEST_INDEXED || isShortWord(word);
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
  const isNamed = and(...words.map((word) => contains(NAMES, word)));
  // What begins with the text is named so, and what is named so is found.
  const ranks = [begins, and(sql`not ${begins}`, isNamed), and(all, sql`not (${isNamed})`)];
  return words.length === 0 ? [] : ranks;
}

/** The number of its rank, of a text that the search finds. */
export function rankOfText(search: string): SQL {
  const words = wordsOf(search);
  // Only keys and names come after a line feed, and only they come before two tabs: what was added later has other marks.
  const begins = sql`${entityText.text} like ${pattern('\n', words.join(' '))}`;
  const isNamed = and(
    ...words.map((word) =>
      isShortWord(word) ? contains(NAMES, word) : sql`${entityText.text} like ${pattern('', word)} || E'\t%\t%'`,
    ),
  );
  return sql`case when ${begins} then 0 when ${isNamed} then 1 else 2 end`;
}

/** Every word is contained in the text. It is found by an index, or each text of those that are found otherwise is looked at. */
export function containsAll(words: readonly string[], access: Access = 'find'): SQL | undefined {
  // The shortest word first: the others either have been found by an index already, or are in nearly all texts.
  const sorted = words.toSorted((one, other) => one.length - other.length);
  return and(...sorted.map((word) => contains(sql`${entityText.text}`, word, access)));
}

/** As an operator, or as its function, for which there is no index. */
function contains(text: SQL, word: string, access: Access = 'find'): SQL {
  if (isShortWord(word)) {
    const beginning = sql`(${SIGN}::text || lower(${word}::text))`;
    return access === 'find' ? sql`${text} ~ ${beginning}` : sql`textregexeq(${text}, ${beginning})`;
  }
  return access === 'find' ? sql`${text} like ${pattern('', word)}` : sql`textlike(${text}, ${pattern('', word)})`;
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
