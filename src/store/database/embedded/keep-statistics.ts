import * as z from 'zod';

import { STORE_SCHEMA } from '../columns.ts';
import { quotedName } from '../quoted-name.ts';
import type { Sql } from '../sql.ts';

const tablesSchema = z.array(z.object({ name: z.string(), parent: z.string().nullable() }));

/** As Postgres' own autovacuum: a tenth of the table, and some rows more. The counts of changes do not outlive the process, and sizes do. */
const CHANGED = `
  SELECT relation.relname AS name, parent.relname AS parent
  FROM pg_class AS relation
  LEFT JOIN pg_stat_user_tables AS activity ON activity.relid = relation.oid
  LEFT JOIN pg_inherits ON pg_inherits.inhrelid = relation.oid
  LEFT JOIN pg_class AS parent ON parent.oid = pg_inherits.inhparent
  WHERE relation.relnamespace = $1::regnamespace AND relation.relkind = 'r' AND (
    activity.n_mod_since_analyze > 50 + 0.1 * greatest(relation.reltuples, 0)
    OR pg_relation_size(relation.oid) > current_setting('block_size')::int * (10 + 1.2 * relation.relpages))
  ORDER BY relation.relname`;

/**
 * Brings the planner's statistics up to date for the tables of the store that have changed much, which a Postgres server
 * does by itself and the embedded one does not. Table by table, so that others wait for one at most. Returns which
 * tables these were.
 */
export async function keepStatistics(sql: Sql): Promise<string[]> {
  const tables = tablesSchema.parse((await sql.query(CHANGED, [STORE_SCHEMA])).rows);
  for (const { name } of tables) await sql.query(`ANALYZE ${qualified(name)}`);
  // Of a partitioned table as a whole: its partitions have theirs.
  const parents = new Set(tables.flatMap(({ parent }) => parent ?? []));
  for (const name of parents) await sql.query(`ANALYZE ONLY ${qualified(name)}`);
  return [...tables.map(({ name }) => name), ...parents];
}

function qualified(table: string): string {
  return `${quotedName(STORE_SCHEMA)}.${quotedName(table)}`;
}
