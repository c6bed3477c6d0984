import pg from 'pg';

export interface StatementWatch extends AsyncDisposable {
  /** The statements that have run most since the watch began, by Postgres' numbers: the same for the same statement. */
  repeated: () => Promise<Map<string, string>>;
}

/** Statements that ran at least this often belong to the requests, and not to the work beside them. */
const OFTEN = 500;

export async function watchStatements(databaseUrl: string): Promise<StatementWatch> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  await connection.query('SELECT pg_stat_statements_reset()');
  return {
    async repeated() {
      const { rows } = await connection.query<{ id: string; query: string }>(
        `SELECT queryid::text AS id, query FROM pg_stat_statements
         WHERE calls >= ${OFTEN} AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
         ORDER BY queryid`,
      );
      return new Map(rows.map(({ id, query }) => [id, query]));
    },
    [Symbol.asyncDispose]: () => connection.end(),
  };
}
