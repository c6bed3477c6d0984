import { and, type SQL, sql } from 'drizzle-orm';

import { entityText, mdmEntity } from '../tables.ts';
import type { Stretch } from './entity-orders.ts';
import {
  beyond,
  commas,
  directionOf,
  firstOr,
  foundCondition,
  identifier,
  limited,
  type ListStatement,
  sortedName,
} from './list-sql.ts';

/** What matches is found once, and sorted by its stretch and then as that is. */
export function foundStatement(list: ListStatement, numbers: readonly number[]): SQL {
  const { order, source, columns } = list;
  const entity = columns.map((column) => sql`${column}`);
  const names = columns.map(({ name }) => sql`entity.${identifier(name)}`);
  if (!source) {
    const place = placed(list, numbers);
    const where = and(list.scope, list.filter('find'), place.where);
    return sql`select ${commas([...entity, ...place.columns])} from ${mdmEntity} where ${where} order by ${place.orderBy}`;
  }
  if (source.texts) {
    const { condition, rank } = source.texts;
    const stretches = order.inTexts;
    const place = placed(list, numbers, { stretches, number: order.isSearched === true ? rank : numberOf(stretches) });
    const texts = sql`select ${commas([sql`${entityText.entityType}`, sql`${entityText.entityId}`, ...place.columns])}
      from ${entityText} where ${and(condition, place.where)} order by ${place.orderBy}`;
    const where = and(list.scope, source.link);
    return sql`with found as materialized ${limited(texts, list.page)}
      select ${commas([...names, ...place.names])} from found
      cross join lateral (select ${commas(entity)} from ${mdmEntity} where ${where} offset 0) as entity order by ${place.orderBy}`;
  }
  const place = placed(list, numbers, source.rank && { number: source.rank });
  const { isLookedUp } = source;
  const where = and(list.scope, source.link, list.filter(isLookedUp ? 'check' : 'find'), place.where);
  const [with_, end] = isLookedUp ? [sql`materialized`, sql` offset 0`] : [sql`not materialized`, sql``];
  return sql`with found as ${with_} (${source.select}) select ${commas([...names, ...place.names])} from found
    cross join lateral (select ${commas([...entity, ...place.columns])} from ${mdmEntity} where ${where}${end}) as entity
    order by ${place.orderBy}`;
}

interface Where {
  /** Of the stretch. Default: by the conditions of the walks. */
  number?: SQL;
  /** Default: those of the entities. */
  stretches?: readonly Stretch[];
}

/** The place of what is found: in which stretch, and by which values it is sorted there. */
function placed(
  list: ListStatement,
  numbers: readonly number[],
  { stretches = list.order.stretches, number = numberOf(stretches) }: Where = {},
) {
  const { order, page } = list;
  const isAscending = order.direction === 'ASC';
  const direction = directionOf(list);
  const [stretch] = stretches;
  if (!stretch) throw new Error('a list has stretches');
  const values = stretch.columns.map((column, index) => firstOr(stretch.mergedBy, index, column));
  const names = values.map((_, index) => identifier(sortedName(index)));

  function beyondKey(end: 'after' | 'before', isGreater: boolean): SQL | undefined {
    const at = page[end]?.stretch;
    const ofKey = at === undefined ? undefined : stretches[at];
    if (!ofKey) return undefined;
    const key = sql.raw(String(at));
    const isBeyond = end === 'after' ? sql`${number} > ${key}` : sql`${number} < ${key}`;
    return sql`(${isBeyond} or ${number} = ${key} and ${beyond(ofKey, { end, isGreater, merged: ofKey.mergedBy })})`;
  }

  return {
    columns: [sql`${number} as stretch`, ...values.map((value, index) => sql`${value} as ${names[index]}`)],
    names: [identifier('stretch'), ...names],
    orderBy: commas([
      page.backwards ? sql`stretch desc` : sql`stretch asc`,
      ...names.map((name) => sql`${name} ${direction}`),
    ]),
    where: and(
      numbers.length === stretches.length ? undefined : sql`${number} in (${sql.raw(numbers.join(', '))})`,
      beyondKey('after', isAscending),
      beyondKey('before', !isAscending),
    ),
  };
}

function numberOf(stretches: readonly Stretch[]): SQL {
  const [only, ...more] = stretches;
  if (only && more.length === 0) return sql`0`;
  const cases = stretches.map((one, number) => sql`when ${foundCondition(one)} then ${sql.raw(String(number))}`);
  return sql`case ${sql.join(cases, sql` `)} end`;
}
