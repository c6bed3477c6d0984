import { pipeline, Readable } from 'node:stream';

import { CsvError, type CsvErrorCode, type Options, parse } from 'csv-parse';

import { errorAt } from '../load-error.ts';
import { type ColumnNames, createColumnNames } from '../source/column-names.ts';
import { readLines } from '../source/read-lines.ts';
import type { Row, RowSource } from '../source/row-source.ts';
import { csvOptions } from './csv-options.ts';
import { nameOfDelimiter } from './delimiter.ts';
import { findDialect, type SeparatedFile } from './find-dialect.ts';

interface CsvFile extends SeparatedFile {
  bytesTotal: number;
  isNull: (field: string) => boolean;
}

/**
 * A file of separated values with a header, quoted according to RFC 4180, read as a stream. Whether a field is
 * quoted does not matter for being null. Empty lines are skipped, except in a file of one column, where each is a row.
 */
export function csvSource(file: CsvFile): RowSource {
  const { name, bytesTotal } = file;
  return {
    name,
    typed: false,
    hasHeader: true,
    bytesTotal,
    read() {
      const names = createColumnNames(name);
      const progress = { bytesRead: 0 };
      return Object.assign(progress, { names: names.list, rows: readRows(file, names, progress) });
    },
  };
}

async function* readRows(file: CsvFile, names: ColumnNames, progress: { bytesRead: number }): AsyncGenerator<Row> {
  const { path, name, isNull } = file;
  const { delimiter, declaration } = await findDialect(file);
  let nextLine = declaration === '' ? 1 : 2;

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
      const count = `${fields.length} field${fields.length === 1 ? '' : 's'}`;
      throw errorAt(name, line, `${count} where the header has ${width} (separated by ${nameOfDelimiter(delimiter)})`);
    }
    return { line, values: fields.map((field) => (isNull(field) ? null : field)) };
  }

  function toRowOfLoose({ record, raw }: { record: string[]; raw: string }): Row | null {
    if (record.some((field) => isJoined(field, raw))) throw errorAt(name, nextLine, TEXT_AFTER_QUOTE);
    return toRow(record);
  }

  async function* pieces(): AsyncGenerator<Buffer> {
    let skipped = Buffer.byteLength(declaration);
    for await (const { bytes } of readLines(path, name)) {
      progress.bytesRead += bytes.length;
      yield bytes.subarray(skipped);
      skipped = 0;
    }
  }

  const options = csvOptions(delimiter);
  const parser = parse({
    ...options,
    raw: options.relax_quotes,
    // Rows are made here, because a failing parser drops those that were not yet taken from it, and their lines must be
    // counted all the same. Its types only know an on_record that returns fields.
    on_record: (options.relax_quotes ? toRowOfLoose : toRow) as unknown as Options['on_record'],
  });
  // The parser passes errors of the file on.
  pipeline(Readable.from(pieces()), parser, () => undefined);
  try {
    yield* parser as AsyncIterable<Row>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw errorAt(name, nextLine, PROBLEMS[error.code] ?? error.message, { cause: error });
  }
  if (names.list.length === 0) throw errorAt(name, nextLine, 'no header');
}

function breaksIn(field: string): number {
  return field.match(/\r\n|[\n\r]/g)?.length ?? 0;
}

/** Whether fields were merged into one, because text follows the quote that seemed to close it. */
function isJoined(field: string, raw: string): boolean {
  return field.startsWith('"') && /[\t\n\r]/.test(field) && !raw.includes(`"${field.replaceAll('"', '""')}"`);
}

const TEXT_AFTER_QUOTE = 'text follows a closing quote';
const PROBLEMS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: TEXT_AFTER_QUOTE,
  INVALID_OPENING_QUOTE: 'a quote in a field that does not start with one',
};
