import { readLines } from '../source/read-lines.ts';
import { findSeparator } from './find-separator.ts';

/** A first line that is not a header, but tells Excel the separator. */
const DECLARATION = /^"?sep=([^"\r\n])"?(?:\r\n|\n|\r|$)/iu;

export interface Dialect {
  separator: string;
  /** The line that declares the separator, including its end; usually empty. */
  declaration: string;
}

export interface SeparatedFile {
  path: string;
  name: string;
  /** The separator to assume for a file with one column. */
  usualSeparator: ',' | '\t';
  /** If left out: the one that a first line such as `sep=;` declares, or else the one found from the first rows. */
  separator?: string;
}

/**
 * Examines the beginning of a file.
 * @throws LoadError if it is not text, or more than one separator fits
 */
export async function findDialect({ path, name, usualSeparator, separator }: SeparatedFile): Promise<Dialect> {
  for await (const { bytes } of readLines(path, name)) {
    const [declaration = '', declared] = DECLARATION.exec(bytes.toString('utf8', 0, 20)) ?? [];
    const sample = bytes.subarray(Buffer.byteLength(declaration));
    return { separator: separator ?? declared ?? findSeparator(sample, usualSeparator, name), declaration };
  }
  return { separator: separator ?? usualSeparator, declaration: '' };
}
