import type { Dataset } from '../domain/entities/entity.ts';
import type { BoundRule } from '../domain/profiling/business-rules/bound-rule.ts';
import type { RuleCheck } from '../domain/profiling/business-rules/rule-check.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import { type Column, kindOf } from './column.ts';
import { createParameters } from './parameters.ts';
import type { ConditionCheck, PlannedRule, ReferenceCheck, SkippedRule } from './rules/planned-rule.ts';
import { referenceQuery } from './rules/reference-query.ts';
import { rulePredicate } from './rules/rule-predicate.ts';
import type { TableColumns, TableLookup } from './table-columns.ts';
import type { TableName } from './table-name.ts';
import type { WarehouseTexts } from './warehouse-texts.ts';

/** What to measure of a table. The catalog has every name in it, and the warehouse user can read it. */
export interface MeasurementPlan {
  table: TableColumns;
  /** Each of them once, as are the keys and the rules. */
  columns: readonly Column[];
  keys: readonly Key[];
  rules: readonly (PlannedRule | SkippedRule)[];
}

/** The columns whose values identify a row, together. */
export type Key = readonly Column[];

/** What concerns one dataset. All are members of the plan. */
export interface PlanShare {
  columns: readonly Column[];
  key: Key;
  rules: readonly (PlannedRule | SkippedRule)[];
}

export interface PlanParts {
  findTable: TableLookup;
  /** Why a rule must not even be tried; undefined: it may be tried. */
  refusalOfRule: (rule: BoundRule) => ProfileError | undefined;
  canHold: WarehouseTexts['canHold'];
}

/**
 * Resolves the names of datasets of one table, and of their rules. A dataset whose own columns are at fault gets that
 * fault instead of a share. Rules that are refused, or do not fit their columns, are skipped.
 * @throws ProfileError TABLE_NOT_FOUND, PERMISSION_DENIED or NOT_MEASURABLE
 */
export function measurementPlan(
  { schema, table: name }: TableName,
  datasets: readonly Dataset[],
  rules: readonly BoundRule[],
  parts: PlanParts,
): { plan: MeasurementPlan; shares: (PlanShare | ProfileError)[] } {
  const table = tableOf(parts.findTable, { schema, table: name }, '');
  if (table.columns.length === 0) {
    throw new ProfileError('NOT_MEASURABLE', `table ${table.schema}.${table.table} has no columns`);
  }
  const keys = new Map<string, Key>();
  const planned = new Map<BoundRule, PlannedRule | SkippedRule>();
  const shares = datasets.map((dataset) =>
    orFault((): PlanShare => {
      const columns = measuredColumns(dataset, table);
      const key = keyColumns(dataset, table);
      const keyName = JSON.stringify(key.map((column) => column.name));
      if (!keys.has(keyName)) keys.set(keyName, key);
      const applied = rulesOf(dataset, rules);
      for (const rule of applied) if (!planned.has(rule)) planned.set(rule, planOrSkip(rule, table, parts));
      return {
        columns,
        key: keys.get(keyName) ?? key,
        rules: applied.flatMap((rule) => planned.get(rule) ?? []),
      };
    }),
  );
  const measured = new Set(shares.flatMap((share) => (share instanceof ProfileError ? [] : share.columns)));
  return {
    plan: {
      table,
      columns: table.columns.filter((column) => measured.has(column)),
      keys: [...keys.values()],
      rules: rules.flatMap((rule) => planned.get(rule) ?? []),
    },
    shares,
  };
}

/** Only rules bound to a measured column are applied. */
export function rulesOf({ column }: Dataset, rules: readonly BoundRule[]): BoundRule[] {
  return rules.filter((rule) => column === undefined || rule.column === column);
}

function planOrSkip(rule: BoundRule, table: TableColumns, parts: PlanParts): PlannedRule | SkippedRule {
  const planned = orFault(() => {
    const refusal = parts.refusalOfRule(rule);
    if (refusal) throw refusal;
    return planRule(rule, table, parts);
  });
  return planned instanceof ProfileError ? { rule, skippedBecause: planned.message } : planned;
}

