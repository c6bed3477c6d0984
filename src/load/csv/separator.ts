import { LoadError } from '../load-error.ts';

/** What is tried where nobody says which character separates the fields. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;

/**
 * A separator as a person writes it: one character, or `tab`.
 * @throws LoadError when it can separate nothing
 */
export function parseSeparator(text: string): string {
  if (text === 'tab') return '\t';
  if (Array.from(text).length === 1 && !/["\r\n]/.test(text)) return text;
  throw new LoadError(`${JSON.stringify(text)} is not a separator: expected one character, or tab`);
}

/** As errors call it. */
export function nameOfSeparator(separator: string): string {
  return separator === '\t' ? 'tab' : JSON.stringify(separator);
}
