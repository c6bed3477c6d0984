import * as z from 'zod';

import { STORE_SCHEMA } from './database/columns.ts';
import { quotedName } from './database/quoted-name.ts';
import type { Sql } from './database/sql.ts';

const tablesSchema = z.array(z.object({ name: z.string(), parent: z.string().nullable() }));
const parentsSchema = z.array(z.object({ name: z.string() }));

/** As autovacuum: a tenth of the table, and some rows more. The counts of changes do not outlive the process; sizes do. */
const CHANGED_TABLES = `
  SELECT relation.relname AS name, parent.relname AS parent
  FROM pg_class AS relation
  LEFT JOIN pg_stat_user_tables AS activity ON activity.relid = relation.oid
  LEFT JOIN pg_inherits ON pg_inherits.inhrelid = relation.oid
  LEFT JOIN pg_class AS parent ON parent.oid = pg_inherits.inhparent
  WHERE relation.relnamespace = $1::regnamespace AND relation.relkind = 'r' AND (
    activity.n_mod_since_analyze > 50 + 0.1 * greatest(relation.reltuples, 0)
    OR pg_relation_size(relation.oid) > current_setting('block_size')::int * (10 + 1.2 * relation.relpages))
  ORDER BY relation.relname`;

/** Those that were never analyzed, or last before one of their partitions. */
const OUTDATED_PARENTS = `
  SELECT DISTINCT parent.relname AS name
  FROM pg_class AS parent
  JOIN pg_stat_user_tables AS activity ON activity.relid = parent.oid
  JOIN pg_inherits ON inhparent = parent.oid
  JOIN pg_class AS partition ON partition.oid = inhrelid
  JOIN pg_stat_user_tables AS of_partition ON of_partition.relid = inhrelid
  WHERE parent.relnamespace = $1::regnamespace AND (
    parent.reltuples = -1 AND partition.reltuples > 0
    OR of_partition.last_autoanalyze > coalesce(activity.last_analyze, '-infinity'))`;

/**
 * Brings the planner's statistics up to date where nobody else does, for the tables of the store that have changed much:
 * on a Postgres server those of partitioned tables as a whole, which autovacuum leaves out, and on the embedded one all.
 * Table by table, so that others wait for one at most. Returns which tables these were.
 */
export async function keepStatistics(sql: Sql, { isEmbedded }: { isEmbedded: boolean }): Promise<string[]> {
  if (!isEmbedded) {
    const parents = parentsSchema.parse((await sql.query(OUTDATED_PARENTS, [STORE_SCHEMA])).rows);
    // Another instance may be at it.
    for (const { name } of parents) await sql.query(`ANALYZE (SKIP_LOCKED) ${qualified(name)}`);
    return parents.map(({ name }) => name);
  }
  // Changes of the last second may not be counted yet; counted after ANALYZE, they would make the table look changed again.
  await sql.query('SELECT pg_stat_force_next_flush()');
  const tables = tablesSchema.parse((await sql.query(CHANGED_TABLES, [STORE_SCHEMA])).rows);
  for (const { name } of tables) await sql.query(`ANALYZE ${qualified(name)}`);
  // Its partitions have theirs.
  const parents = new Set(tables.flatMap(({ parent }) => parent ?? []));
  for (const name of parents) await sql.query(`ANALYZE ONLY ${qualified(name)}`);
  return [...tables.map(({ name }) => name), ...parents];
}

function qualified(table: string): string {
  return quotedName(STORE_SCHEMA, table);
}
