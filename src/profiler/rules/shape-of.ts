const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const CLASSES = DIGITS + UPPER + UPPER.toLowerCase();
const SHOWN = '9'.repeat(DIGITS.length) + 'A'.repeat(UPPER.length) + 'a'.repeat(UPPER.length);
const MAX_SHAPED = 60;
/** A longer run of one character is cut. */
const MAX_RUN = 4;

/**
 * SQL that turns a value into its shape, which says nothing of the value but its form. It is bounded in length, and
 * ASCII. As "C", ranges are of code points whatever the locale.
 */
export function shapeOf(value: string): string {
  const text = `left(CAST(${value} AS text), ${MAX_SHAPED})`;
  const ascii = `regexp_replace(translate(${text}, '${CLASSES}', '${SHOWN}') COLLATE "C", '[^\\x20-\\x7e]', 'x', 'g')`;
  const run = `(.)\\1{${MAX_RUN},}`;
  const cut = `regexp_replace(${ascii}, '${run}', '${'\\1'.repeat(MAX_RUN)}+', 'g')`;
  return `(${cut} || CASE WHEN char_length(CAST(${value} AS text)) > ${MAX_SHAPED} THEN '...' ELSE '' END)`;
}
