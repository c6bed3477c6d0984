import type { RuleCheck } from '../../domain/profiling/business-rules/rule-check.ts';
import type { ProfileError } from '../../domain/profiling/profile-error.ts';
import { decimalOf, kindOf, textOf, valueOf } from '../column.ts';
import type { Parameters } from '../parameters.ts';
import { misfit } from './misfit.ts';
import type { PlannedCondition } from './planned-rule.ts';
import { isDay, utcBound } from './utc-bound.ts';

type Check<K extends RuleCheck['kind']> = Extract<RuleCheck, { kind: K }>;

/** Where a condition is written. */
export interface Place {
  alias: string;
  parameters: Parameters;
}

interface Subject extends Place {
  planned: PlannedCondition;
}

/**
 * The condition, in SQL, that a value must meet to pass a check. It is never true for a missing value.
 * @throws ProfileError RULE_MISFIT if the check cannot be applied to a column of this type
 */
export function rulePredicate(planned: PlannedCondition, place: Place): string {
  const { check } = planned;
  const subject = { planned, ...place };
  switch (check.kind) {
    case 'notNull':
      // Not IS NOT NULL, which examines the fields of a composite value.
      return `num_nulls(${valueOf(planned.column, place.alias)}) = 0`;
    case 'pattern':
      return matchesPattern(check, subject);
    case 'numberRange':
      return isInNumberRange(check, subject);
    case 'dateRange':
      return isInDateRange(check, subject);
    case 'acceptedValues':
      return isAccepted(check, subject);
    case 'length':
      return hasLength(check, subject);
  }
}

function matchesPattern({ pattern }: Check<'pattern'>, { planned, alias, parameters }: Subject): string {
  if (kindOf(planned.column) !== 'text') throw wrongType(planned, 'a pattern requires text');
  // The database's default collation always supports regular expressions; that of a column may not.
  const text = `CAST(${valueOf(planned.column, alias)} AS text) COLLATE pg_catalog."default"`;
  return `${text} ~ ${parameters.add(pattern)}::text`;
}

function isInNumberRange({ min, max }: Check<'numberRange'>, { planned, alias, parameters }: Subject): string {
  if (kindOf(planned.column) !== 'number') throw wrongType(planned, 'a number range requires numbers');
  const number = decimalOf(planned.column, alias);
  const bound = (value: number) => `${parameters.add(String(value))}::numeric`;
  return allOf([
    // NaN is in no range, but Postgres sorts it above all numbers.
    max === undefined && `${number} <> 'NaN'`,
    min !== undefined && `${number} >= ${bound(min)}`,
    max !== undefined && `${number} <= ${bound(max)}`,
  ]);
}

function isInDateRange({ min, max }: Check<'dateRange'>, { planned, alias, parameters }: Subject): string {
  const kind = kindOf(planned.column);
  if (kind !== 'date' && kind !== 'timestamp' && kind !== 'timestamptz') {
    throw wrongType(planned, 'a date range requires dates or timestamps');
  }
  const value = valueOf(planned.column, alias);
  const bound = (text: string) => {
    const utc = utcBound(text);
    if (utc === undefined) throw misfit(planned.rule, planned.table, 'its range extends beyond the years 1 to 9999');
    return `${parameters.add(utc)}::${kind === 'timestamptz' ? 'timestamptz' : 'timestamp'}`;
  };
  const isBelow = (text: string) =>
    isDay(text) ? `${value} < ${bound(text)} + interval '24 hours'` : `${value} <= ${bound(text)}`;
  return allOf([min !== undefined && `${value} >= ${bound(min)}`, max !== undefined && isBelow(max)]);
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

function isAccepted({ values }: Check<'acceptedValues'>, { planned, alias, parameters }: Subject): string {
  const value = valueOf(planned.column, alias);
  const kind = kindOf(planned.column);
  const every = (test: (accepted: string) => boolean, what: string) => {
    if (!values.every(test)) throw misfit(planned.rule, planned.table, `not all of its accepted values are ${what}`);
  };
  switch (kind) {
    case 'text':
    case 'enum':
      return `${textOf(value)} = ANY (${parameters.add(values)}::text[])`;
    case 'number':
      every((text) => DECIMAL.test(text), 'numbers');
      return `${decimalOf(planned.column, alias)} = ANY (${parameters.add(values)}::numeric[])`;
    case 'boolean':
      every((text) => /^(true|false)$/i.test(text), 'true or false');
      return `${textOf(value)} = ANY (${parameters.add(values.map((text) => text.toLowerCase()))}::text[])`;
    case 'date':
      every(isDay, 'dates');
      return `${value} = ANY (${parameters.add(values)}::date[])`;
    default:
      throw wrongType(planned, 'accepted values require text, numbers, booleans, dates or an enum');
  }
}

function hasLength({ min, max }: Check<'length'>, { planned, alias, parameters }: Subject): string {
  if (kindOf(planned.column) !== 'text') throw wrongType(planned, 'a length requires text');
  const length = `char_length(CAST(${valueOf(planned.column, alias)} AS text))`;
  const bound = (value: number) => `${parameters.add(String(value))}::int8`;
  return allOf([min !== undefined && `${length} >= ${bound(min)}`, max !== undefined && `${length} <= ${bound(max)}`]);
}

function wrongType({ rule, table, column }: PlannedCondition, need: string): ProfileError {
  return misfit(rule, table, `${need}, but the type is ${column.dataType}`);
}

function allOf(conditions: readonly (string | false)[]): string {
  return conditions.filter((condition) => condition !== false).join(' AND ');
}
