import { LoadError } from '../load-error.ts';

/** The separators that are tried if none is given. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;

/**
 * A separator as a person writes it: one character, or `tab`.
 * @throws LoadError if it cannot be a separator
 */
export function parseSeparator(text: string): string {
  if (text === 'tab') return '\t';
  if (Array.from(text).length === 1 && !/["\r\n]/.test(text)) return text;
  throw new LoadError(`${JSON.stringify(text)} is not a separator: expected one character, or tab`);
}

/** Its name in errors. */
export function nameOfSeparator(separator: string): string {
  return separator === '\t' ? 'tab' : JSON.stringify(separator);
}
