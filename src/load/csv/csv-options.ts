import type { Options } from 'csv-parse';

/** How csv-parse reads a file, by its delimiter: according to RFC 4180, or, if tab-separated, more leniently. */
export function csvOptions(delimiter: string) {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A tab is hardly ever part of a value, so most programs write such files without quoting: 5" is five inches.
    relax_quotes: delimiter === '\t',
  } satisfies Options;
}
