import type { Dataset } from '../domain/entities/entity.ts';
import type { BoundRule } from '../domain/profiling/bound-rule.ts';
import { ProfileError } from '../domain/profiling/profile-error.ts';
import type { RuleCheck } from '../domain/profiling/rule-check.ts';
import { type Column, kindOf } from './column.ts';
import { createParameters } from './parameters.ts';
import type { ConditionCheck, PlannedRule, ReferenceCheck, SkippedRule } from './rules/planned-rule.ts';
import { referenceQuery } from './rules/reference-query.ts';
import { rulePredicate } from './rules/rule-predicate.ts';
import type { TableColumns, TableLookup } from './table-columns.ts';
import type { TableName } from './table-name.ts';
import type { WarehouseTexts } from './warehouse-texts.ts';

/** What to measure. The catalog has every name in it, and the warehouse user can read it. */
export interface MeasurementPlan {
  table: TableColumns;
  columns: readonly Column[];
  keyColumns: readonly Column[];
  rules: readonly (PlannedRule | SkippedRule)[];
}

export interface PlanParts {
  findTable: TableLookup;
  /** Why a rule must not even be tried; undefined: it may be tried. */
  refusalOfRule: (rule: BoundRule) => ProfileError | undefined;
  canHold: WarehouseTexts['canHold'];
}

/**
 * Resolves the names of a dataset and its rules. Rules that are refused, or do not fit their columns, are skipped.
 * @throws ProfileError TABLE_NOT_FOUND, COLUMN_NOT_FOUND, PERMISSION_DENIED or NOT_MEASURABLE
 */
export function measurementPlan(dataset: Dataset, rules: readonly BoundRule[], parts: PlanParts): MeasurementPlan {
  const table = tableOf(parts.findTable, dataset, '');
  if (table.columns.length === 0) {
    throw new ProfileError('NOT_MEASURABLE', `table ${table.schema}.${table.table} has no columns`);
  }
  return {
    table,
    columns: measuredColumns(dataset, table),
    keyColumns: keyColumns(dataset, table),
    rules: rules.map((rule) => {
      try {
        const refusal = parts.refusalOfRule(rule);
        if (refusal) throw refusal;
        return planRule(rule, table, parts);
      } catch (error) {
        if (!(error instanceof ProfileError)) throw error;
        return { rule, skippedBecause: error.message };
      }
    }),
  };
}

/** @throws ProfileError if the rule cannot be applied */
function planRule(rule: BoundRule, table: TableColumns, { findTable, canHold }: PlanParts): PlannedRule {
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

function tableOf(findTable: TableLookup, name: TableName, purpose: string): TableColumns {
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
