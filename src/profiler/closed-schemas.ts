import { isOpenSchema, type TableAccess } from '../domain/datasets/table-access.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import type { TableName } from './table-name.ts';

/**
 * Why nothing in the table's schema can be measured, or not on behalf of the tenant with this access; undefined: it can,
 * as far as the schema says. `excluded` are schemas besides those of Postgres itself. `purpose` is part of the message.
 */
export function refusalOfSchema(
  { schema, table }: TableName,
  { excluded, access }: { excluded: readonly string[]; access: TableAccess },
  purpose = '',
): ProfileError | undefined {
  // Postgres reserves all names that begin like this.
  const isOfServer = schema.startsWith('pg_') || schema === 'information_schema' || excluded.includes(schema);
  if (isOfServer) {
    const message = `table ${schema}.${table}${purpose} is in a schema that cannot be profiled`;
    return new ProfileError('SCHEMA_NOT_ALLOWED', message);
  }
  if (isOpenSchema(access, schema)) return undefined;
  const message = `table ${schema}.${table}${purpose} is in a schema whose tables this tenant may not read`;
  return new ProfileError('PERMISSION_DENIED', message);
}
