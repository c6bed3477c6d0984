import type { TableName } from './table-name.ts';

export const PROFILE_ERROR_CODES = [
  'TABLE_NOT_FOUND',
  'COLUMN_NOT_FOUND',
  'SCHEMA_NOT_ALLOWED',
  'PERMISSION_DENIED',
  'RULE_MISFIT',
  'TIMEOUT',
  'NOT_MEASURABLE',
] as const;
export type ProfileErrorCode = (typeof PROFILE_ERROR_CODES)[number];

/**
 * Why a table cannot be measured until somebody changes the table, the rule or the settings: to repeat it is no use.
 * The message is one sentence for people. It names tables, columns and rules, and never holds a row's value; for that
 * reason the database's own error is neither quoted nor kept as the cause.
 */
export class ProfileError extends Error {
  readonly code: ProfileErrorCode;

  constructor(code: ProfileErrorCode, message: string) {
    super(message);
    this.name = 'ProfileError';
    this.code = code;
  }
}

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
