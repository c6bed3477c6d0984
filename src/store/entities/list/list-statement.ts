import { and, type SQL, sql } from 'drizzle-orm';

import { mdmEntity } from '../tables.ts';
import type { Stretch, Walk } from './entity-orders.ts';
import { foundStatement } from './found-statement.ts';
import {
  beyond,
  commas,
  directionOf,
  foundCondition,
  identifier,
  limited,
  type ListStatement,
  sortedName,
} from './list-sql.ts';
import { textStatement } from './text-statement.ts';

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
  if (list.source || (numbers.length > 1 && numbers.every((number) => isFoundAlike(list, number))))
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

function stretchStatement(list: ListStatement, number: number): SQL {
  const stretch = list.order.stretches[number];
  if (!stretch) throw new Error(`there is no stretch ${number}`);
  const access = list.accessOf(number);
  if (access === 'texts') return textStatement(list, number);
  const ofWalk = (walk: Walk, index: number) =>
    access === 'groups' && walk.isGroup === true
      ? textStatement(list, number, list.order.inTexts[number]?.walks[index])
      : walkStatement(list, walk, stretch, number);
  const [only, ...more] = stretch.walks;
  if (only && more.length === 0) return ofWalk(only, 0);
  if (access === 'find') return walkStatement(list, { condition: foundCondition(stretch) }, stretch, number);
  const walks = stretch.walks.map((walk, index) => limited(ofWalk(walk, index), list.page));
  const sorted = stretch.columns.map((_, index) => identifier(sortedName(index)));
  const names = [...list.columns.map(({ name }) => identifier(name)), identifier('stretch'), ...sorted];
  const direction = directionOf(list);
  return sql`select ${commas(names)} from (${sql.join(walks, sql` union all `)}) as walked
    order by ${commas(sorted.map((name) => sql`${name} ${direction}`))}`;
}

function walkStatement(list: ListStatement, walk: Walk, stretch: Stretch, number: number): SQL {
  const { page, accessOf, order, mostWalked } = list;
  const access = accessOf(number) === 'find' ? 'find' : 'check';
  const matches = and(list.filter(access), stretch[access]);
  const isBounded = access === 'check' && mostWalked !== undefined && matches !== undefined;
  const seconds = walk.addSeconds === undefined ? undefined : sql.raw(`make_interval(secs => ${walk.addSeconds})`);
  const merged = access === 'find' ? stretch.mergedBy : undefined;
  const sorted = stretch.columns.map((column, index) => {
    if (index > 0) return sql`${column}`;
    return merged ?? (seconds ? sql`${column} + ${seconds}` : sql`${column}`);
  });
  const isAscending = order.direction === 'ASC';
  const where = and(
    list.scope,
    walk.condition,
    isBounded ? undefined : matches,
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
  const columns = list.columns.map((column) => sql`${column}`);
  const values = sorted.map((value, index) => sql`${value} as ${identifier(sortedName(index))}`);
  const select = (stretchOrMatches: SQL) =>
    sql`select ${commas([...columns, stretchOrMatches, ...values])} from ${mdmEntity} where ${where} order by ${commas(orderBy)}`;
  const name = sql.raw(String(number));
  if (!isBounded) return select(sql`${name} as stretch`);
  const most = sql.raw(String(mostWalked));
  const names = list.columns.map((column) => identifier(column.name));
  const sortedNames = sorted.map((_, index) => identifier(sortedName(index)));
  return sql`select ${commas([...names, sql`case when walked <= ${most} then ${name} end as stretch`, ...sortedNames])}
    from (select *, row_number() over () as walked from (
      ${select(sql`(${matches}) as matches`)} limit ${most} + 1) as entity) as entity
    where matches or walked > ${most}`;
}
