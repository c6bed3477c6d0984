import * as z from 'zod';

import { quotedName } from '../../store/database/quoted-name.ts';
import { type Column, decimalOf, kindOf, textOf, valueOf } from '../column.ts';
import { misfit } from './misfit.ts';
import type { PlannedReference } from './planned-rule.ts';
import { type RuleCounts, ruleCountsSchema } from './rule-counts.ts';

export interface ReferenceQuery {
  text: string;
  read: (rows: readonly unknown[]) => RuleCounts;
}

/**
 * The statement that counts how many of a column's values occur in a column of another table. It uses a join instead of
 * IN (SELECT ...): if the other table's values outgrow the memory for a hash, IN would read all of them again for every
 * row.
 * @throws ProfileError RULE_MISFIT if the two columns cannot be compared
 */
export function referenceQuery(planned: PlannedReference): ReferenceQuery {
  const { schema, table } = planned.table;
  const { checked, passed, from } = referenceJoin(planned, `${quotedName(schema, table)} AS t`);
  return {
    text: `SELECT json_build_object('checked', ${checked}, 'passed', ${passed})::text AS counts ${from}`,
    read: countsIn,
  };
}

/** Its counts, and what they are counted in; `source` is a FROM item with the alias t. */
export function referenceJoin({ rule, table, column, check }: PlannedReference, source: string) {
  const asComparable = comparison(column, check.column);
  if (!asComparable) {
    const place = `${check.table.schema}.${check.table.table}.${check.column.name}`;
    const types = `${column.dataType} and ${check.column.dataType}`;
    throw misfit(rule, table, `its values cannot be compared with those of ${place} (${types})`);
  }
  return {
    checked: `count(${valueOf(column, 't')})`,
    passed: 'count(r.value)',
    from: `
FROM ${source}
LEFT JOIN (
  SELECT DISTINCT ${asComparable(check.column, 'o')} AS value
  FROM ${quotedName(check.table.schema, check.table.table)} AS o
) AS r ON r.value = ${asComparable(column, 't')}`,
  };
}

function countsIn(rows: readonly unknown[]): RuleCounts {
  const [{ counts }] = z.tuple([z.strictObject({ counts: z.string() })]).parse(rows);
  return ruleCountsSchema.parse(JSON.parse(counts));
}

/** How the values of two columns are converted to one type; undefined if that makes no sense. */
function comparison(one: Column, other: Column): ((column: Column, alias: string) => string) | undefined {
  const kinds = [kindOf(one), kindOf(other)];
  if (kinds.every((kind) => kind === 'text')) return (column, alias) => textOf(valueOf(column, alias));
  if (one.typeSchema === other.typeSchema && one.typeName === other.typeName) {
    return one.isComparable ? valueOf : undefined;
  }
  if (kinds.every((kind) => kind === 'number')) return decimalOf;
  if (kinds.every((kind) => kind === 'date' || kind === 'timestamp' || kind === 'timestamptz')) {
    return (column, alias) => `CAST(${valueOf(column, alias)} AS timestamp)`;
  }
  return undefined;
}
