import type { DatasetUse, Inspection, WarehouseColumn, WarehouseTable } from '../../domain/datasets/warehouse-table.ts';

export interface TableQuery {
  /** All words of it are parts of the table's name with its schema, whatever their case. */
  search?: string | undefined;
  schema?: string | undefined;
}

/** Names exactly as the catalog has them. */
type Name = Pick<WarehouseTable, 'schema' | 'table'>;

/**
 * What a tenant may know of the warehouse. Nothing but the catalog is read, in a few statements and a few seconds at
 * most. What the tenant may not use, and what belongs to the server, does not exist in it.
 * @throws ProfileError WAREHOUSE_UNAVAILABLE, TIMEOUT or WAREHOUSE_FAILED, except for `inspect`
 */
export interface WarehouseCatalogue {
  /** Tables by schema and name, in the order of their bytes. Partitions of other tables are left out. */
  list(
    tenantId: string,
    query: TableQuery,
    page: { after?: Name | undefined; limit: number },
  ): Promise<WarehouseTable[]>;
  count(tenantId: string, query: TableQuery): Promise<number>;
  find(tenantId: string, name: Name): Promise<WarehouseTable | undefined>;
  /** The columns of each table, in order; none of one that does not exist. */
  columnsOf(tenantId: string, names: readonly Name[]): Promise<WarehouseColumn[][]>;
  /** Whether tables can be used as definitions want to use them: by the settings, and unless it is not to be asked, by the warehouse. */
  inspect(tenantId: string, uses: readonly DatasetUse[], options?: { asksWarehouse: boolean }): Promise<Inspection>;
}
