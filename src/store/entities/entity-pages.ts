import { and, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';

import type { Entity } from '../../domain/entities/entity.ts';
import type { Db } from '../database/drizzle.ts';
import type { KeyRange } from '../database/keyset.ts';
import type { Projection } from '../database/statements/projection.ts';
import { createStatements } from '../database/statements/statements.ts';
import { entityCondition, type EntityQuery, filterCondition } from './entity-condition.ts';
import { type EntityKey, keyValues, readKey } from './entity-key.ts';
import { BY_CANONICAL_KEY, type ListOrder, type Stretch, type Walk } from './entity-orders.ts';
import { entityProjection } from './entity-row.ts';
import { mdmEntity } from './tables.ts';

/** An entity, and where it is in the list that was read. */
export interface PlacedEntity {
  entity: Entity;
  key: EntityKey;
}

export interface EntityList {
  query?: EntityQuery;
  /** Default: by canonical key. */
  order?: ListOrder;
  /** Reads these properties only, if they are given. */
  properties?: ReadonlySet<string> | undefined;
}

type Page = KeyRange<EntityKey>;

const dialect = new PgDialect();
const select = createStatements();

/** A page of the entities that match, read by one statement. */
export async function pageOfEntities(
  db: Db,
  tenantId: string,
  { query = {}, order = BY_CANONICAL_KEY, properties }: EntityList,
  page: Page,
): Promise<PlacedEntity[]> {
  const projection = entityProjection(properties);
  const filter = filterCondition(tenantId, query);
  const { after, before, backwards, limit } = page;
  return select(db, {
    projection: placedIn(order, projection),
    form:
      filter || order.form === undefined
        ? undefined
        : JSON.stringify([order.form, backwards, after?.stretch, before?.stretch]),
    build: () => {
      const statement = listStatement(order, page, columnsOf(projection), filter);
      return { toSQL: () => dialect.sqlToQuery(statement) };
    },
    limit,
    values: { tenantId, ...keyValues('after', after), ...keyValues('before', before) },
  });
}

/** How many entities match. */
export async function countEntities(db: Db, tenantId: string, query: EntityQuery): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(mdmEntity)
    .where(entityCondition(tenantId, query));
  return row?.count ?? 0;
}

/** Without its limit. The stretches are read in turn, each only as far as those before it leave the page unfilled. */
function listStatement(order: ListOrder, page: Page, columns: Columns, filter: SQL | undefined): SQL {
  const { after, before, backwards, limit } = page;
  const numbers = [...order.stretches.keys()].filter(
    (number) => number >= (after?.stretch ?? 0) && number <= (before?.stretch ?? Infinity),
  );
  const direction = (order.direction === 'ASC') === backwards ? sql`desc` : sql`asc`;
  const parts = (backwards ? numbers.toReversed() : numbers).map((number) => {
    const stretch = order.stretches[number];
    if (!stretch) throw new Error(`there is no stretch ${number}`);
    return stretchStatement({
      stretch,
      number,
      page,
      isAscending: order.direction === 'ASC',
      direction,
      columns,
      filter,
    });
  });
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return sql.join(
    parts.map((part) => sql`(${limited(part, limit)})`),
    sql` union all `,
  );
}

interface StretchPart {
  stretch: Stretch;
  number: number;
  page: Page;
  isAscending: boolean;
  direction: SQL;
  columns: Columns;
  filter: SQL | undefined;
}

function stretchStatement(part: StretchPart): SQL {
  const { stretch, page, direction, columns } = part;
  const [only, ...more] = stretch.walks;
  if (only && more.length === 0) return walkStatement(only, part);
  const walks = stretch.walks.map((walk) => sql`(${limited(walkStatement(walk, part), page.limit)})`);
  const names = [...columns.names, 'stretch', ...stretch.columns.map((_, index) => sortedName(index))];
  const order = stretch.columns.map((_, index) => sql`${sql.identifier(sortedName(index))} ${direction}`);
  return sql`select ${commas(names.map((name) => sql`${sql.identifier(name)}`))}
    from (${sql.join(walks, sql` union all `)}) as walked order by ${commas(order)}`;
}

function walkStatement(
  walk: Walk,
  { stretch, number, page, isAscending, direction, columns, filter }: StretchPart,
): SQL {
  const seconds = walk.addSeconds === undefined ? undefined : sql.raw(`make_interval(secs => ${walk.addSeconds})`);
  const sorted = stretch.columns.map((column, index) => {
    const value = seconds && index === 0 ? sql`${column} + ${seconds}` : sql`${column}`;
    return sql`${value} as ${sql.identifier(sortedName(index))}`;
  });
  const where = and(
    sql`${mdmEntity.tenantId} = ${sql.placeholder('tenantId')}`,
    walk.condition,
    filter,
    page.after?.stretch === number ? beyond('after', isAscending) : undefined,
    page.before?.stretch === number ? beyond('before', !isAscending) : undefined,
  );
  const order = stretch.columns.map((column) => sql`${column} ${direction}`);
  return sql`select ${commas([...columns.selected, sql.raw(`${number} as stretch`), ...sorted])}
    from ${mdmEntity} where ${where} order by ${commas(order)}`;

  /** Compared as a whole, which an index answers with one search. */
  function beyond(end: 'after' | 'before', isGreater: boolean): SQL {
    const compared = [...stretch.columns.entries()].slice(stretch.isNull === true ? 1 : 0);
    const key = compared.map(([index, column]) => {
      const value = sql`${sql.placeholder(`${end}${index}`)}::${sql.raw(column.getSQLType())}`;
      return seconds && index === 0 ? sql`${value} - ${seconds}` : value;
    });
    return sql`(${commas(compared.map(([, column]) => sql`${column}`))}) ${isGreater ? sql`>` : sql`<`} (${commas(key)})`;
  }
}

interface Columns {
  names: string[];
  selected: SQL[];
}

function columnsOf(projection: Projection<Entity>): Columns {
  const columns = Object.values(projection.columns);
  return { names: columns.map(({ name }) => name), selected: columns.map((column) => sql`${column}`) };
}

function placedIn(order: ListOrder, projection: Projection<Entity>): Projection<PlacedEntity> {
  const count = Object.keys(projection.columns).length;
  return {
    ...projection,
    toObject: (row) => ({ entity: projection.toObject(row), key: readKey(order, row.slice(count)) }),
  };
}

function limited(statement: SQL, limit: number): SQL {
  return sql`${statement} limit ${sql.raw(String(Math.trunc(limit)))}`;
}

function sortedName(index: number): string {
  return `sorted_${index}`;
}

function commas(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
