import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgColumn } from 'drizzle-orm/pg-core';

import type { KeyRange } from '../../database/keyset.ts';
import type { Access } from '../entity-access.ts';
import type { EntityKey } from './entity-key.ts';
import type { ListOrder, Stretch } from './entity-orders.ts';

/**
 * How a stretch is read; see `Access`. `texts`: what matches is found in the texts and sorted there, without the other
 * stretches. `groups`: so are its groups, by their index, and the rest is checked.
 */
export type StretchAccess = Access | 'texts' | 'groups';

export interface ListStatement {
  order: ListOrder;
  page: KeyRange<EntityKey>;
  columns: readonly PgColumn[];
  /** Whether an entity is one of the tenant, and of a status that is asked for by asking for none. */
  scope: SQL | undefined;
  filter: (access: Access) => SQL | undefined;
  accessOf: (stretch: number) => StretchAccess;
  /** The texts that match, if they tell it. */
  textsOf?: ((access: Access) => SQL | undefined) | undefined;
  /**
   * Each walk that checks ends after so many entities, matches or not. The next one then is in the list with null for the
   * number of its stretch: what comes after it is not known. Default: as many as it takes.
   */
  mostWalked?: number | undefined;
  /** Where what matches is found. Default: among the entities. */
  source?: Source | undefined;
}

/** Another table by which entities are found. */
export interface Source {
  /** Selects as `found` what `link` and `rank` are made of, once for an entity. */
  select: SQL;
  link: SQL;
  /** Number of the stretch, if the list is sorted by the rank of a search. */
  rank?: SQL | undefined;
  /** Each that is found is looked up, which is best as long as these are not most entities; else the planner chooses. */
  isLookedUp: boolean;
  /** If what is found in the texts is all that matches: it is sorted there, and only the page is looked up. */
  texts?: { condition: SQL | undefined; rank: SQL } | undefined;
}

/** What tells a stretch from the others, for entities that match. */
export function foundCondition({ walks, columns }: Stretch): SQL | undefined {
  const [only, ...more] = walks;
  return only && more.length === 0 ? only.condition : sql`${columns[0]} is not null`;
}

export interface Beyond {
  end: 'after' | 'before';
  isGreater: boolean;
  /** The expression by which several walks are merged, if they are not walked. */
  merged?: SQL | undefined;
  /** What is added to the first column of a walk that is merged with others. */
  seconds?: SQL | undefined;
}

/** Compared as a whole, which an index answers with one search. */
export function beyond(stretch: Stretch, { end, isGreater, merged, seconds }: Beyond): SQL {
  const compared = [...stretch.columns.entries()].slice(stretch.isNull === true ? 1 : 0);
  const own = compared.map(([index, column]) => firstOr(merged, index, column));
  const key = compared.map(([index, column]) => {
    const value = sql`${sql.placeholder(`${end}${index}`)}::${sql.raw(column.getSQLType())}`;
    return index === 0 && seconds && !merged ? sql`${value} - ${seconds}` : value;
  });
  return sql`(${commas(own)}) ${isGreater ? sql`>` : sql`<`} (${commas(key)})`;
}

export function firstOr(merged: SQL | undefined, index: number, column: AnyPgColumn): SQL {
  return index === 0 && merged ? merged : sql`${column}`;
}

export function directionOf({ order, page }: ListStatement): SQL {
  return (order.direction === 'ASC') === page.backwards ? sql`desc` : sql`asc`;
}

/** The limit is part of the text: a plan for any limit would be one for many rows. */
export function limited(statement: SQL, { limit }: ListStatement['page']): SQL {
  return sql`(${statement} limit ${sql.raw(String(Math.trunc(limit)))})`;
}

export function sortedName(index: number): string {
  return `sorted_${index}`;
}

export function identifier(name: string): SQL {
  return sql`${sql.identifier(name)}`;
}

export function commas(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
