import type { Value } from '../source/row-source.ts';
import { printsAs } from './significant-digits.ts';

/**
 * What one value could be. A `safeInteger` and a `double` lose nothing as double precision; an `integer` fits a bigint,
 * and a `decimal` neither.
 */
export type ValueKind =
  'boolean' | 'safeInteger' | 'integer' | 'double' | 'decimal' | 'date' | 'timestamp' | 'timestamptz' | 'json' | 'text';

const BOOLEAN = /^(?:true|false|True|False|TRUE|FALSE)$/;
/** No leading zero: 007 is a code. No plus: +49 is a telephone number. */
const INTEGER = /^(?:0|-?[1-9]\d*)$/;
/** An exponent has a sign or comes after a fraction: 12E7 is a code. */
const DECIMAL = /^-?(?:(?:0|[1-9]\d*)?\.\d+(?:[eE][+-]?\d{1,3})?|(?:0|[1-9]\d*)[eE][+-]\d{1,3}|0)$/;
/** Postgres keeps microseconds. */
const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6}0*)?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/;
/** Longer numbers are text; Postgres does not accept a numeric of any length. */
const MAX_NUMBER_LENGTH = 1000;
const MIN_BIGINT = -(2n ** 63n);
const MAX_BIGINT = 2n ** 63n - 1n;

/** The kind of a field that is text, as in CSV, whatever was meant. */
export function kindOfText(text: string): ValueKind {
  const first = text.charCodeAt(0);
  // Only numbers, dates and booleans remain after this, and most text is decided by it.
  if (first > 0x39) return BOOLEAN.test(text) ? 'boolean' : 'text';
  if (text.length <= MAX_NUMBER_LENGTH) {
    if (INTEGER.test(text)) return kindOfInteger(BigInt(text));
    if (DECIMAL.test(text)) return printsAs(Number(text), text, 17) ? 'double' : 'decimal';
  }
  return kindOfInstant(text) ?? 'text';
}

/** The kind of a value that already has a type. A string is never a number, but may be a date. */
export function kindOfValue(value: NonNullable<Value>): ValueKind {
  switch (typeof value) {
    case 'string':
      return kindOfInstant(value) ?? 'text';
    case 'number':
      return Number.isSafeInteger(value) ? 'safeInteger' : 'double';
    case 'boolean':
      return 'boolean';
    default:
      return /^[-\d]/.test(value.json) ? kindOfNumber(value.json) : 'json';
  }
}

/** A JSON number is always a number, and its exponent needs no sign. */
function kindOfNumber(json: string): ValueKind {
  return kindOfText(json.replace(/[eE](?=\d)/, 'e+'));
}

function kindOfInteger(integer: bigint): ValueKind {
  if (integer < MIN_BIGINT || integer > MAX_BIGINT) return 'decimal';
  return Number.isSafeInteger(Number(integer)) ? 'safeInteger' : 'integer';
}

function kindOfInstant(text: string): ValueKind | undefined {
  const parts = INSTANT.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, zone] = parts;
  if (!isInCalendar(Number(year), Number(month), Number(day))) return undefined;
  if (zone !== undefined) return 'timestamptz';
  return text.length === 'yyyy-mm-dd'.length ? 'date' : 'timestamp';
}

function isInCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && month > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
