import { and, asc, desc, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import { type IdKind, uuidIn } from '../../domain/ids.ts';

/** Which rows of a list to load: those between two keys, both exclusive, from the end of the list if `backwards`. */
export interface KeyRange<K> {
  after?: K | undefined;
  before?: K | undefined;
  limit: number;
  backwards: boolean;
}

/** One of the values by which a list is sorted: what sorts it, the expression that is compared, and the value in a key. */
interface KeyTerm<V> {
  column: SQLWrapper;
  own: SQL;
  ofKey: (value: V) => SQL;
}

/** Pages of a list. The columns of its key must be unique together with the filter of the list. */
export interface Keyset<K> {
  /** Whether a row is between the keys of the range; undefined: there are none. */
  between(range: Pick<KeyRange<K>, 'after' | 'before'>): SQL | undefined;
  orderBy(range: Pick<KeyRange<K>, 'backwards'>): SQL[];
}

type Direction = 'ascending' | 'descending';

/**
 * A list sorted by columns, all in one direction, whose keys are objects. Rows are compared as a whole, `(a, b) > (x,
 * y)`, which an index on the columns answers with one search.
 */
export function keyset<K extends object>(
  direction: Direction,
  columns: { [P in keyof K]: AnyPgColumn | KeyTerm<K[P]> },
): Keyset<K> {
  const names = Object.keys(columns) as (keyof K)[];
  const terms = names.map((name) => {
    const part = columns[name];
    const term: KeyTerm<K[typeof name]> = 'ofKey' in part ? part : plain(part);
    return { column: term.column, own: term.own, ofKey: (key: K) => term.ofKey(key[name]) };
  });
  return keysetOf(direction, terms);
}

/** A list sorted by one column, whose keys are its values. */
export function numberKeyset(direction: Direction, column: AnyPgColumn): Keyset<number> {
  return keysetOf(direction, [plain<number>(column)]);
}

/** A time that may be missing: it comes after all others, as Postgres sorts it. */
export function missingLast(column: AnyPgColumn): KeyTerm<string | null> {
  const orInfinity = (value: SQL) => sql`coalesce(${value}, 'infinity')`;
  return { column, own: orInfinity(sql`${column}`), ofKey: (value) => orInfinity(typed(column, value)) };
}

/** A whole number that is computed from columns, with no column of its own. */
export function computedNumber(expression: SQL<number>): KeyTerm<number> {
  return { column: expression, own: expression, ofKey: (value) => sql`${value}::int` };
}

/** A column of UUIDs, which keys contain as ids of that type. */
export function uuidOfId(kind: IdKind, column: AnyPgColumn): KeyTerm<string> {
  return { column, own: sql`${column}`, ofKey: (id) => typed(column, uuidIn(kind, id) ?? null) };
}

function plain<V>(column: AnyPgColumn): KeyTerm<V> {
  return { column, own: sql`${column}`, ofKey: (value) => typed(column, value) };
}

/**
 * Keys come from cursors, as texts and numbers: without the type, Postgres would guess, and not always the column's.
 */
function typed(column: AnyPgColumn, value: unknown): SQL {
  return sql`${value}::${sql.raw(column.getSQLType())}`;
}

function keysetOf<K>(direction: Direction, terms: readonly KeyTerm<K>[]): Keyset<K> {
  const isAscending = direction === 'ascending';
  const own = row(terms.map((term) => term.own));
  const keyOf = (key: K) => row(terms.map(({ ofKey }) => ofKey(key)));
  return {
    between({ after, before }) {
      const [further, nearer] = isAscending ? [sql`>`, sql`<`] : [sql`<`, sql`>`];
      return and(
        after === undefined ? undefined : sql`${own} ${further} ${keyOf(after)}`,
        before === undefined ? undefined : sql`${own} ${nearer} ${keyOf(before)}`,
      );
    },
    orderBy({ backwards }) {
      const order = isAscending === backwards ? desc : asc;
      return terms.map(({ column }) => order(column));
    },
  };
}

function row(values: readonly SQL[]): SQL {
  return sql`(${sql.join([...values], sql`, `)})`;
}
