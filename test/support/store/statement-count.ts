import type { Database } from '../../../src/store/database/sql.ts';

/** A database that counts the statements that go to it outside transactions, without those that keep its statistics. */
export function countStatements(database: Database): { database: Database; count(containing: string): number } {
  const texts: string[] = [];
  return {
    database: {
      ...database,
      query(text, params, options) {
        if (!text.startsWith('ANALYZE')) texts.push(text);
        return database.query(text, params, options);
      },
    },
    count: (containing) => texts.filter((text) => text.includes(containing)).length,
  };
}
