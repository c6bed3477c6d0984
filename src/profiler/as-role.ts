import { ProfileError } from '../domain/profiling/profile-error.ts';
import { quotedName } from '../store/database/quoted-name.ts';
import { type Database, sqlStateOf } from '../store/database/sql.ts';

/** What reads tables. */
export type Warehouse = Pick<Database, 'readOnly'>;

/** The user is no member of the role, or there is none of this name. */
const REFUSALS = ['42501', '22023', '42704'];

/**
 * The warehouse as a role of it sees it: the database itself refuses what the role may not read. With no role, it is as
 * the warehouse user sees it.
 * @throws ProfileError PERMISSION_DENIED from `readOnly`, if the warehouse user cannot take the role
 */
export function asRole(warehouse: Warehouse, role: string | undefined): Warehouse {
  if (role === undefined) return warehouse;
  return {
    readOnly: (options, work) =>
      warehouse.readOnly(options, async (sql) => {
        try {
          await sql.query(`SET LOCAL ROLE ${quotedName(role)}`);
        } catch (error) {
          if (!REFUSALS.includes(sqlStateOf(error) ?? '')) throw error;
          throw new ProfileError(
            'PERMISSION_DENIED',
            'the warehouse has no role for this tenant that the warehouse user may take (WAREHOUSE_ACCESS)',
          );
        }
        return work(sql);
      }),
  };
}
