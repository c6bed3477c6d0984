import type { Loss } from './loss.ts';

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?';
const NUMBERED_DATE = String.raw`\d{8}|\d{1,6}[-/.]\d{1,2}[-/.]\d{1,6}`;
const NAMED_DATE = String.raw`\d{1,6}[-/. ]?${MONTH}[-/. ]?\d{1,6}|${MONTH}[-/. ]\d{1,2}(?:, ?|[-/. ])\d{1,6}`;
const DATE = `${WEEKDAY}(?:${NUMBERED_DATE}|${NAMED_DATE})`;
const TIME = String.raw`(?:\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?|\d{4}(?:\d\d(?:\.\d+)?)?)(?: ?[ap]m)?`;
/** As Postgres writes it in its oldest DateStyle. */
const DATE_AROUND_TIME = String.raw`${WEEKDAY}${MONTH} +\d{1,2} ${TIME} \d{1,6}`;
const INSTANT = `(?:${DATE}(?:[T ]${TIME})?|${TIME} +${DATE}|${DATE_AROUND_TIME})`;
const ZONE = String.raw` *(?:[+-]\d[\d:]*|[a-z][\w/+-]*)`;
/** Not the name of a time zone. */
const ERA = / ?\b(?:bc|ad)$/i;
const MIDNIGHT = String.raw`00:?00(?::?00(?:\.0+)?)?`;

const form = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'i');
const FORMS = {
  date: form(`${DATE}(?:[T ]${MIDNIGHT})?`),
  instant: form(INSTANT),
  zonedInstant: form(INSTANT + ZONE),
  time: form(`T?${TIME}`),
  zonedTime: form(`T?${TIME}(?:${ZONE})?`),
};
const MICROSECONDS = 6;
const TIME_OF_DAY_CUT = 'drop the time of day of';
const ZONE_CUT = 'drop the time zone of';
const DATE_CUT = 'drop the date of';
const UNKNOWN = 'possibly truncate';

export const dateLoss = lossByForm(['date'], ['instant', TIME_OF_DAY_CUT], ['zonedInstant', ZONE_CUT]);
export const timestampLoss = lossByForm(['instant'], ['zonedInstant', ZONE_CUT]);
export const timeLoss = lossByForm(
  ['time'],
  ['zonedTime', ZONE_CUT],
  ['instant', DATE_CUT],
  ['zonedInstant', DATE_CUT],
);
export const zonedTimeLoss = lossByForm(['zonedTime'], ['instant', DATE_CUT], ['zonedInstant', DATE_CUT]);

/**
 * By the first form that matches a text. Postgres reads more forms than these: what it would truncate in an unknown
 * form cannot be known. A text without digits is a word such as infinity, or not a value at all.
 */
function lossByForm(...forms: [form: keyof typeof FORMS, loss?: string][]): Loss {
  return (text) => {
    const trimmed = text.trim().replace(ERA, '');
    if (!/\d/.test(trimmed)) return undefined;
    const found = forms.find(([name]) => FORMS[name].test(trimmed));
    return found ? found[1] : UNKNOWN;
  };
}

/** What is lost of a time with this many decimals of a second. */
export function fractionLoss(decimals = MICROSECONDS): Loss {
  return roundingOf(String.raw`(?::\d\d|\d{6})`, decimals);
}

/** What an interval without seconds drops depends on its notation in many ways, so nothing with digits is accepted. */
export function intervalLoss(type: string, decimals = MICROSECONDS): Loss {
  return /^interval(?:$|\(|.* second)/.test(type) ? roundingOf('', decimals) : () => UNKNOWN;
}

function roundingOf(seconds: string, decimals: number): Loss {
  const beyond = new RegExp(String.raw`${seconds}\.\d{${decimals}}\d*[1-9]`);
  return (text) => (beyond.test(text) ? 'round' : undefined);
}
