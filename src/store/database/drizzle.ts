import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';

import type { Sql } from './sql.ts';

/** Drizzle's query builder. Its proxy driver serves both kinds of store, inside and outside of transactions. */
export type Db = PgRemoteDatabase;

const known = new WeakMap<Sql, Db>();

/** The same for the same connection: a query builder is not cheap to make. */
export function drizzleOn(sql: Sql): Db {
  let db = known.get(sql);
  if (!db) {
    db = drizzle(async (text, params: unknown[], method) => {
      const { rows } = await sql.query(text, params, { rowMode: method === 'all' ? 'array' : 'object' });
      return { rows };
    });
    known.set(sql, db);
  }
  return db;
}
