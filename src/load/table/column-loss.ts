import { printsAs, significantDigits } from '../types/significant-digits.ts';

/** What a column would do to a text so that less is stored than was written, as in `round`; undefined: nothing. */
export type Loss = (text: string) => string | undefined;

/**
 * What a column of a type does to values that Postgres takes without a word: it rounds them, or cuts off what the type
 * has no place for. A text that is no value of the type is left to Postgres to refuse. Undefined for a type that keeps
 * all of what it takes.
 * @param type as `format_type` writes it, and not a domain
 */
export function lossOf(type: string): Loss | undefined {
  const element = type.replace(/(?:\[\])+$/, '');
  const loss = lossOfScalar(element);
  if (!loss || element === type) return loss;
  return firstOf((text) => text.match(/[^{}",\\]+/g)?.map(loss) ?? []);
}

function lossOfScalar(type: string): Loss | undefined {
  const [, first, second] = /\((-?\d+)(?:,(-?\d+))?\)/.exec(type) ?? [];
  const size = first === undefined ? undefined : Number(first);
  switch (type.replace(/\(.*?\)/, '')) {
    case 'numeric':
      return size === undefined ? undefined : roundsBeyond(Number(second ?? 0));
    case 'money':
      return roundsBeyond(2);
    case 'real':
      return roundsTo(Math.fround, 9);
    case 'double precision':
      return roundsTo((number) => number, 17);
    case 'date':
      return ofTime(timeOfDayIn, zoneIn);
    case 'timestamp without time zone':
      return ofTime(zoneIn, secondsBeyond(size));
    case 'timestamp with time zone':
      return ofTime(secondsBeyond(size));
    case 'time without time zone':
      return ofTime(zoneIn, dateBeside(TIME), secondsBeyond(size));
    case 'time with time zone':
      return ofTime(dateBeside(TIME_AND_ZONE), secondsBeyond(size));
    case 'character varying':
      return size === undefined ? undefined : cutsWhere((text) => Array.from(text).length > size);
    case 'name':
      return cutsWhere((text) => Buffer.byteLength(text) > 63);
    case '"char"':
      return cutsWhere((text) => Buffer.byteLength(text) > 1);
    default:
      return type.startsWith('interval') ? lossOfInterval(type, size) : undefined;
  }
}

/** What an interval without seconds drops depends on how it is written: nothing goes in. */
function lossOfInterval(type: string, decimals = MICROSECONDS): Loss {
  return /^interval(?:$|\(|.* second)/.test(type) ? ofTime(fractionBeyond('', decimals)) : () => 'perhaps cut';
}

function firstOf(losses: (text: string) => (string | undefined)[]): Loss {
  return (text) => losses(text).find((found) => found !== undefined);
}

function cutsWhere(isCut: (text: string) => boolean): Loss {
  return (text) => (isCut(text) ? 'cut' : undefined);
}

// Numbers.

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function roundsBeyond(scale: number): Loss {
  return ofNumber((number) => {
    const { digits, exponent } = significantDigits(number);
    return digits !== '0' && exponent < -scale;
  });
}

function roundsTo(binary: (number: number) => number, maxDigits: number): Loss {
  return ofNumber((number) => {
    const stored = binary(Number(number));
    return Number.isFinite(stored) && !printsAs(stored, number, maxDigits);
  });
}

function ofNumber(isRounded: (number: string) => boolean): Loss {
  return (text) => {
    const number = text.trim().replace(/^\+/, '').replaceAll('_', '');
    return NUMBER.test(number) && isRounded(number) ? 'round' : undefined;
  };
}

// Dates and times, of ISO 8601 and in all the other ways in which Postgres reads them.

const MICROSECONDS = 6;
const TIME_OF_DAY = /\d:\d\d|\dT\d{4}|\d{8} \d{4}/i;
const MIDNIGHT = /[T ]00:?00(?::?00(?:\.0+)?)?$/i;
/** At the end of a date or time; an offset stands after one, too. */
const NAMED_ZONE = /\d *(?!(?:am|pm|ad|bc)$)[a-z][a-z_/-]*(?:[+-]\d+)?$/i;
const OFFSET = /(?::\d\d|T\d{4,6}|^\d{4}-\d\d-\d\d)(?:\.\d+)? *(?:[ap]m)? *[+-]\d/i;
const TIME = /^T?\d[\d:.]* *(?:[ap]m)?$/i;
const TIME_AND_ZONE = /^T?\d[\d:.]* *(?:[ap]m)? *(?:[a-z]+|[+-][\d:]+)?$/i;

function ofTime(...losses: Loss[]): Loss {
  return firstOf((text) => losses.map((loss) => loss(text.trim())));
}

function timeOfDayIn(text: string): string | undefined {
  return TIME_OF_DAY.test(text) && !MIDNIGHT.test(text) ? 'cut the time of day off' : undefined;
}

function zoneIn(text: string): string | undefined {
  return NAMED_ZONE.test(text) || OFFSET.test(text) ? 'cut the time zone off' : undefined;
}

function dateBeside(timeAlone: RegExp): Loss {
  return (text) => (/\d/.test(text) && !timeAlone.test(text) ? 'cut the date off' : undefined);
}

function secondsBeyond(decimals = MICROSECONDS): Loss {
  return fractionBeyond(String.raw`(?::\d\d|\d{6})`, decimals);
}

function fractionBeyond(seconds: string, decimals: number): Loss {
  const beyond = new RegExp(String.raw`${seconds}\.\d{${decimals}}\d*[1-9]`);
  return (text) => (beyond.test(text) ? 'round' : undefined);
}
