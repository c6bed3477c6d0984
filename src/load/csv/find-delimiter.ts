import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

import { errorAt } from '../load-error.ts';
import { csvOptions } from './csv-options.ts';
import { DELIMITERS, nameOfDelimiter } from './delimiter.ts';

const SAMPLE_RECORDS = 100;

/**
 * The delimiter by which the header has more than one field. If there are several, the one by which the first rows have
 * as many fields as the header. If none is found, the usual one.
 *
 * csv-parse's own `delimiter_auto` counts characters: it takes a frequent letter for a delimiter, never reports that it
 * is undecided, and fails at a letter outside ASCII.
 * @param sample the beginning of the file, in whole lines
 * @throws LoadError if more than one delimiter is possible
 */
export function findDelimiter(sample: Buffer, usual: string, source: string): string {
  const splitting = DELIMITERS.filter((delimiter) => (widthsBy(delimiter, sample)[0] ?? 0) > 1);
  const [only = usual, ...more] = splitting;
  if (more.length === 0) return only;
  const fitting = splitting.filter((delimiter) => new Set(widthsBy(delimiter, sample)).size === 1);
  const [found = usual, ...others] = fitting;
  if (others.length === 0) return found;
  const names = fitting.map(nameOfDelimiter).join(' or ');
  throw errorAt(source, 1, `the fields could be separated by ${names}: choose one with --delimiter`);
}

/** How many fields the first records have, as far as they can be read. */
function widthsBy(delimiter: string, sample: Buffer): number[] {
  const widths: number[] = [];
  try {
    parse(sample, {
      ...csvOptions(delimiter),
      to: SAMPLE_RECORDS,
      on_record(fields: string[]) {
        if (fields.length > 1 || fields[0] !== '') widths.push(fields.length);
        return fields;
      },
    });
  } catch (error) {
    // The sample may end within quotes; other errors are reported when the rows are read.
    if (!(error instanceof CsvError)) throw error;
  }
  return widths;
}
