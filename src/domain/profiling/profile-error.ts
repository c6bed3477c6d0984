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
