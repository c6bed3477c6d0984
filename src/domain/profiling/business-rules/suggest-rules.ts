import { type ColumnFigures } from '../figures.ts';
import type { RuleCheck } from './rule-check.ts';
import {
  type ColumnValues,
  LEAST_ROWS,
  MAX_LISTED_VALUES,
  type Suggestion,
  type TableLook,
} from './rule-suggestion.ts';

/** A column as a profile has measured it. */
export interface MeasuredColumn extends ColumnFigures {
  rowCount: number;
  /** Whether its counts are estimates. */
  isEstimated: boolean;
}

/** A column that is nearly always filled is meant to be; what it lacks is then a fault worth knowing. */
const PRESENT_PERCENT = 99;
/** Values of which each occurs less often are not told: they may be slips, and they may be persons. */
const LEAST_OCCURRENCES = 5;
/** The share of values that the frequent ones must make up to be the accepted ones. */
const COVERED_PERCENT = 95;
/** So many rows for each distinct value. */
const ROWS_A_VALUE = 5;

/**
 * What a table's figures say that could be a rule, by column and kind. `hasKey`: what identifies a row is known already.
 */
export function suggestRules(
  columns: readonly MeasuredColumn[],
  { look, hasKey }: { look: TableLook | undefined; hasKey: boolean },
): Suggestion[] {
  const measured = columns.filter(({ rowCount }) => rowCount >= LEAST_ROWS);
  const isKnown = hasKey || (look?.primaryKey.length ?? 0) > 0;
  const unique = isKnown ? undefined : uniqueOf(measured);
  return measured.flatMap((column) => {
    const referred = look?.references.filter((reference) => reference.column === column.name) ?? [];
    const values = look?.values.find((own) => own.column === column.name);
    return [
      notNullOf(column),
      referred.length === 0 && !isIdentifier(column) ? rangeOf(column) : undefined,
      values && referred.length === 0 ? acceptedOf(column, values, look?.isSample ?? false) : undefined,
      ...referred.map(({ schema, table, key, checked }): Suggestion => ({
        kind: 'REFERENCE',
        column: column.name,
        check: { kind: 'reference', schema, table, column: key },
        severity: 'ERROR',
        evidence: `All ${look?.isSample ? `${figure(checked)} sampled` : figure(checked)} values of ${column.name} occur in ${schema}.${table}.${key}, which is its key.`,
      })),
      column === unique ? uniquenessOf(column) : undefined,
    ].filter((suggestion) => suggestion !== undefined);
  });
}

/** Columns whose values may be a list, for which a profile does not keep them. */
export function listedColumns(columns: readonly MeasuredColumn[]): string[] {
  return columns
    .filter(({ dataType, distinctCount, nullCount, rowCount }) => {
      const present = rowCount - nullCount;
      const isListed = distinctCount > 1 && distinctCount <= MAX_LISTED_VALUES;
      return rowCount >= LEAST_ROWS && isListed && present >= ROWS_A_VALUE * distinctCount && isText(dataType);
    })
    .map(({ name }) => name);
}

function notNullOf({ name, nullCount, rowCount }: MeasuredColumn): Suggestion | undefined {
  if ((rowCount - nullCount) * 100 < PRESENT_PERCENT * rowCount) return undefined;
  const evidence =
    nullCount === 0
      ? `None of ${figure(rowCount)} rows lacks a value in ${name}.`
      : `Only ${figure(nullCount)} of ${figure(rowCount)} rows ${nullCount === 1 ? 'lacks' : 'lack'} a value in ${name}.`;
  return { kind: 'NOT_NULL', column: name, check: { kind: 'notNull' }, severity: 'ERROR', evidence };
}

/** From the least to the greatest value, both rounded outwards. No rule can say that a time is in the past. */
function rangeOf({ name, dataType, min, max, nullCount, rowCount }: MeasuredColumn): Suggestion | undefined {
  if (min === null || max === null || rowCount === nullCount) return undefined;
  const present = figure(rowCount - nullCount);
  const suggestion = (check: RuleCheck, rest: string): Suggestion => ({
    kind: 'RANGE',
    column: name,
    check,
    severity: 'WARNING',
    evidence: `The ${present} values of ${name} ${rest}`,
  });
  if (isNumber(dataType)) {
    const [least, greatest] = [Number(min), Number(max)];
    if (![least, greatest].every((bound) => Number.isFinite(bound) && Math.abs(bound) <= MAX_BOUND)) return undefined;
    if (least === greatest) return undefined;
    const range = { min: least >= 0 ? 0 : -roundedUp(-least), max: greatest <= 0 ? 0 : roundedUp(greatest) };
    const rest = `lie between ${min} and ${max}; the range is that, rounded outwards.`;
    return suggestion({ kind: 'numberRange', ...range }, rest);
  }
  const year = /^(date|timestamp)/.test(dataType) ? /^(\d{4})-\d\d-\d\d/.exec(min) : null;
  if (!year || min.endsWith('BC')) return undefined;
  return suggestion(
    { kind: 'dateRange', min: `${year[1]}-01-01` },
    `are all from ${min} or later; the range begins with that year.`,
  );
}

function acceptedOf({ name }: MeasuredColumn, { values }: ColumnValues, isSample: boolean): Suggestion | undefined {
  const frequent = values.filter(({ count }) => count >= LEAST_OCCURRENCES);
  const all = sum(values.map(({ count }) => count));
  const covered = sum(frequent.map(({ count }) => count));
  if (frequent.length < 2 || covered * 100 < COVERED_PERCENT * all) return undefined;
  const rare = all - covered;
  const others =
    rare === 0
      ? 'there are no others'
      : `${figure(rare)} others occur fewer than ${LEAST_OCCURRENCES} times each and are not listed`;
  return {
    kind: 'ACCEPTED_VALUES',
    column: name,
    check: { kind: 'acceptedValues', values: frequent.map(({ value }) => value) },
    severity: rare === 0 ? 'ERROR' : 'WARNING',
    evidence: `The ${figure(all)} ${isSample ? 'sampled ' : ''}values of ${name} are ${frequent.length} different ones; ${others}.`,
  };
}

/** The first that is named like a key, or else the first. */
function uniqueOf(columns: readonly MeasuredColumn[]): MeasuredColumn | undefined {
  const unique = columns.filter(isIdentifier);
  return unique.find(({ name }) => KEY_NAME.test(name)) ?? unique[0];
}

function uniquenessOf({ name, rowCount }: MeasuredColumn): Suggestion {
  return {
    kind: 'UNIQUENESS',
    column: name,
    check: null,
    severity: null,
    evidence: `All ${figure(rowCount)} values of ${name} differ and none is missing, and the table has no primary key: it may identify its rows.`,
  };
}

/** Each row has another value, of a type by which rows are told apart. */
function isIdentifier({ dataType, distinctCount, rowCount, isEstimated }: MeasuredColumn): boolean {
  return (
    !isEstimated &&
    rowCount > 0 &&
    distinctCount === rowCount &&
    (isText(dataType) || /^(smallint|integer|bigint|uuid)$/.test(dataType))
  );
}

const KEY_NAME = /(^|_)(id|key|code|number|no|nr|uuid)$/i;
/** What JSON and a float hold exactly. */
const MAX_BOUND = 1e15;

function isNumber(dataType: string): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision)\b/.test(dataType);
}

/** Of whole numbers, a range says more than a list; an enum lists its values itself. */
function isText(dataType: string): boolean {
  return /^(text|character|citext)\b/.test(dataType);
}

/** The next number that is 1, 2 or 5 with zeros, for a positive one. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return Number((step * power).toPrecision(12));
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
