import * as z from 'zod';

import { type FailingShape, MAX_FAILING_SHAPES } from '../../domain/profiling/business-rules/rule-test.ts';
import { countSchema } from '../../events/schemas/vocabulary.ts';
import { valueOf } from '../column.ts';
import { createParameters, type Parameters } from '../parameters.ts';
import { conditionCounts } from './condition-counts.ts';
import type { PlannedRule } from './planned-rule.ts';
import { referenceJoin } from './reference-query.ts';
import { shapeOf } from './shape-of.ts';

const countsSchema = z.strictObject({ rowsRead: countSchema, checked: countSchema, passed: countSchema });
const shapesSchema = z.array(z.tuple([z.string(), countSchema]));

/** How many values of a FROM item with the alias t a rule checks and passes: as a profile counts them. */
export function testedRuleQuery(planned: PlannedRule, source: string) {
  const parameters = createParameters();
  const { checked, passed, from } = partsOf(planned, source, parameters);
  return {
    text: `SELECT json_build_object('rowsRead', count(*), 'checked', ${checked}, 'passed', ${passed})::text AS found ${from}`,
    values: parameters.values,
    read: (rows: readonly unknown[]) => countsSchema.parse(JSON.parse(foundIn(rows))),
  };
}

/** The commonest shapes of the values that fail. The values themselves stay in the database. */
export function failingShapesQuery(planned: PlannedRule, source: string) {
  const parameters = createParameters();
  const { isPassing, from } = partsOf(planned, source, parameters);
  const value = valueOf(planned.column, 't');
  return {
    text: `
SELECT coalesce(json_agg(json_build_array(shape, n) ORDER BY n DESC, shape), '[]')::text AS found FROM (
  SELECT shape, count(*) AS n FROM (
    SELECT ${shapeOf(value)} AS shape ${from} WHERE num_nulls(${value}) = 0 AND (${isPassing}) IS NOT TRUE) AS failing
  GROUP BY shape ORDER BY n DESC, shape LIMIT ${MAX_FAILING_SHAPES}) AS commonest`,
    values: parameters.values,
    read: (rows: readonly unknown[]): FailingShape[] =>
      shapesSchema.parse(JSON.parse(foundIn(rows))).map(([shape, count]) => ({ shape, count })),
  };
}

function partsOf(planned: PlannedRule, source: string, parameters: Parameters) {
  const { rule, table, column, check } = planned;
  if (check.kind === 'reference') {
    return { ...referenceJoin({ rule, table, column, check }, source), isPassing: 'r.value IS NOT NULL' };
  }
  const { checked, passed, condition } = conditionCounts({ rule, table, column, check }, { alias: 't', parameters });
  return { checked, passed, from: `FROM ${source}`, isPassing: condition };
}

function foundIn(rows: readonly unknown[]): string {
  return z.tuple([z.strictObject({ found: z.string() })]).parse(rows)[0].found;
}
