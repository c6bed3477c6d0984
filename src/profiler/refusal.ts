import { ProfileError } from '../domain/profiling/profile-error.ts';
import type { TableName } from './table-name.ts';

/** Classes and codes of SQLSTATE that come back however often the same statement is run on the same data. */
const REPEATABLE = /^(0A|21|22|42|54|P0)|^(25006|53400)$/;

/** What a refusal by the database means, or undefined where the same statement may succeed later. */
export function refusalOf(sqlState: string | undefined, { schema, table }: TableName): ProfileError | undefined {
  const name = `${schema}.${table}`;
  switch (sqlState) {
    case '42501':
      return new ProfileError('PERMISSION_DENIED', `the warehouse's user may not read ${name} or what it is made from`);
    case '42P01':
    case '3F000':
      return new ProfileError('TABLE_NOT_FOUND', `${name}, or a table that it or a rule of it reads, is gone`);
    case '42703':
      return new ProfileError('COLUMN_NOT_FOUND', `a column that ${name} or a rule of it reads is gone`);
    default:
      if (sqlState === undefined || !REPEATABLE.test(sqlState)) return undefined;
      return new ProfileError('NOT_MEASURABLE', `the database cannot evaluate ${name} (SQLSTATE ${sqlState})`);
  }
}
