import { and, type SQL, sql } from 'drizzle-orm';

import { entityText, mdmEntity } from '../tables.ts';
import type { Walk } from './entity-orders.ts';
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

/** What matches in one stretch, or on one of its walks, is found in the texts and sorted there; only the page is looked up. */
export function textStatement(list: ListStatement, number: number, walk?: Walk): SQL {
  const { order, page, textsOf, scope, columns } = list;
  const stretch = order.inTexts[number];
  if (!stretch || !textsOf) throw new Error('the texts do not tell what matches');
  const { mergedBy: merged, texts } = stretch;
  const isAscending = order.direction === 'ASC';
  const where = and(
    // Of what an index of groups finds, each text is looked at; a rank contains the search.
    textsOf(walk ? 'check' : 'find'),
    walk ? walk.condition : foundCondition(stretch),
    texts,
    page.after?.stretch === number ? beyond(stretch, { end: 'after', isGreater: isAscending, merged }) : undefined,
    page.before?.stretch === number ? beyond(stretch, { end: 'before', isGreater: !isAscending, merged }) : undefined,
  );
  const { entityType, entityId } = entityText;
  const names = stretch.columns.map((_, index) => identifier(sortedName(index)));
  const values = stretch.columns.map(
    (column, index) => sql`${firstOr(merged, index, column)} as ${sql.identifier(sortedName(index))}`,
  );
  const orderBy = commas(names.map((name) => sql`${name} ${directionOf(list)}`));
  const found = sql`select ${commas([sql`${entityType}`, sql`${entityId}`, ...values])} from ${entityText}
    where ${where} order by ${orderBy}`;
  const isOfText = sql`${mdmEntity.entityType} = found.entity_type and ${mdmEntity.id} = found.entity_id`;
  const ofEntity = columns.map((column) => sql`entity.${identifier(column.name)}`);
  return sql`select ${commas([...ofEntity, sql`${sql.raw(String(number))} as stretch`, ...names])}
    from ${limited(found, page)} as found
    cross join lateral (select ${commas(columns.map((column) => sql`${column}`))} from ${mdmEntity}
      where ${and(scope, isOfText)} offset 0) as entity order by ${orderBy}`;
}
