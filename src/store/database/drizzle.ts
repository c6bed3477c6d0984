import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy';

import type { Sql } from './sql.ts';

/** Drizzle's query builder. Its proxy driver serves both kinds of store, inside and outside of transactions. */
export type Db = PgRemoteDatabase;

export function drizzleOn(sql: Sql): Db {
  return drizzle(async (text, params: unknown[], method) => {
    const { rows } = await sql.query(text, params, { rowMode: method === 'all' ? 'array' : 'object' });
    return { rows };
  });
}
