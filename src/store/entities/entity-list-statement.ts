import { and, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgColumn } from 'drizzle-orm/pg-core';

import type { KeyRange } from '../database/keyset.ts';
import type { Access } from './entity-access.ts';
import type { EntityKey } from './entity-key.ts';
import type { ListOrder, Stretch, Walk } from './entity-orders.ts';
import { mdmEntity } from './tables.ts';

export interface ListStatement {
  order: ListOrder;
  page: KeyRange<EntityKey>;
  columns: readonly PgColumn[];
  filter: (access: Access) => SQL | undefined;
  accessOf: (stretch: number) => Access;
}

/**
 * A statement that selects the columns, then the number of the stretch, then the values of the key; without its limit.
 * The stretches are read in turn, each only as far as those before it leave the page unfilled; or all at once, if what
 * matches is found.
 */
export function listStatement(list: ListStatement): SQL {
  const { order, page } = list;
  const numbers = [...order.stretches.keys()].filter(
    (number) => number >= (page.after?.stretch ?? 0) && number <= (page.before?.stretch ?? Infinity),
  );
  if (order.found || (numbers.length > 1 && numbers.every((number) => isFoundAlike(list, number))))
    return foundStatement(list, numbers);
  if (page.backwards) numbers.reverse();
  const parts = numbers.map((number) => stretchStatement(list, number));
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return sql.join(
    parts.map((part) => limited(part, page)),
    sql` union all `,
  );
}

/** A stretch with a form of its own that finds is not found together with others. */
function isFoundAlike({ order, accessOf }: ListStatement, number: number): boolean {
  return accessOf(number) === 'find' && order.stretches[number]?.find === undefined;
}

/** What matches is found once, and sorted by its stretch and then as that is. */
function foundStatement(list: ListStatement, numbers: readonly number[]): SQL {
  const { order, page, filter } = list;
  const { stretches } = order;
  const [stretch] = stretches;
  if (!stretch) throw new Error('a list has stretches');
  const cases = stretches.map((one, number) => sql`when ${foundCondition(one)} then ${sql.raw(String(number))}`);
  const number = order.found?.stretch ?? sql`case ${sql.join(cases, sql` `)} end`;
  const values = stretch.columns.map((column, index) => firstOr(stretch.mergedBy, index, column));
  const isAscending = order.direction === 'ASC';
  const where = and(
    sql`${mdmEntity.tenantId} = ${sql.placeholder('tenantId')}`,
    filter('find'),
    numbers.length === stretches.length ? undefined : sql`${number} in (${sql.raw(numbers.join(', '))})`,
    beyondKey('after', isAscending),
    beyondKey('before', !isAscending),
  );
  const selected = [
    ...list.columns.map((column) => sql`${column}`),
    sql`${number} as stretch`,
    ...values.map((value, index) => sql`${value} as ${identifier(sortedName(index))}`),
  ];
  const direction = directionOf(list);
  const orderBy = [
    page.backwards ? sql`stretch desc` : sql`stretch asc`,
    ...values.map((_, index) => sql`${identifier(sortedName(index))} ${direction}`),
  ];
  return sql`select ${commas(selected)} from ${order.found?.from ?? mdmEntity} where ${where} order by ${commas(orderBy)}`;

  function beyondKey(end: 'after' | 'before', isGreater: boolean): SQL | undefined {
    const at = page[end]?.stretch;
    const ofKey = at === undefined ? undefined : stretches[at];
    if (!ofKey) return undefined;
    const key = sql.raw(String(at));
    const isBeyond = end === 'after' ? sql`${number} > ${key}` : sql`${number} < ${key}`;
    return sql`(${isBeyond} or ${number} = ${key} and ${beyond(ofKey, { end, isGreater, merged: ofKey.mergedBy })})`;
  }
}

/** What tells a stretch from the others, for entities that match. */
function foundCondition({ walks, columns }: Stretch): SQL | undefined {
  const [only, ...more] = walks;
  return only && more.length === 0 ? only.condition : sql`${columns[0]} is not null`;
}

