import { and, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import type { Db } from '../database/drizzle.ts';
import type { KeyRange } from '../database/keyset.ts';
import type { Projection } from '../database/statements/projection.ts';
import { createStatements } from '../database/statements/statements.ts';
import type { Access } from './entity-access.ts';
import { entityCondition, type EntityQuery, filterCondition } from './entity-condition.ts';
import { type EntityKey, keyValues, readKey } from './entity-key.ts';
import { listStatement } from './entity-list-statement.ts';
import { BY_CANONICAL_KEY, type ListOrder } from './entity-orders.ts';
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

/**
 * If the planner expects more matches than this, they are met often enough by a walk in order. Up to this number, they
 * are found and then sorted, which takes no longer for matches that are all at the far end of the order.
 */
const MANY = 20_000;

const json = z.string().transform((text): unknown => JSON.parse(text));
const planSchema = z.array(
  z.object({ 'QUERY PLAN': json.pipe(z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })])) }),
);

const dialect = new PgDialect();
const select = createStatements();

/** A page of the entities that match, read by one statement. */
export async function pageOfEntities(
  db: Db,
  tenantId: string,
  { query = {}, order = BY_CANONICAL_KEY, properties }: EntityList,
  page: KeyRange<EntityKey>,
): Promise<PlacedEntity[]> {
  const projection = entityProjection(properties);
  const { after, before, backwards, limit } = page;
  const hasFilter = filterCondition(tenantId, query) !== undefined;
  const { isFew, accesses } = hasFilter ? await accessesOf(db, tenantId, query, order) : { isFew: false, accesses: [] };
  const rest = restOf(order, query);
  const form = JSON.stringify([order.form, backwards, after?.stretch, before?.stretch]);
  return select(db, {
    projection: placedIn(order, projection),
    form: hasFilter || order.form === undefined ? undefined : form,
    build: () => {
      const statement = listStatement({
        order: (isFew ? order.few : undefined) ?? order,
        page,
        columns: Object.values(projection.columns),
        filter: (access) => filterCondition(tenantId, rest, access),
        accessOf: (stretch) => accesses[stretch] ?? 'check',
      });
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

interface Accesses {
  isFew: boolean;
  /** By the number of the stretch. */
  accesses: Access[];
}

/** How each stretch is read: by finding what matches, unless the planner expects much of it. */
async function accessesOf(db: Db, tenantId: string, query: EntityQuery, order: ListOrder): Promise<Accesses> {
  const ofAll = await accessOf(entityCondition(tenantId, query));
  if (ofAll === 'find') return { isFew: true, accesses: order.stretches.map(() => 'find') };
  const accesses: Access[] = [];
  for (const { find } of order.stretches) {
    accesses.push(find ? await accessOf(and(entityCondition(tenantId, restOf(order, query)), find)) : 'check');
  }
  return { isFew: false, accesses };

  async function accessOf(condition: SQL | undefined): Promise<Access> {
    const matches = db
      .select({ one: sql`1` })
      .from(mdmEntity)
      .where(condition);
    const [[plan] = []] = planSchema
      .parse(await db.execute(sql`explain (format json) ${matches}`))
      .map((row) => row['QUERY PLAN']);
    return (plan?.Plan['Plan Rows'] ?? 0) > MANY ? 'check' : 'find';
  }
}

/** The conditions that the stretches of the order do not contain. */
function restOf({ isSearched }: ListOrder, query: EntityQuery): EntityQuery {
  return isSearched === true ? { ...query, search: undefined } : query;
}

function placedIn(order: ListOrder, projection: Projection<Entity>): Projection<PlacedEntity> {
  const count = Object.keys(projection.columns).length;
  return {
    ...projection,
    toObject: (row) => ({ entity: projection.toObject(row), key: readKey(order, row.slice(count)) }),
  };
}
