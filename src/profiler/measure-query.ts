import * as z from 'zod';

import type { Measurement } from '../domain/profiling/figures.ts';
import { countSchema } from '../events/schemas/vocabulary.ts';
import { quotedName } from '../store/database/quoted-name.ts';
import { type Column, kindOf, sortableOf, textOf, valueOf } from './column.ts';
import type { MeasurementPlan, PlannedRule } from './measurement-plan.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { referenceJoin } from './reference-join.ts';
import { rulePredicate } from './rule-predicate.ts';

/** Longest text of a least or greatest value, in characters. */
const MAX_TEXT_LENGTH = 200;

const figuresSchema = z.strictObject({
  rowCount: countSchema,
  distinctKeys: countSchema,
  columns: z.array(
    z.strictObject({
      nullCount: countSchema,
      distinctCount: countSchema,
      min: z.string().nullable(),
      max: z.string().nullable(),
    }),
  ),
  rules: z.array(z.strictObject({ checked: countSchema, passed: countSchema })),
});

export interface MeasureQuery {
  text: string;
  values: readonly unknown[];
  /** Makes a measurement of the one row that the statement gives. */
  read: (rows: readonly unknown[]) => Measurement;
}

/**
 * The one statement that measures a table. It reads the table once, and gives all figures as one JSON document, since
 * Postgres has at most 1,664 columns in a result, and one table may have 1,600.
 */
export function measureQuery(plan: MeasurementPlan): MeasureQuery {
  const parameters = createParameters();
  const applied = plan.rules.filter((rule) => 'check' in rule);
  const rules = applied.map((planned, index) => ruleFigures(planned, `r${index}`, parameters));
  const text = `
SELECT json_build_object(
  'rowCount', count(*),
  'distinctKeys', ${distinctKeys(plan.keyColumns)},
  'columns', ARRAY[${plan.columns.map(columnFigures).join(',\n')}]::json[],
  'rules', ARRAY[${rules.map(({ figures }) => figures).join(',\n')}]::json[]
)::text AS figures
FROM ${quotedName(plan.table.schema, plan.table.table)} AS t
${rules.flatMap(({ join }) => join ?? []).join('\n')}`;
  return { text, values: parameters.values, read: (rows) => measurement(plan, rows) };
}

function distinctKeys(columns: readonly Column[]): string {
  const [first, ...others] = columns;
  if (first && others.length === 0) {
    // The same aggregates as the column's own figures have, which Postgres computes but once.
    return `count(DISTINCT ${sortableOf(first, 't')}) + (count(${valueOf(first, 't')}) < count(*))::int`;
  }
  return `count(DISTINCT ROW(${columns.map((column) => sortableOf(column, 't')).join(', ')}))`;
}

function columnFigures(column: Column): string {
  return `json_build_object(
  'nullCount', count(*) - count(${valueOf(column, 't')}),
  'distinctCount', count(DISTINCT ${sortableOf(column, 't')}),
  'min', ${extreme('min', column)},
  'max', ${extreme('max', column)})`;
}

function extreme(aggregate: 'min' | 'max', column: Column): string {
  const value = valueOf(column, 't');
  const kind = kindOf(column);
  if (kind === 'other') return 'NULL::text';
  const sorted = kind === 'text' || kind === 'boolean' ? textOf(value) : value;
  return `left(CAST(${aggregate}(${sorted}) AS text), ${MAX_TEXT_LENGTH})`;
}

function ruleFigures(planned: PlannedRule, joined: string, parameters: Parameters): { figures: string; join?: string } {
  const { check, column } = planned;
  const figures = (checked: string, condition: string) =>
    `json_build_object('checked', ${checked}, 'passed', count(*) FILTER (WHERE ${condition}))`;
  if (check.kind === 'reference') {
    const join = referenceJoin(check, planned, 't', joined);
    return { figures: figures(`count(${valueOf(column, 't')})`, `${joined}.value IS NOT NULL`), join };
  }
  // Whether a value is missing is asked of every row; all other checks are about the values that are there.
  const checked = check.kind === 'notNull' ? 'count(*)' : `count(${valueOf(column, 't')})`;
  return { figures: figures(checked, rulePredicate(check, { planned, alias: 't', parameters })) };
}

function measurement(plan: MeasurementPlan, rows: readonly unknown[]): Measurement {
  const [row] = z.tuple([z.strictObject({ figures: z.string() })]).parse(rows);
  const { rowCount, distinctKeys, columns, rules } = figuresSchema.parse(JSON.parse(row.figures));
  let applied = 0;
  return {
    rowCount,
    distinctKeys,
    columns: plan.columns.map(({ name, dataType }, index) => ({ name, dataType, ...at(columns, index) })),
    rules: plan.rules.map((planned) => {
      const { entityId, canonicalKey, column, severity, check } = planned.rule;
      const counts =
        'check' in planned ? at(rules, applied++) : { checked: 0, passed: 0, skippedBecause: planned.skippedBecause };
      return { entityId, canonicalKey, column, kind: check.kind, severity, ...counts };
    }),
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('the database gave fewer figures than it was asked for');
  return item;
}
