import type { Value } from '../source/row-source.ts';

/**
 * What one value could be. A `safeInteger` and a `double` lose nothing as a double precision; an `integer` fits a
 * bigint, a `decimal` neither.
 */
export type ValueKind =
  'boolean' | 'safeInteger' | 'integer' | 'double' | 'decimal' | 'date' | 'timestamp' | 'timestamptz' | 'json' | 'text';

const BOOLEAN = /^(?:true|false|True|False|TRUE|FALSE)$/;
/** No leading zero: 007 is a code. No plus: +49 is a telephone number. */
const INTEGER = /^(?:0|-?[1-9]\d*)$/;
/** An exponent has a sign or comes after a fraction: 12E7 is a code. */
const DECIMAL = /^-?(?:(?:0|[1-9]\d*)?\.\d+(?:[eE][+-]?\d{1,3})?|(?:0|[1-9]\d*)[eE][+-]\d{1,3}|0)$/;
const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/;
/** Longer numbers are text; Postgres takes no numeric of any length. */
const MAX_NUMBER_LENGTH = 1000;
const MIN_BIGINT = -(2n ** 63n);
const MAX_BIGINT = 2n ** 63n - 1n;

/** The kind of a field that is text, as in CSV, whatever it was meant to be. */
export function kindOfText(text: string): ValueKind {
  const first = text.charCodeAt(0);
  // Nothing but a number, a date or a boolean is left after this, and most text is decided by it.
  if (first > 0x39) return BOOLEAN.test(text) ? 'boolean' : 'text';
  if (text.length <= MAX_NUMBER_LENGTH) {
    if (INTEGER.test(text)) return kindOfInteger(BigInt(text));
    if (DECIMAL.test(text)) return kindOfDecimal(text);
  }
  return kindOfInstant(text) ?? 'text';
}

/** The kind of a value that has a type already. A string is never a number, but may be a date. */
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

/** JSON's numbers are numbers for sure, and their exponents need no sign. */
function kindOfNumber(json: string): ValueKind {
  return kindOfText(json.replace(/[eE](?=\d)/, 'e+'));
}

function kindOfInteger(integer: bigint): ValueKind {
  if (integer < MIN_BIGINT || integer > MAX_BIGINT) return 'decimal';
  return Number.isSafeInteger(Number(integer)) ? 'safeInteger' : 'integer';
}

/** A double, if it is how a double prints with as many digits; with 17 of them, it can be told from all others. */
function kindOfDecimal(text: string): ValueKind {
  const { digits, exponent } = partsOf(text);
  const printed = partsOf(Number(text).toPrecision(Math.min(digits.length, 17)));
  return digits === printed.digits && exponent === printed.exponent ? 'double' : 'decimal';
}

/** Significant digits and exponent, so that 0.10, .1 and 1e-1 are the same. */
function partsOf(number: string): { digits: string; exponent: number } {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return { digits: '0', exponent: 0 };
  return { digits: significant, exponent: Number(exponent) - fraction.length + digits.length - significant.length };
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
