import type { DatasetFinding, DatasetUse } from '../../domain/datasets/warehouse-table.ts';
import { didYouMean, nearNames } from '../../domain/near-names.ts';
import type { BoundRule } from '../../domain/profiling/business-rules/bound-rule.ts';
import { ProfileError } from '../../domain/profiling/profile-error.ts';
import { planRule } from '../measurement-plan.ts';
import type { TableColumns, TableLookup } from '../table-columns.ts';
import type { TableName } from '../table-name.ts';
import type { WarehouseTexts } from '../warehouse-texts.ts';

/** What is known of the warehouse. */
export interface Known {
  findTable: TableLookup;
  /** Tables that may be meant instead of those that do not exist. */
  others: readonly TableName[];
  canHold: WarehouseTexts['canHold'];
  /** The schemas that the tenant's role may use; undefined: the tenant has no role. */
  usableSchemas: readonly string[] | undefined;
}

type Rule = NonNullable<DatasetUse['rule']>;

/** Most tables that are offered instead of one that does not exist. */
const MOST_OFFERED = 3;

/** What the warehouse says about a use of a table. */
export function inspectUse(use: DatasetUse, known: Known): DatasetFinding[] {
  const { table, findings } = inspectTable(use, known);
  if (!table) return findings;
  const { column, keyColumns = [], rule } = use;
  const ofColumn = column === undefined ? [] : inspectColumn(column, ['column'], table, known);
  const ofKey = keyColumns.flatMap((name, index) => inspectColumn(name, ['keyColumns', String(index)], table, known));
  const ofRule = rule && column !== undefined ? inspectRule(rule, column, table, known) : [];
  return [...findings, ...ofColumn, ...ofKey, ...ofRule];
}

/** The table, if it exists and columns of it can be read. */
function inspectTable(
  name: TableName,
  { findTable, others, usableSchemas }: Known,
): { table?: TableColumns; findings: DatasetFinding[] } {
  const { schema } = name;
  const label = `${schema}.${name.table}`;
  // The same for a schema that does not exist: which ones do is not for this tenant to know.
  if (usableSchemas && !usableSchemas.includes(schema)) {
    return { findings: [issue(['schema'], `this tenant may not read tables in schema ${schema}`)] };
  }
  const table = findTable(name);
  if (!table) {
    const message = `there is no table ${label} in the warehouse${didYouMean(nearTables(name, others))}`;
    return { findings: [warning(['table'], message)] };
  }
  if (usableSchemas && table.columns.every(({ isReadable }) => !isReadable)) {
    return { findings: [issue(['table'], `this tenant may not read table ${label}`)] };
  }
  if (!table.isPopulated) {
    return { table, findings: [warning(['table'], `materialized view ${label} has no data yet`)] };
  }
  if (table.isFiltered) {
    const message = `row-level security may hide rows of table ${label}, which cannot be measured until it does not`;
    return { table, findings: [warning(['table'], message)] };
  }
  return { table, findings: [] };
}

function inspectColumn(
  name: string,
  path: string[],
  { schema, table, columns }: TableColumns,
  { usableSchemas }: Known,
): DatasetFinding[] {
  const visible = usableSchemas ? columns.filter(({ isReadable }) => isReadable) : columns;
  const column = columns.find((candidate) => candidate.name === name);
  const label = `${schema}.${table}`;
  if (!column) {
    const near = nearNames(
      name,
      visible.map((candidate) => candidate.name),
    );
    return [issue(path, `there is no column ${name} in ${label}${didYouMean(near)}`)];
  }
  if (column.isReadable) return [];
  return usableSchemas
    ? [issue(path, `this tenant may not read column ${label}.${name}`)]
    : [warning(path, `the warehouse user may not read column ${label}.${name}`)];
}

/** Whether the rule fits its column, as a measurement would find. */
function inspectRule({ canonicalKey, check }: Rule, column: string, table: TableColumns, known: Known) {
  const at = ['rule', check.kind];
  if (check.kind === 'reference') {
    const { table: referenced, findings } = inspectTable(check, known);
    const ofColumn = referenced ? inspectColumn(check.column, ['column'], referenced, known) : [];
    const found = [...findings, ...ofColumn].map((finding) => ({ ...finding, path: [...at, ...finding.path] }));
    if (!referenced || ofColumn.length > 0) return found;
    return [...found, ...misfits({ canonicalKey, check, column }, table, known, at)];
  }
  return misfits({ canonicalKey, check, column }, table, known, at);
}

function misfits(
  rule: Pick<BoundRule, 'canonicalKey' | 'check' | 'column'>,
  table: TableColumns,
  known: Known,
  path: string[],
): DatasetFinding[] {
  try {
    planRule({ ...rule, entityId: '', severity: 'INFO' }, table, known);
    return [];
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    // What else may be wrong, such as a column that is missing, is told by its own name.
    return error.code === 'RULE_MISFIT' ? [issue(path, error.message)] : [];
  }
}

/** Tables of that schema with a name like it, and then those of that name in other schemas. */
function nearTables({ schema, table }: TableName, others: readonly TableName[]): string[] {
  const inSchema = others.filter((other) => other.schema === schema).map((other) => other.table);
  const elsewhere = others.filter(
    (other) => other.schema !== schema && other.table.toLowerCase() === table.toLowerCase(),
  );
  const schemas = elsewhere.map((other) => other.schema);
  const likely = new Set([...nearNames(schema, schemas), ...schemas]);
  return [
    ...nearNames(table, inSchema).map((name) => `${schema}.${name}`),
    ...[...likely].map((name) => `${name}.${elsewhere.find((other) => other.schema === name)?.table ?? table}`),
  ].slice(0, MOST_OFFERED);
}

function issue(path: string[], message: string): DatasetFinding {
  return { kind: 'issue', path, message };
}

function warning(path: string[], message: string): DatasetFinding {
  return { kind: 'warning', path, message };
}
