import type { Database } from '../../src/store/database/sql.ts';

export const PROFILED = { schema: 'bench', keyed: 'orders', keyless: 'orders_without_key' };

/**
 * Fills two tables with the same rows of ten columns, one of them with a primary key: ids, times and texts that are almost
 * all distinct, amounts with many values, and states, countries and flags with few. Nothing if they are there already.
 */
export async function fillProfiled(database: Database, rows: number): Promise<void> {
  const { rowCount } = await database.query(
    `SELECT FROM pg_tables WHERE schemaname = 'bench' AND tablename = 'orders'`,
  );
  if (rowCount > 0) return;
  await database.exec(`CREATE SCHEMA bench`);
  const patient = { isPatient: true };
  for (const table of [PROFILED.keyed, PROFILED.keyless]) {
    await database.transaction((sql) => sql.query(columnsOf(table, rows)), patient);
  }
  await database.transaction((sql) => sql.query(`ALTER TABLE bench.orders ADD PRIMARY KEY (id)`), patient);
  for (const table of [PROFILED.keyed, PROFILED.keyless]) await database.query(`VACUUM ANALYZE bench.${table}`);
}

function columnsOf(table: string, rows: number): string {
  return `CREATE TABLE bench.${table} AS
    SELECT n::bigint AS id, (hashint4(n) & 2147483647) % 100000 AS customer_id,
      'SKU-' || lpad(((hashint4(n + 7) & 2147483647) % 20000)::text, 6, '0') AS sku,
      (ARRAY['new', 'paid', 'packed', 'shipped', 'returned'])[1 + n % 5] AS status,
      ((hashint4(n + 13) & 2147483647) % 1000000)::numeric / 100 AS amount, n % 100 AS quantity,
      timestamptz '2024-01-01' + make_interval(secs => n * 7.3) AS placed_at,
      CASE WHEN n % 50 > 0 THEN (ARRAY['DE', 'FR', 'IT', 'ES', 'PL', 'NL'])[1 + n % 6] END AS country,
      CASE WHEN n % 20 > 0 THEN 'user' || (hashint4(n + 21) & 2147483647) || '@example.com' END AS email, n % 3 = 0 AS is_gift
    FROM generate_series(1, ${rows}) AS n`;
}
