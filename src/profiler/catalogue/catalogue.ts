import type { TableAccess } from '../../domain/datasets/table-access.ts';
import type {
  DatasetFinding,
  DatasetUse,
  Inspection,
  WarehouseColumn,
  WarehouseTable,
} from '../../domain/datasets/warehouse-table.ts';
import { ProfileError } from '../../domain/profiling/profile-error.ts';
import { inTime } from '../../in-time.ts';
import { DatabaseUnavailableError, type Sql, sqlStateOf, StatementTimeoutError } from '../../store/database/sql.ts';
import { asRole, type Warehouse } from '../as-role.ts';
import { refusalOfSchema } from '../closed-schemas.ts';
import { unreachable } from '../refusal.ts';
import { findTables, type TableColumns } from '../table-columns.ts';
import type { TableName } from '../table-name.ts';
import { isUntranslatable, probeTexts } from '../warehouse-texts.ts';
import { inspectUse } from './inspect-uses.ts';
import {
  comparableTables,
  countTables,
  findTable,
  type ListQuery,
  listTables,
  type Scope,
  usableSchemas,
} from './tables-query.ts';

export interface CatalogueOptions {
  /** Where the tables are. Nothing but its catalog is read. */
  warehouse: Warehouse;
  /** Schemas that hold no datasets, in addition to those of Postgres itself. */
  excludedSchemas: readonly string[];
  /** What a tenant may use. */
  accessOf: (tenantId: string) => TableAccess;
  /** Longest wait for an answer, connecting included. Default: 3 s. */
  waitMs?: number;
}

export interface Catalogue {
  list(
    tenantId: string,
    query: TableQuery,
    page: { after?: TableName | undefined; limit: number },
  ): Promise<WarehouseTable[]>;
  count(tenantId: string, query: TableQuery): Promise<number>;
  find(tenantId: string, name: TableName): Promise<WarehouseTable | undefined>;
  columnsOf(tenantId: string, names: readonly TableName[]): Promise<WarehouseColumn[][]>;
  inspect(tenantId: string, uses: readonly DatasetUse[], options?: { asksWarehouse: boolean }): Promise<Inspection>;
}

interface TableQuery {
  search?: string | undefined;
  schema?: string | undefined;
}

/** Words that a search looks for. */
const MOST_WORDS = 20;
const WAIT_MS = 3_000;
/** Longer than the wait: the embedded database ends all that it does if a statement takes too long. */
const STATEMENT_TIMEOUT_MS = 10_000;

