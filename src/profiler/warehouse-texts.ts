import * as z from 'zod';

import { INVALID_REGULAR_EXPRESSION, type Sql, sqlStateOf } from '../store/database/sql.ts';
import { inSavepoint } from './savepoint.ts';

/** Which user-supplied texts the warehouse accepts. */
export interface WarehouseTexts {
  encoding: string;
  /**
   * Whether the warehouse's encoding has all characters of a text. A text that it cannot encode equals nothing that is
   * stored.
   */
  canHold: (text: string) => boolean;
  /** Whether the warehouse can compile a pattern that it can encode. */
  isPattern: (pattern: string) => boolean;
}

/** Encodings that refuse no text of ours: one is Unicode's own, the other accepts any bytes. */
const TAKES_ALL = ['UTF8', 'SQL_ASCII'];

/**
 * Finds out which texts the warehouse refuses, before a statement with all of them fails without saying for which. Must
 * be called inside a transaction.
 */
export async function probeTexts(
  sql: Sql,
  { texts, patterns }: { texts: readonly string[]; patterns: readonly string[] },
): Promise<WarehouseTexts> {
  const { rows } = await sql.query(`SELECT current_setting('server_encoding') AS encoding`);
  const [{ encoding }] = z.tuple([z.strictObject({ encoding: z.string() })]).parse(rows);
  const characters = [...new Set([...texts, ...patterns].flatMap((text) => text.match(/[^\0-\x7f]/gu) ?? []))];
  const refused = TAKES_ALL.includes(encoding) ? [] : await refusedOf(sql, encodes, characters.toSorted());
  const canHold = (text: string) => !text.includes('\0') && !refused.some((character) => text.includes(character));
  const invalid = new Set(await refusedOf(sql, compiles, patterns.filter(canHold)));
  return { encoding, canHold, isPattern: (pattern) => !invalid.has(pattern) };
}

/** Those that the database refuses. If all are fine, it costs one query; one fault among n costs about log n. */
async function refusedOf(sql: Sql, accepts: Probe, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0 || (await accepts(sql, texts))) return [];
  if (texts.length === 1) return [...texts];
  const middle = Math.ceil(texts.length / 2);
  const first = await refusedOf(sql, accepts, texts.slice(0, middle));
  return [...first, ...(await refusedOf(sql, accepts, texts.slice(middle)))];
}

type Probe = (sql: Sql, texts: readonly string[]) => Promise<boolean>;

const encodes: Probe = (sql, texts) => succeeds(sql, 'SELECT $1::text', texts.join(''), isUntranslatable);
// Each of them is compiled, and matched against nothing.
const compiles: Probe = (sql, patterns) =>
  succeeds(
    sql,
    `SELECT count('' ~ pattern) FROM unnest($1::text[]) AS pattern`,
    patterns,
    (error) => sqlStateOf(error) === INVALID_REGULAR_EXPRESSION,
  );

async function succeeds(sql: Sql, statement: string, value: unknown, isRefusal: (error: unknown) => boolean) {
  try {
    await inSavepoint(sql, () => sql.query(statement, [value]));
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Whether the database lacks a character in one of the two encodings, or has bytes that are invalid. */
export function isUntranslatable(error: unknown): boolean {
  return ['22P05', '22021'].includes(sqlStateOf(error) ?? '');
}
