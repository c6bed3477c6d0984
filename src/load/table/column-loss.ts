import { printsAs, significantDigits } from '../types/significant-digits.ts';
import type { Loss } from './loss.ts';
import { dateLoss, fractionLoss, intervalLoss, timeLoss, timestampLoss, zonedTimeLoss } from './time-loss.ts';

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * What a column of a type loses of values that Postgres accepts silently: it rounds them, or truncates what the type
 * cannot hold. A text that is not a value of the type is left to Postgres to refuse. Undefined for a type that keeps
 * everything it accepts.
 * @param type as `format_type` writes it, and not a domain
 */
export function lossOf(type: string): Loss | undefined {
  const element = type.replace(/(?:\[\])+$/, '');
  const loss = lossOfScalar(element);
  if (!loss || element === type) return loss;
  return (text) =>
    text
      .match(/[^{}",\\]+/g)
      ?.map(loss)
      .find((found) => found !== undefined);
}

function lossOfScalar(type: string): Loss | undefined {
  const [, first, second] = /\((-?\d+)(?:,(-?\d+))?\)/.exec(type) ?? [];
  const size = first === undefined ? undefined : Number(first);
  switch (type.replace(/\(.*?\)/, '')) {
    case 'numeric':
      return size === undefined ? undefined : roundsBeyond(Number(second ?? 0));
    case 'money':
      return (text) => (/\.\d{2}\d*[1-9]/.test(text) ? 'round' : undefined);
    case 'real':
      return roundsTo(Math.fround, 9);
    case 'double precision':
      return roundsTo((number) => number, 17);
    case 'date':
      return dateLoss;
    case 'timestamp without time zone':
      return both(timestampLoss, fractionLoss(size));
    case 'timestamp with time zone':
      return fractionLoss(size);
    case 'time without time zone':
      return both(timeLoss, fractionLoss(size));
    case 'time with time zone':
      return both(zonedTimeLoss, fractionLoss(size));
    case 'character varying':
      return size === undefined ? undefined : cutsWhere((text) => Array.from(text).length > size);
    case 'name':
      return cutsWhere((text) => Buffer.byteLength(text) > 63);
    case '"char"':
      return cutsWhere((text) => Buffer.byteLength(text) > 1);
    default:
      return type.startsWith('interval') ? intervalLoss(type, size) : undefined;
  }
}

function both(one: Loss, other: Loss): Loss {
  return (text) => one(text) ?? other(text);
}

function cutsWhere(isCut: (text: string) => boolean): Loss {
  return (text) => (isCut(text) ? 'truncate' : undefined);
}

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