function stretchStatement(list: ListStatement, number: number): SQL {
  const stretch = list.order.stretches[number];
  if (!stretch) throw new Error(`there is no stretch ${number}`);
  const [only, ...more] = stretch.walks;
  const access = list.accessOf(number);
  if (only && more.length === 0)
    return walkStatement(
      list,
      { ...only, condition: access === 'find' ? (stretch.find ?? only.condition) : only.condition },
      stretch,
      number,
    );
  if (access === 'find') return walkStatement(list, { condition: foundCondition(stretch) }, stretch, number);
  const walks = stretch.walks.map((walk) => limited(walkStatement(list, walk, stretch, number), list.page));
  const sorted = stretch.columns.map((_, index) => identifier(sortedName(index)));
  const names = [...list.columns.map(({ name }) => identifier(name)), identifier('stretch'), ...sorted];
  const direction = directionOf(list);
  return sql`select ${commas(names)} from (${sql.join(walks, sql` union all `)}) as walked
    order by ${commas(sorted.map((name) => sql`${name} ${direction}`))}`;
}

function walkStatement(list: ListStatement, walk: Walk, stretch: Stretch, number: number): SQL {
  const { page, filter, accessOf, order } = list;
  const access = accessOf(number);
  const seconds = walk.addSeconds === undefined ? undefined : sql.raw(`make_interval(secs => ${walk.addSeconds})`);
  const merged = access === 'find' ? stretch.mergedBy : undefined;
  const sorted = stretch.columns.map((column, index) => {
    if (index > 0) return sql`${column}`;
    return merged ?? (seconds ? sql`${column} + ${seconds}` : sql`${column}`);
  });
  const isAscending = order.direction === 'ASC';
  const where = and(
    sql`${mdmEntity.tenantId} = ${sql.placeholder('tenantId')}`,
    walk.condition,
    filter(access),
    page.after?.stretch === number
      ? beyond(stretch, { end: 'after', isGreater: isAscending, merged, seconds })
      : undefined,
    page.before?.stretch === number
      ? beyond(stretch, { end: 'before', isGreater: !isAscending, merged, seconds })
      : undefined,
  );
  const direction = directionOf(list);
  // As an expression, it is not what an index is sorted by: the planner must find first, and then sort.
  const sortedBy = (value: SQL) => (access === 'find' ? sql`coalesce(${value}, ${value})` : value);
  const orderBy = stretch.columns.map(
    (column, index) => sql`${sortedBy(index === 0 && merged ? merged : sql`${column}`)} ${direction}`,
  );
  const selected = [
    ...list.columns.map((column) => sql`${column}`),
    sql.raw(`${number} as stretch`),
    ...sorted.map((value, index) => sql`${value} as ${identifier(sortedName(index))}`),
  ];
  return sql`select ${commas(selected)} from ${mdmEntity} where ${where} order by ${commas(orderBy)}`;
}

interface Beyond {
  end: 'after' | 'before';
  isGreater: boolean;
  /** The expression by which several walks are merged, if they are not walked. */
  merged?: SQL | undefined;
  /** What is added to the first column of a walk that is merged with others. */
  seconds?: SQL | undefined;
}

/** Compared as a whole, which an index answers with one search. */
function beyond(stretch: Stretch, { end, isGreater, merged, seconds }: Beyond): SQL {
  const compared = [...stretch.columns.entries()].slice(stretch.isNull === true ? 1 : 0);
  const own = compared.map(([index, column]) => firstOr(merged, index, column));
  const key = compared.map(([index, column]) => {
    const value = sql`${sql.placeholder(`${end}${index}`)}::${sql.raw(column.getSQLType())}`;
    return index === 0 && seconds && !merged ? sql`${value} - ${seconds}` : value;
  });
  return sql`(${commas(own)}) ${isGreater ? sql`>` : sql`<`} (${commas(key)})`;
}

function firstOr(merged: SQL | undefined, index: number, column: AnyPgColumn): SQL {
  return index === 0 && merged ? merged : sql`${column}`;
}

function directionOf({ order, page }: ListStatement): SQL {
  return (order.direction === 'ASC') === page.backwards ? sql`desc` : sql`asc`;
}

/** The limit is part of the text: a plan for any limit would be one for many rows. */
function limited(statement: SQL, { limit }: ListStatement['page']): SQL {
  return sql`(${statement} limit ${sql.raw(String(Math.trunc(limit)))})`;
}

function sortedName(index: number): string {
  return `sorted_${index}`;
}

function identifier(name: string): SQL {
  return sql`${sql.identifier(name)}`;
}

function commas(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
