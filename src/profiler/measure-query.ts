import * as z from 'zod';

import type { ColumnFigures } from '../domain/profiling/figures.ts';
import { countSchema } from '../events/schemas/vocabulary.ts';
import { quotedName } from '../store/database/quoted-name.ts';
import { type Column, kindOf, sortableOf, textOf, valueOf } from './column.ts';
import type { Key, MeasurementPlan } from './measurement-plan.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { conditionCounts } from './rules/condition-counts.ts';
import type { PlannedCondition } from './rules/planned-rule.ts';
import { type RuleCounts, ruleCountsSchema } from './rules/rule-counts.ts';

/** Longest text of a minimum or maximum, in characters. */
const MAX_TEXT_LENGTH = 200;

const figuresSchema = z.strictObject({
  rowCount: countSchema,
  keys: z.array(countSchema),
  columns: z.array(
    z.strictObject({
      nullCount: countSchema,
      distinctCount: countSchema,
      min: z.string().nullable(),
      max: z.string().nullable(),
    }),
  ),
  rules: z.array(ruleCountsSchema),
});

export interface TableFigures {
  rowCount: number;
  /** Distinct keys. */
  keys: Map<Key, number>;
  columns: Map<Column, ColumnFigures>;
  rules: Map<PlannedCondition, RuleCounts>;
}

export interface MeasureQuery {
  text: string;
  values: readonly unknown[];
  /** Reads the figures from the one row that the statement returns. */
  read: (rows: readonly unknown[]) => TableFigures;
}

export interface MeasureOptions {
  /** Whether the minimum and maximum of texts, and those of enums, are among the figures. Default: both. */
  tellsTexts?: boolean;
  tellsEnums?: boolean;
  /** Whether a column's distinct values are counted. If not, they are 0. */
  countsDistinct?: (column: Column) => boolean;
  /** The FROM item with the alias t that is read instead of the whole table. */
  source?: string;
}

/**
 * The one statement that measures a table, except for the rules that refer to other tables. It reads the table once,
 * and returns all figures as one JSON document, because Postgres has at most 1,664 columns in a result, and one table
 * can have 1,600.
 */
export function measureQuery(
  plan: Pick<MeasurementPlan, 'table' | 'columns' | 'keys'>,
  conditions: readonly PlannedCondition[],
  options: MeasureOptions = {},
): MeasureQuery {
  const parameters = createParameters();
  const text = `
SELECT json_build_object(
  'rowCount', count(*),
  'keys', ARRAY[${plan.keys.map(distinctKeys).join(',\n')}]::bigint[],
  'columns', ARRAY[${plan.columns.map((column) => columnFigures(column, options)).join(',\n')}]::json[],
  'rules', ARRAY[${conditions.map((planned) => ruleFigures(planned, parameters)).join(',\n')}]::json[]
)::text AS figures
FROM ${options.source ?? `${quotedName(plan.table.schema, plan.table.table)} AS t`}`;
  return { text, values: parameters.values, read: (rows) => figuresIn(rows, plan, conditions) };
}

function distinctKeys(columns: Key): string {
  const [first, ...others] = columns;
  if (first && others.length === 0) {
    // The same aggregates as in the column's own figures, which Postgres computes only once.
    return `count(DISTINCT ${sortableOf(first, 't')}) + (count(${valueOf(first, 't')}) < count(*))::int`;
  }
  return `count(DISTINCT ROW(${columns.map((column) => sortableOf(column, 't')).join(', ')}))`;
}

function columnFigures(column: Column, options: MeasureOptions): string {
  const { tellsTexts = true, tellsEnums = true, countsDistinct = () => true } = options;
  const kind = kindOf(column);
  const isTold = kind === 'text' ? tellsTexts : kind !== 'enum' || tellsEnums;
  return `json_build_object(
  'nullCount', count(*) - count(${valueOf(column, 't')}),
  'distinctCount', ${countsDistinct(column) ? `count(DISTINCT ${sortableOf(column, 't')})` : '0'},
  'min', ${isTold ? extreme('min', column) : 'NULL'},
  'max', ${isTold ? extreme('max', column) : 'NULL'})`;
}

function extreme(aggregate: 'min' | 'max', column: Column): string {
  const value = valueOf(column, 't');
  const kind = kindOf(column);
  if (kind === 'other') return 'NULL::text';
  const sorted = kind === 'text' || kind === 'boolean' ? textOf(value) : value;
  return `left(CAST(${aggregate}(${sorted}) AS text), ${MAX_TEXT_LENGTH})`;
}

function ruleFigures(planned: PlannedCondition, parameters: Parameters): string {
  const { checked, passed } = conditionCounts(planned, { alias: 't', parameters });
  return `json_build_object('checked', ${checked}, 'passed', ${passed})`;
}

function figuresIn(
  rows: readonly unknown[],
  plan: Pick<MeasurementPlan, 'columns' | 'keys'>,
  conditions: readonly PlannedCondition[],
): TableFigures {
  const [row] = z.tuple([z.strictObject({ figures: z.string() })]).parse(rows);
  const { rowCount, keys, columns, rules } = figuresSchema.parse(JSON.parse(row.figures));
  return {
    rowCount,
    keys: new Map(plan.keys.map((key, index) => [key, at(keys, index)])),
    columns: new Map(
      plan.columns.map((column, index) => {
        const { name, dataType } = column;
        return [column, { name, dataType, ...at(columns, index) }];
      }),
    ),
    rules: new Map(conditions.map((planned, index) => [planned, at(rules, index)])),
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('the database gave fewer figures than it was asked for');
  return item;
}
