import { createHash } from 'node:crypto';

import { sqlStateOf } from '../sql.ts';

/** Most names: each takes memory on every connection, here and in Postgres. Statements beyond it have none. */
const MAX_NAMES = 100;

/** SQLSTATEs of a connection on which a prepared statement is missing, or was prepared by somebody else. */
const NOT_OURS = ['26000', '42P05'];
/** SQLSTATE of a prepared statement whose columns have changed: another instance has migrated a table. */
const CHANGED = '0A000';

/**
 * Names under which connections keep statements prepared. A name is made from the text, so whatever shares a connection
 * means the same by it. Old versions of PgBouncer hand connections round without their statements: after the first
 * such error, no statement is named any more.
 */
export function createPreparedNames() {
  const names = new Map<string, string>();
  let generation = 0;
  let isOff = false;

  return {
    /** Undefined: the statement is not to be prepared by name. */
    nameOf(text: string): string | undefined {
      if (isOff) return undefined;
      let name = names.get(text);
      if (name === undefined && names.size < MAX_NAMES) {
        const digest = createHash('sha256').update(text).digest('base64url');
        name = `mdm_${generation}_${digest}`;
        names.set(text, name);
      }
      return name;
    },

    /** Whether the error is about the name of a statement, which then has not run, and can run again without. */
    isLost(error: unknown): boolean {
      const sqlState = sqlStateOf(error);
      if (sqlState === undefined) return false;
      if (sqlState === CHANGED) {
        generation += 1;
        names.clear();
        return true;
      }
      if (!NOT_OURS.includes(sqlState)) return false;
      isOff = true;
      return true;
    },
  };
}
