import type PgBoss from 'pg-boss';

import type { Database, Sql } from '../database/sql.ts';

/** pg-boss runs on any connection; its larger statements have no parameters, and come as several in one text. */
export function bossDatabase(sql: Sql & Partial<Pick<Database, 'exec'>>): PgBoss.Db {
  return {
    async executeSql(text: string, values?: unknown[]) {
      if (sql.exec && !values?.length && text.includes(';')) {
        // It begins its transactions itself, at the default isolation level: the first statement sets the level for all
        // of them.
        await sql.exec(`SET TRANSACTION ISOLATION LEVEL READ COMMITTED; ${text}`);
        return { rows: [], rowCount: 0 };
      }
      const { rows, rowCount } = await sql.query(text, values ?? [], { values: 'driver' });
      return { rows, rowCount };
    },
  };
}

/** The message of what was thrown, or of what pg-boss stored of it. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('message' in error && typeof error.message === 'string') return error.message;
    if ('value' in error) return messageOf(error.value);
  }
  return 'the job failed without a message';
}
