import { quotedName } from '../store/database/quoted-name.ts';
import { type Column, decimalOf, kindOf, textOf, valueOf } from './column.ts';
import type { PlannedRule, ReferenceCheck } from './measurement-plan.ts';
import { misfit } from './misfit.ts';

/**
 * The join that finds, as `<joined>.value`, a column's value among those of another table, or null; it adds no rows. A
 * join and not IN (SELECT ...): where the other table's values outgrow the memory for a hash, IN would read all of them
 * again for every row.
 * @throws ProfileError RULE_MISFIT when the two columns cannot be compared
 */
export function referenceJoin(check: ReferenceCheck, planned: PlannedRule, alias: string, joined: string): string {
  const asComparable = comparison(planned.column, check.column);
  if (!asComparable) {
    const place = `${check.table.schema}.${check.table.table}.${check.column.name}`;
    const types = `${planned.column.dataType} and ${check.column.dataType}`;
    throw misfit(planned.rule, planned.table, `its values cannot be compared with those of ${place} (${types})`);
  }
  const table = quotedName(check.table.schema, check.table.table);
  const others = `SELECT DISTINCT ${asComparable(check.column, 'o')} AS value FROM ${table} AS o`;
  return `LEFT JOIN (${others}) AS ${joined} ON ${joined}.value = ${asComparable(planned.column, alias)}`;
}

/** How the values of two columns are brought to one type, or undefined where that makes no sense. */
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
