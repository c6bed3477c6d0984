import { readLines } from '../source/read-lines.ts';
import { findDelimiter } from './find-delimiter.ts';

/** A first line that is not a header, but tells Excel the delimiter. */
const DECLARATION = /^"?sep=([^"\r\n])"?(?:\r\n|\n|\r|$)/iu;

export interface Dialect {
  delimiter: string;
  /** The line that declares the delimiter, including its end; usually empty. */
  declaration: string;
}

export interface SeparatedFile {
  path: string;
  name: string;
  /** The delimiter to assume for a file with one column. */
  usualDelimiter: ',' | '\t';
  /** If left out: the one that a first line such as `sep=;` declares, or else the one found from the first rows. */
  delimiter?: string;
}

/**
 * Examines the beginning of a file.
 * @throws LoadError if it is not text, or more than one delimiter fits
 */
export async function findDialect({ path, name, usualDelimiter, delimiter }: SeparatedFile): Promise<Dialect> {
  for await (const { bytes } of readLines(path, name)) {
    const [declaration = '', declared] = DECLARATION.exec(bytes.toString('utf8', 0, 20)) ?? [];
    const sample = bytes.subarray(Buffer.byteLength(declaration));
    return { delimiter: delimiter ?? declared ?? findDelimiter(sample, usualDelimiter, name), declaration };
  }
  return { delimiter: delimiter ?? usualDelimiter, declaration: '' };
}
