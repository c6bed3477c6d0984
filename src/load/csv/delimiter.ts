import { LoadError } from '../load-error.ts';

/** The delimiters that are tried if none is given. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * A delimiter as a person writes it: one character, or `tab`.
 * @throws LoadError if it cannot be a delimiter
 */
export function parseDelimiter(text: string): string {
  if (text === 'tab') return '\t';
  if (Array.from(text).length === 1 && !/["\r\n]/.test(text)) return text;
  throw new LoadError(`${JSON.stringify(text)} is not a delimiter: expected one character, or tab`);
}

/** Its name in errors. */
export function nameOfDelimiter(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : JSON.stringify(delimiter);
}
