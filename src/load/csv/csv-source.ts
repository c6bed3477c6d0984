import { pipeline, Readable } from 'node:stream';

import { CsvError, parse, type CsvErrorCode, type Options } from 'csv-parse';

import { errorAt } from '../load-error.ts';
import { createColumnNames, type ColumnNames } from '../source/column-names.ts';
import { readLines } from '../source/read-lines.ts';
import type { Row, RowSource } from '../source/row-source.ts';

interface CsvFile {
  path: string;
  name: string;
  bytesTotal: number;
  delimiter: ',' | '\t';
}

/**
 * A file of comma or tab separated values with a header, quoted as RFC 4180 has it, read as a stream. An empty field is
 * null, quoted or not. Empty lines are skipped, save in a file of one column, where each is a row that is null.
 */
export function csvSource(file: CsvFile): RowSource {
  const { name, bytesTotal } = file;
  return {
    name,
    typed: false,
    bytesTotal,
    read() {
      const names = createColumnNames(name);
      const progress = { bytesRead: 0 };
      return Object.assign(progress, { names: names.list, rows: readRows(file, names, progress) });
    },
  };
}

async function* readRows(
  { path, name, delimiter }: CsvFile,
  names: ColumnNames,
  progress: { bytesRead: number },
): AsyncGenerator<Row> {
  let nextLine = 1;

  function toRow(fields: string[]): Row | null {
    const line = nextLine;
    // csv-parse's own count takes a CRLF in quotes for two lines.
    nextLine += 1 + fields.reduce((breaks, field) => breaks + breaksIn(field), 0);
    const width = names.list.length;
    if (width === 0) {
      names.addHeader(fields, line);
      return null;
    }
    if (fields.length !== width) {
      if (fields.length === 1 && fields[0] === '') return null;
      throw errorAt(
        name,
        line,
        `${fields.length} field${fields.length === 1 ? '' : 's'} where the header has ${width}`,
      );
    }
    return { line, values: fields.map((field) => (field === '' ? null : field)) };
  }

  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const { bytes } of readLines(path, name)) {
      progress.bytesRead += bytes.length;
      yield bytes;
    }
  }

  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // Rows are made here, because a parser that fails drops those which were not taken from it yet, and the lines are
    // to be counted all the same. Its types know only an on_record that returns fields.
    on_record: toRow as unknown as Options['on_record'],
  });
  // An error of the file is passed on by the parser.
  pipeline(Readable.from(pieces()), parser, () => undefined);
  try {
    yield* parser as AsyncIterable<Row>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw errorAt(name, nextLine, PROBLEMS[error.code] ?? error.message, { cause: error });
  }
  if (names.list.length === 0) throw errorAt(name, 1, 'no header');
}

function breaksIn(field: string): number {
  return field.match(/\r\n|[\n\r]/g)?.length ?? 0;
}

const PROBLEMS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote in a field that does not begin with one',
};