/** Reads the catalog of a warehouse on behalf of tenants. */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const { warehouse, excludedSchemas, accessOf, waitMs = WAIT_MS } = options;

  /**
   * Nothing is named by a text that the warehouse cannot even encode: then it returns `otherwise`.
   * @throws ProfileError for everything that the warehouse refuses or fails to do
   */
  async function read<T>({ role }: TableAccess, otherwise: T, work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      const reading = asRole(warehouse, role).readOnly({ timeoutMs: STATEMENT_TIMEOUT_MS }, work);
      return await inTime(reading, waitMs, () => {
        throw new StatementTimeoutError(waitMs);
      });
    } catch (error) {
      if (isUntranslatable(error)) return otherwise;
      throw refusalOfCatalog(error, waitMs) ?? error;
    }
  }

  function scopeOf({ schemas, role }: TableAccess): Scope {
    return { excludedSchemas, schemas, onlyReadable: role !== undefined };
  }

  function refusalOfUse(use: DatasetUse, access: TableAccess): DatasetFinding | undefined {
    const { rule } = use;
    const own = refusalOfSchema(use, { excluded: excludedSchemas, access });
    if (own) return { kind: 'issue', path: ['schema'], message: own.message };
    if (rule?.check.kind !== 'reference') return undefined;
    const referenced = refusalOfSchema(rule.check, { excluded: excludedSchemas, access });
    return referenced && { kind: 'issue', path: ['rule', 'reference', 'schema'], message: referenced.message };
  }

  /** Of uses whose schemas are open to the tenant. */
  async function inspectAll(sql: Sql, uses: readonly DatasetUse[], access: TableAccess): Promise<DatasetFinding[][]> {
    const named = namesIn(uses);
    const { canHold } = await probeTexts(sql, {
      texts: named.flatMap(({ schema, table }) => [schema, table]),
      patterns: [],
    });
    const names = named.filter(({ schema, table }) => canHold(schema) && canHold(table));
    const findTable = await findTables(sql, names);
    const missing = names.filter((name) => !findTable(name));
    const others = missing.length > 0 ? await comparableTables(sql, scopeOf(access), missing) : [];
    const schemas = names.map(({ schema }) => schema);
    const usable = access.role === undefined ? undefined : await usableSchemas(sql, schemas);
    return uses.map((use) => inspectUse(use, { findTable, others, canHold, usableSchemas: usable }));
  }

  return {
    list: (tenantId, query, page) => {
      const access = accessOf(tenantId);
      return read(access, [], (sql) => listTables(sql, scopeOf(access), listQuery(query), page));
    },
    count: (tenantId, query) => {
      const access = accessOf(tenantId);
      return read(access, 0, (sql) => countTables(sql, scopeOf(access), listQuery(query)));
    },
    find: (tenantId, name) => {
      const access = accessOf(tenantId);
      return read(access, undefined, (sql) => findTable(sql, scopeOf(access), name));
    },
    columnsOf: async (tenantId, names) => {
      const access = accessOf(tenantId);
      const open = names.filter((name) => !refusalOfSchema(name, { excluded: excludedSchemas, access }));
      const lookUp = await read(
        access,
        () => undefined,
        (sql) => findTables(sql, open),
      );
      return names.map((name) => columnsIn(lookUp(name), access));
    },
    async inspect(tenantId, uses, { asksWarehouse } = { asksWarehouse: true }) {
      const access = accessOf(tenantId);
      const refusals = uses.map((use) => refusalOfUse(use, access));
      const open = uses.filter((_, index) => !refusals[index]);
      let unavailable: string | undefined;
      let found: DatasetFinding[][] = [];
      try {
        if (asksWarehouse && open.length > 0) found = await read(access, [], (sql) => inspectAll(sql, open, access));
      } catch (error) {
        if (!(error instanceof ProfileError)) throw error;
        unavailable = error.message;
      }
      const findings = refusals.map((refusal) => (refusal ? [refusal] : (found.shift() ?? [])));
      return { findings, ...(unavailable !== undefined && { unavailable }) };
    },
  };
}

function listQuery({ search = '', schema }: TableQuery): ListQuery {
  const words = search.split(/\s+/).filter((word) => word !== '');
  return { words: words.slice(0, MOST_WORDS), schema };
}

/** Every table that is used or referred to, each once. */
function namesIn(uses: readonly DatasetUse[]): TableName[] {
  const names = uses.flatMap(({ schema, table, rule }) => [
    { schema, table },
    ...(rule?.check.kind === 'reference' ? [{ schema: rule.check.schema, table: rule.check.table }] : []),
  ]);
  return [...new Map(names.map((name) => [JSON.stringify([name.schema, name.table]), name])).values()];
}

/** With a role, columns that it may not read do not exist. */
function columnsIn(table: TableColumns | undefined, { role }: TableAccess): WarehouseColumn[] {
  const columns = table?.columns.filter(({ isReadable }) => role === undefined || isReadable) ?? [];
  return columns.map(({ name, dataType, isNullable, inPrimaryKey }) => ({
    name,
    dataType,
    nullable: isNullable,
    inPrimaryKey,
  }));
}

function refusalOfCatalog(error: unknown, waitMs: number): ProfileError | undefined {
  if (error instanceof ProfileError) return error;
  if (error instanceof DatabaseUnavailableError) return unreachable(error);
  if (error instanceof StatementTimeoutError) {
    return new ProfileError('TIMEOUT', `the warehouse did not answer within ${waitMs / 1000} s`);
  }
  const sqlState = sqlStateOf(error);
  if (sqlState === undefined) return undefined;
  return new ProfileError('WAREHOUSE_FAILED', `the warehouse did not tell what tables it has (SQLSTATE ${sqlState})`);
}
