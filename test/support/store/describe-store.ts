import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Sql } from '../../../src/store/database/sql.ts';
import { findStoreId } from '../../../src/store/database/store-identity.ts';

const OURS = `nspname IN ('governance', 'drizzle', 'pgboss', 'public')`;

/** One line for each thing that a schema can have, whatever the order in which it was made. */
const STRUCTURE = `
  SELECT 'schema ' || nspname AS line FROM pg_namespace WHERE ${OURS}
  UNION ALL
  SELECT format('column %s.%s %s %s not null %s default %s generated %s', nspname, relname, attname,
    format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), attgenerated)
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE ${OURS} AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT format('relation %s.%s %s partition %s of %s options %s', nspname, relname, relkind,
    pg_get_expr(relpartbound, pg_class.oid), inhparent::regclass, reloptions)
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace LEFT JOIN pg_inherits ON inhrelid = pg_class.oid
  WHERE ${OURS}
  UNION ALL
  SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
  FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace WHERE ${OURS}
  UNION ALL
  SELECT format('index %s', indexdef) FROM pg_indexes JOIN pg_namespace ON nspname = schemaname WHERE ${OURS}
  UNION ALL
  SELECT pg_get_functiondef(pg_proc.oid) FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE ${OURS}
  UNION ALL
  SELECT format('enum %s.%s %s', nspname, typname, string_agg(enumlabel, ',' ORDER BY enumsortorder))
  FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid JOIN pg_namespace ON pg_namespace.oid = typnamespace
  WHERE ${OURS} GROUP BY nspname, typname
  UNION ALL
  SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT format('extension %s %s', extname, extversion) FROM pg_extension
  UNION ALL
  SELECT format('setting %s %s', name, setting) FROM pg_settings WHERE source IN ('configuration file', 'database', 'user')
  ORDER BY line`;

/** What differs between two stores that were made at different times. */
const TIMES = `'{id,at,created_on,updated_on,maintained_on,cron_on,monitored_on,job_id}'::text[]`;

/** The server that is ended may or may not have made its first pass. */
const ROWS = `
  SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname IN ('governance', 'drizzle', 'pgboss', 'public')
    AND (schemaname, tablename) NOT IN (('governance', 'store_identity'), ('governance', 'scheduler_pass'),
      ('governance', 'scheduler_turn'), ('pgboss', 'job'))
    AND tablename !~ '^j[0-9a-f]{56}$'
  ORDER BY name`;

/** What is in a store, in a form in which two of them can be compared. */
export async function describeStore(sql: Sql) {
  const structure = (await sql.query(STRUCTURE)).rows as { line: string }[];
  const tables = (await sql.query(ROWS)).rows as { name: string }[];
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    const found = await sql.query(`SELECT (to_jsonb(t) - ${TIMES})::text AS row FROM ${name} t ORDER BY 1`);
    if (found.rows.length > 0) rows[name] = found.rows;
  }
  return { structure: structure.map(({ line }) => line), rows, storeId: await findStoreId(drizzleOn(sql)) };
}
