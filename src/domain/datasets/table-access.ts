import * as z from 'zod';

import { tenantIdSchema } from '../../events/schemas/envelope.ts';
import { identifierSchema } from '../entities/identifier.ts';

/** Names all tenants that are not named themselves. */
const OTHERS = '*';
/** `SET ROLE` takes it as the end of a role, whatever role has this name. */
const NO_ROLE = 'none';

const tableAccessSchema = z
  .strictObject({
    schemas: z.array(identifierSchema).min(1, 'must not be empty').optional(),
    role: identifierSchema.refine((role) => role !== NO_ROLE, `must not be ${NO_ROLE}`).optional(),
  })
  .refine(({ schemas, role }) => schemas !== undefined || role !== undefined, 'must have schemas, a role or both');

/**
 * Which tables of the warehouse a tenant may use: those in these schemas, those that this role of the warehouse may
 * read, or, with both, those that are in both. With neither, it may use all that the warehouse user may read.
 */
export type TableAccess = Readonly<z.infer<typeof tableAccessSchema>>;

/** By tenant, as it is configured. */
export const warehouseAccessSchema = z.record(z.union([z.literal(OTHERS), tenantIdSchema]), tableAccessSchema);
export type WarehouseAccess = Readonly<z.infer<typeof warehouseAccessSchema>>;

/** If nothing is configured, tenants share all tables; otherwise, one that is not named may use none. */
export function tableAccessOf(access: WarehouseAccess | undefined, tenantId: string): TableAccess {
  if (!access) return {};
  const own = Object.hasOwn(access, tenantId) ? access[tenantId] : access[OTHERS];
  return own ?? { schemas: [] };
}

/** Whether the tenant may use tables in a schema, as far as schemas say. */
export function isOpenSchema({ schemas }: TableAccess, schema: string): boolean {
  return schemas?.includes(schema) ?? true;
}
