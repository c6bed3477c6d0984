import { ProfileError } from '../domain/profiling/profile-error.ts';
import { DatabaseUnavailableError, sqlStateOf, StatementTimeoutError } from '../store/database/sql.ts';
import type { TableName } from './table-name.ts';

/**
 * What an error of the warehouse means for a measurement; undefined for an error of another origin. `limitMs` is the
 * time limit of the measurement.
 */
export function refusalOf(error: unknown, { schema, table }: TableName, limitMs: number): ProfileError | undefined {
  const name = `${schema}.${table}`;
  if (error instanceof ProfileError) return error;
  if (error instanceof DatabaseUnavailableError) return unreachable(error);
  const sqlState = sqlStateOf(error);
  if (error instanceof StatementTimeoutError || sqlState === '57014') {
    return new ProfileError('TIMEOUT', `measuring ${name} took longer than ${Math.round(limitMs / 100) / 10} s`);
  }
  if (sqlState === undefined) return undefined;
  switch (sqlState) {
    case '42501':
      return new ProfileError('PERMISSION_DENIED', `the warehouse user may not read ${name}, or a table that it reads`);
    case '42P01':
    case '3F000':
      return new ProfileError('TABLE_NOT_FOUND', `${name}, or a table that it reads, no longer exists`);
    case '42703':
      return new ProfileError('COLUMN_NOT_FOUND', `a column that ${name} reads no longer exists`);
    case '55000':
      return new ProfileError(
        'NOT_MEASURABLE',
        `something that ${name} reads has no data yet, such as a materialized view that was never refreshed`,
      );
    case '55P03':
      return new ProfileError('TABLE_LOCKED', `${name}, or a table that it reads, is locked by another session`);
  }
  if (FOREIGN_SERVER.test(sqlState)) {
    const message = `a foreign server that ${name} reads from cannot be reached (SQLSTATE ${sqlState})`;
    return new ProfileError('FOREIGN_SERVER_UNAVAILABLE', message);
  }
  if (PASSING.test(sqlState)) {
    const message = `the warehouse aborted the measurement of ${name} (SQLSTATE ${sqlState})`;
    return new ProfileError('WAREHOUSE_FAILED', message);
  }
  return new ProfileError('NOT_MEASURABLE', `the database cannot evaluate ${name} (SQLSTATE ${sqlState})`);
}

export function unreachable(error: DatabaseUnavailableError): ProfileError {
  const message = `the warehouse cannot be reached, or refused the connection${stated(error)}`;
  return new ProfileError('WAREHOUSE_UNAVAILABLE', message);
}

/** An open connection reports this about another connection, which a foreign data wrapper needs. */
const FOREIGN_SERVER = /^(08...|HV00N)$/;
/**
 * Conflicts, including those of a standby with its primary; resources, except for a limit that somebody set; files;
 * internal errors of Postgres.
 */
const PASSING = /^(40...|53(?!400)...|55006|57...|58...|XX000)$/;

function stated(error: Error): string {
  const sqlState = sqlStateOf(error);
  return sqlState === undefined ? '' : ` (SQLSTATE ${sqlState})`;
}
