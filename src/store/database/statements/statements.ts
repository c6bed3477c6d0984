import { fillPlaceholders } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';

import { connectionOf, type Db } from '../drizzle.ts';
import type { Projection } from './projection.ts';

/** A query of drizzle's that is complete but for the values of its placeholders. */
interface Query {
  toSQL(): { sql: string; params: unknown[] };
}

interface Statement<T, V> {
  projection: Projection<T>;
  /** Distinguishes it from others of its kind with the same projection; undefined: it is not kept. */
  form: string | undefined;
  build: () => Query;
  /** Most rows. It is part of the text, because a plan for any limit would be one for many rows. */
  limit?: number;
  /** Of the placeholders. */
  values: V;
}

/** Most statements of one kind that are kept: there is one for each projection and form that clients ask for. */
const MAX_STATEMENTS = 200;

/** Runs statements of one kind. Each that has a form is built once, and afterwards only given its values. */
export function createStatements() {
  const built = new LRUCache<string, ReturnType<Query['toSQL']>>({ max: MAX_STATEMENTS });

  return async function select<T, V extends Record<string, unknown>>(
    db: Db,
    { projection, form, build, limit, values }: Statement<T, V>,
  ): Promise<T[]> {
    const key = form === undefined ? undefined : `${form}:${limit}:${projection.key}`;
    const kept = key === undefined ? undefined : built.get(key);
    const statement = kept ?? limited(build().toSQL(), limit);
    if (key !== undefined && !kept) built.set(key, statement);
    const params = fillPlaceholders(statement.params, values);
    const options = { rowMode: 'array', isRepeated: key !== undefined } as const;
    const { rows } = await connectionOf(db).query(statement.sql, params, options);
    return (rows as unknown[][]).map(projection.toObject);
  };
}

function limited({ sql, params }: ReturnType<Query['toSQL']>, limit: number | undefined) {
  return limit === undefined ? { sql, params } : { sql: `${sql} limit ${Math.trunc(limit)}`, params };
}
