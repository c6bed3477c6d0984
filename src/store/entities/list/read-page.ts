import { and, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';

import type { Entity } from '../../../domain/entities/entity.ts';
import type { Db } from '../../database/drizzle.ts';
import type { KeyRange } from '../../database/keyset.ts';
import type { Projection } from '../../database/statements/projection.ts';
import { createStatements } from '../../database/statements/statements.ts';
import { type EntityQuery, filterCondition, scopeCondition } from '../entity-condition.ts';
import { entityProjection } from '../entity-row.ts';
import { mdmEntity } from '../tables.ts';
import { type EntityKey, keyValues, readKey } from './entity-key.ts';
import { BY_CANONICAL_KEY, type ListOrder } from './entity-orders.ts';
import { foundTexts, isAllInTexts, listedTexts } from './found-texts.ts';
import type { StretchAccess } from './list-sql.ts';
import { listStatement } from './list-statement.ts';
import { markSource, textSource } from './sources.ts';

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

/** How a page is read. Every way gives the same page, as far as it goes. */
export interface Way {
  /** By the number of the stretch; one that is not among them is walked. */
  accesses: readonly StretchAccess[];
  /** After so many entities each walk with a filter is given up. Default: never. */
  mostWalked?: number;
  /** What matches is found by the search or the tags of the query first, and each entity then looked up. */
  lookUp?: 'search' | 'tags' | undefined;
}

/** Walks in order, and checks every entity. */
export const WALK: Way = { accesses: [] };

/** Finds all that match, and sorts them. */
export function findAll({ stretches }: ListOrder): Way {
  return { accesses: stretches.map(() => 'find') };
}

const dialect = new PgDialect();
const select = createStatements();

/**
 * A page of the entities that match, read by one statement. Where a walk was given up there is undefined instead of an
 * entity, and what comes after it need not come next.
 */
export async function readPage(
  db: Db,
  tenantId: string,
  { query = {}, order = BY_CANONICAL_KEY, properties }: EntityList,
  page: KeyRange<EntityKey>,
  way: Way,
): Promise<(PlacedEntity | undefined)[]> {
  const { after, before, backwards, limit } = page;
  // It is to begin behind its end: there is no stretch to read.
  if (after && before && after.stretch > before.stretch) return [];
  const projection = entityProjection(properties);
  const isFiltered = filterCondition(tenantId, query) !== undefined;
  const { source, rest } = sourceOf(tenantId, query, order, way);
  const leavesOut = scopeCondition(query);
  const form = JSON.stringify([order.form, backwards, after?.stretch, before?.stretch, leavesOut !== undefined]);
  return select(db, {
    projection: placedIn(order, projection),
    form: isFiltered || order.form === undefined ? undefined : form,
    build: () => {
      const statement = listStatement({
        order,
        page,
        columns: Object.values(projection.columns),
        scope: and(sql`${mdmEntity.tenantId} = ${sql.placeholder('tenantId')}`, leavesOut),
        filter: (access) => filterCondition(tenantId, rest, access),
        accessOf: (stretch) => way.accesses[stretch] ?? 'check',
        mostWalked: way.mostWalked,
        // A rank contains the search.
        textsOf: (access) =>
          order.isSearched === true ? listedTexts(tenantId, query) : foundTexts(tenantId, query, access),
        source,
      });
      return { toSQL: () => dialect.sqlToQuery(statement) };
    },
    limit,
    values: { tenantId, ...keyValues('after', after), ...keyValues('before', before) },
  });
}

/** Where the list is found, and the conditions that this leaves. */
function sourceOf(tenantId: string, query: EntityQuery, order: ListOrder, { lookUp, accesses }: Way) {
  const { tags = [] } = query;
  if (lookUp === 'tags' && order.isSearched !== true) {
    return { source: markSource(tenantId, tags, { isLookedUp: true }), rest: { ...query, tags: undefined } };
  }
  const isRanked = order.isSearched === true;
  const isFound = order.stretches.every((_, number) => accesses[number] === 'find');
  if (lookUp !== 'search' && !(isRanked && isFound)) return { source: undefined, rest: restOf(order, query) };
  const rest = { ...query, search: undefined };
  const isAll = isAllInTexts(tenantId, query);
  return { source: textSource(tenantId, query, { isLookedUp: lookUp === 'search', isRanked, isAll }), rest };
}

/** The conditions that the stretches of the order do not contain. */
function restOf({ isSearched }: ListOrder, query: EntityQuery): EntityQuery {
  return isSearched === true ? { ...query, search: undefined } : query;
}

/** Undefined where a walk was given up: such a row has no stretch. */
function placedIn(order: ListOrder, projection: Projection<Entity>): Projection<PlacedEntity | undefined> {
  const count = Object.keys(projection.columns).length;
  return {
    ...projection,
    toObject(row) {
      if (row[count] === null) return undefined;
      return { entity: projection.toObject(row), key: readKey(order, row.slice(count)) };
    },
  };
}
