import type { WarehouseAccess } from '../domain/datasets/table-access.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import type { Logger } from '../logger.ts';
import { asRole } from '../profiler/as-role.ts';
import type { Database } from '../store/database/sql.ts';
import { hasManyTenants } from '../store/has-many-tenants.ts';

export interface AccessParts {
  database: Database;
  warehouse: Database;
  access: WarehouseAccess | undefined;
  logger: Logger;
}

const TIMEOUT_MS = 10_000;

/** Says at the start what the operator may not have meant: tenants that share all tables, and roles that cannot be taken. */
export async function warnOfAccess({ database, warehouse, access, logger }: AccessParts): Promise<void> {
  if (!access) {
    if (await hasManyTenants(database)) {
      logger.warn({}, 'WAREHOUSE_ACCESS is not set: all tenants share all tables of the warehouse');
    }
    return;
  }
  for (const [tenant, { role }] of Object.entries(access)) {
    if (role === undefined) continue;
    try {
      await asRole(warehouse, role).readOnly({ timeoutMs: TIMEOUT_MS }, (sql) => sql.query('SELECT 1'));
    } catch (error) {
      // The warehouse may be away now; a measurement says so when there is one.
      if (!(error instanceof ProfileError)) return;
      logger.warn({ tenant, role }, 'WAREHOUSE_ACCESS names a role that the warehouse user cannot take');
    }
  }
}
