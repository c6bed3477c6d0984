import pg from 'pg';

export interface LogReads {
  /** Statements that read on in the log. */
  pages: number;
  /** Statements that read the positions of streams. */
  positions: number;
}

export interface LogWatch extends AsyncDisposable {
  /** Of all processes since the watch began. */
  reads: () => Promise<LogReads>;
}

/** Counts statements by their text, as Postgres itself sees them. */
export async function watchLog(databaseUrl: string): Promise<LogWatch> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  await connection.query('SELECT pg_stat_statements_reset()');
  return {
    async reads() {
      const { rows } = await connection.query<LogReads>(
        `SELECT coalesce(sum(calls) FILTER (WHERE query ILIKE '%event_log%offset" > %'), 0)::int AS pages,
           coalesce(sum(calls) FILTER (WHERE query ILIKE '%event_stream%' AND query NOT ILIKE '%event_log%'), 0)::int
             AS positions
         FROM pg_stat_statements
         WHERE query ILIKE 'select%' AND query NOT ILIKE '%pg_stat_statements%'
           AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      const [found] = rows;
      if (!found) throw new Error('Postgres does not answer');
      return found;
    },
    [Symbol.asyncDispose]: () => connection.end(),
  };
}
