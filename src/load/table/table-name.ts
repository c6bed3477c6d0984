import { LoadError } from '../load-error.ts';
import { MAX_NAME_BYTES } from '../source/column-names.ts';

export interface TableName {
  schema: string;
  table: string;
}

/** Schemas of the server and of Postgres. */
const RESERVED = /^(?:governance|governance_loading|pgboss|drizzle|information_schema|pg_.*)$/is;

/**
 * The two parts of `schema.table`, verbatim: case is kept, and there is no quoting.
 * @throws LoadError if it does not have two parts, or nothing may be loaded into that table
 */
export function parseTableName(text: string): TableName {
  const [schema, table, ...more] = text.split('.');
  if (!schema || !table || more.length > 0) {
    throw new LoadError(`"${text}" is not a table name: expected schema.table, such as cinema.movies`);
  }
  return checkTableName({ schema, table });
}

/** @throws LoadError if nothing may be loaded into a table of this name */
export function checkTableName({ schema, table }: TableName): TableName {
  for (const name of [schema, table]) {
    if (name === '' || name.includes('\0')) throw new LoadError(`${JSON.stringify(name)} is not a valid name`);
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
      throw new LoadError(`the name "${name.slice(0, 40)}…" is longer than ${MAX_NAME_BYTES} bytes`);
    }
  }
  if (RESERVED.test(schema))
    throw new LoadError(`the schema ${schema} belongs to the server; load into another schema`);
  return { schema, table };
}
