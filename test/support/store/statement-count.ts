import type { Database } from '../../../src/store/database/sql.ts';

/** A database that counts the statements that go to it outside transactions. */
export function countStatements(database: Database): { database: Database; count(containing: string): number } {
  const texts: string[] = [];
  return {
    database: {
      ...database,
      query(text, params, options) {
        texts.push(text);
        return database.query(text, params, options);
      },
    },
    count: (containing) => texts.filter((text) => text.includes(containing)).length,
  };
}
