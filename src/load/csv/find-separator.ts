import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

import { errorAt } from '../load-error.ts';
import { csvOptions } from './csv-options.ts';
import { nameOfSeparator, SEPARATORS } from './separator.ts';

const SAMPLE_RECORDS = 100;

/**
 * The separator by which the header has more than one field. If there are several, the one by which the first rows have
 * as many fields as the header. If none is found, the usual one.
 *
 * csv-parse's own `delimiter_auto` counts characters: it takes a frequent letter for a separator, never reports that it
 * is undecided, and fails at a letter outside ASCII.
 * @param sample the beginning of the file, in whole lines
 * @throws LoadError if more than one separator is possible
 */
export function findSeparator(sample: Buffer, usual: string, source: string): string {
  const splitting = SEPARATORS.filter((separator) => (widthsBy(separator, sample)[0] ?? 0) > 1);
  const [only = usual, ...more] = splitting;
  if (more.length === 0) return only;
  const fitting = splitting.filter((separator) => new Set(widthsBy(separator, sample)).size === 1);
  const [found = usual, ...others] = fitting;
  if (others.length === 0) return found;
  const names = fitting.map(nameOfSeparator).join(' or ');
  throw errorAt(source, 1, `the fields could be separated by ${names}: choose one with --separator`);
}

/** How many fields the first records have, as far as they can be read. */
function widthsBy(separator: string, sample: Buffer): number[] {
  const widths: number[] = [];
  try {
    parse(sample, {
      ...csvOptions(separator),
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
