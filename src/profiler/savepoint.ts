import type { Sql } from '../store/database/sql.ts';

/**
 * Runs something that may fail inside a transaction: a failure is rolled back and thrown, and the transaction can
 * continue.
 */
export async function inSavepoint<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql.query('SAVEPOINT attempt');
  try {
    const result = await work();
    await sql.query('RELEASE SAVEPOINT attempt');
    return result;
  } catch (error) {
    await sql.query('ROLLBACK TO SAVEPOINT attempt');
    // Otherwise the transaction stays in the savepoint, from which no snapshot can be exported.
    await sql.query('RELEASE SAVEPOINT attempt');
    throw error;
  }
}
