import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';

import type { Sql } from './sql.ts';

/** Drizzle's query builder. Its proxy driver serves both kinds of store, inside and outside of transactions. */
export type Db = PgRemoteDatabase;

const builders = new WeakMap<Sql, Db>();
const connections = new WeakMap<Db, Sql>();

/** The same for the same connection: a query builder is not cheap to make. */
export function drizzleOn(sql: Sql): Db {
  let db = builders.get(sql);
  if (!db) {
    db = drizzle(async (text, params: unknown[], method) => {
      const { rows } = await sql.query(text, params, { rowMode: method === 'all' ? 'array' : 'object' });
      return { rows };
    });
    builders.set(sql, db);
    connections.set(db, sql);
  }
  return db;
}

/** The connection that a query builder of `drizzleOn` uses. */
export function connectionOf(db: Db): Sql {
  const sql = connections.get(db);
  if (!sql) throw new Error('a query builder of another origin');
  return sql;
}