function orFault<T>(work: () => T): T | ProfileError {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return error;
  }
}

/** @throws ProfileError if the rule cannot be applied */
export function planRule(
  rule: BoundRule,
  table: TableColumns,
  { findTable, canHold }: Pick<PlanParts, 'findTable' | 'canHold'>,
): PlannedRule {
  const column = columnOf(table, rule.column, `, which rule ${rule.canonicalKey} checks`);
  const { check } = rule;
  // The SQL made here is discarded; it is made again when the table is measured.
  if (check.kind === 'reference') {
    const planned = { rule, table, column, check: referenceCheck(rule, check, table, findTable) };
    referenceQuery(planned);
    return planned;
  }
  const planned = { rule, table, column, check: sayableCheck(check, column, canHold) };
  rulePredicate(planned, { alias: 't', parameters: createParameters() });
  return planned;
}

/** No stored text equals one that the warehouse cannot store. */
function sayableCheck(check: ConditionCheck, column: Column, canHold: PlanParts['canHold']): ConditionCheck {
  const isOfText = kindOf(column) === 'text' || kindOf(column) === 'enum';
  return check.kind === 'acceptedValues' && isOfText ? { ...check, values: check.values.filter(canHold) } : check;
}

function measuredColumns({ column }: Dataset, table: TableColumns): readonly Column[] {
  const names = column === undefined ? table.columns.map(({ name }) => name) : [column];
  return names.map((name) => columnOf(table, name, ''));
}

/** The key that the dataset names, else the primary key, else the whole row, even if only one column is measured. */
function keyColumns(dataset: Dataset, table: TableColumns): readonly Column[] {
  const primaryKey = table.columns.filter(({ inPrimaryKey }) => inPrimaryKey);
  const columns = primaryKey.length > 0 ? primaryKey : table.columns;
  const names = dataset.keyColumns.length > 0 ? dataset.keyColumns : columns.map(({ name }) => name);
  return names.map((name) => columnOf(table, name, ', which is part of its key'));
}

function referenceCheck(
  rule: BoundRule,
  check: Extract<RuleCheck, { kind: 'reference' }>,
  { schema, table }: TableName,
  findTable: TableLookup,
): ReferenceCheck {
  const purpose = `, which rule ${rule.canonicalKey} on ${schema}.${table}.${rule.column} refers to`;
  const referenced = tableOf(findTable, check, purpose);
  return { kind: 'reference', table: referenced, column: columnOf(referenced, check.column, purpose) };
}

/**
 * A table that can be read.
 * @throws ProfileError TABLE_NOT_FOUND, PERMISSION_DENIED or NOT_MEASURABLE
 */
export function tableOf(findTable: TableLookup, name: TableName, purpose: string): TableColumns {
  const table = findTable(name);
  const label = `${name.schema}.${name.table}`;
  if (!table) throw new ProfileError('TABLE_NOT_FOUND', `there is no table ${label}${purpose}`);
  if (!table.isPopulated) {
    throw new ProfileError('NOT_MEASURABLE', `materialized view ${label}${purpose} has no data yet`);
  }
  if (table.isFiltered) {
    const message = `row-level security may hide rows of table ${label}${purpose} from the warehouse user`;
    throw new ProfileError('PERMISSION_DENIED', message);
  }
  return table;
}

function columnOf({ schema, table, columns }: TableColumns, name: string, purpose: string): Column {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw new ProfileError('COLUMN_NOT_FOUND', `table ${schema}.${table} has no column ${name}${purpose}`);
  }
  if (!column.isReadable) {
    const message = `the warehouse user may not read column ${schema}.${table}.${name}${purpose}`;
    throw new ProfileError('PERMISSION_DENIED', message);
  }
  return column;
}
