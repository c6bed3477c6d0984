/** Permanent until somebody changes the table, the rule or the settings: repeating the profile is useless. */
const LASTING_CODES = [
  'TABLE_NOT_FOUND',
  'COLUMN_NOT_FOUND',
  'SCHEMA_NOT_ALLOWED',
  'PERMISSION_DENIED',
  'RULE_MISFIT',
  'TIMEOUT',
  'NOT_MEASURABLE',
] as const;

/** Temporary: the profile waits until it has passed. */
const PASSING_CODES = [
  'WAREHOUSE_UNAVAILABLE',
  'FOREIGN_SERVER_UNAVAILABLE',
  'TABLE_LOCKED',
  'WAREHOUSE_FAILED',
] as const;

export const PROFILE_ERROR_CODES = [...LASTING_CODES, ...PASSING_CODES] as const;
export type ProfileErrorCode = (typeof PROFILE_ERROR_CODES)[number];

/** They stop every measurement of the table at that moment, whatever is measured of it. */
const WHOLE_TABLE_CODES: readonly ProfileErrorCode[] = ['WAREHOUSE_UNAVAILABLE', 'TABLE_LOCKED'];

/**
 * Why a table cannot be measured, or a rule cannot be applied. The message is one sentence for people. It names tables,
 * columns and rules, and never contains a value from a row; therefore the database's own error is neither quoted nor
 * kept as the cause.
 */
export class ProfileError extends Error {
  readonly code: ProfileErrorCode;

  constructor(code: ProfileErrorCode, message: string) {
    super(message);
    this.name = 'ProfileError';
    this.code = code;
  }

  /** Whether the same measurement may succeed later without anybody changing anything here. */
  get isPassing(): boolean {
    return PASSING_CODES.some((code) => code === this.code);
  }

  /** Whether any other measurement of the table would have met the same fault. */
  get isOfWholeTable(): boolean {
    return WHOLE_TABLE_CODES.includes(this.code);
  }
}
