import type { Sql } from '../store/database/sql.ts';

/** Runs what may fail inside a transaction: a failure is undone and thrown, and the transaction can go on. */
export async function inSavepoint<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql.query('SAVEPOINT attempt');
  try {
    const result = await work();
    await sql.query('RELEASE SAVEPOINT attempt');
    return result;
  } catch (error) {
    await sql.query('ROLLBACK TO SAVEPOINT attempt');
    throw error;
  }
}
