import { constants } from 'node:buffer';

import { errorAt, LoadError } from '../load-error.ts';
import { type ColumnNames, createColumnNames } from '../source/column-names.ts';
import { readLines } from '../source/read-lines.ts';
import type { Reading, Row, RowSource, Value } from '../source/row-source.ts';
import { type JsonPath, type RowsAt, rowsAt } from './json-path.ts';
import { createJsonScanner, type JsonScanner } from './json-scanner.ts';

interface JsonFile {
  path: string;
  name: string;
  bytesTotal: number;
  /** Where the rows are, in the file or, with one value per line, in each line. */
  rowsPath: JsonPath;
  isNull: (text: string) => boolean;
}

/**
 * A file that is one JSON array of objects, or has one or several at the path. It is held in memory while it is read. A
 * missing member is null.
 * @throws LoadError if the file is longer than a string can be
 */
export function jsonSource(file: JsonFile): RowSource {
  const { path, name, bytesTotal, rowsPath } = file;
  if (bytesTotal > constants.MAX_STRING_LENGTH) {
    throw new LoadError(`${name}: too long for one JSON array; convert it to .ndjson, with one object per line`);
  }
  return jsonRows(file, async function* (rows, reading) {
    const pieces: Buffer[] = [];
    for await (const { bytes } of readLines(path, name)) pieces.push(bytes);
    const text = Buffer.concat(pieces).toString();
    const scanner = createJsonScanner(text, name, 1);
    if (rowsPath.length === 0) expectArray(scanner, name);
    for (const row of rows.within(scanner)) {
      yield row;
      reading.bytesRead = Math.round((scanner.position / text.length) * bytesTotal);
    }
    scanner.expectEnd();
  });
}

/** A file with one JSON object per line, read as a stream. Empty lines are skipped; a missing member is null. */
export function ndjsonSource(file: JsonFile): RowSource {
  const { path, name, rowsPath } = file;
  return jsonRows(file, async function* (rows, reading) {
    for await (const { firstLine, bytes } of readLines(path, name)) {
      reading.bytesRead += bytes.length;
      for (const [index, text] of bytes.toString().split('\n').entries()) {
        if (text.trim() === '') continue;
        const scanner = createJsonScanner(text, name, firstLine + index);
        if (rowsPath.length === 0) yield rows.readRow(scanner);
        else yield* rows.within(scanner);
        scanner.expectEnd();
      }
    }
  });
}

interface Rows extends RowsAt<Row> {
  readRow(scanner: JsonScanner): Row;
}

type ReadRows = (rows: Rows, reading: { bytesRead: number }) => AsyncGenerator<Row>;

function jsonRows({ name, bytesTotal, rowsPath, isNull }: JsonFile, readRows: ReadRows): RowSource {
  return {
    name,
    typed: true,
    hasHeader: false,
    bytesTotal,
    read(): Reading {
      const names = createColumnNames(name);
      const progress = { bytesRead: 0 };
      const readRow = (scanner: JsonScanner) => readObject(scanner, names, isNull);
      const found = rowsAt(rowsPath, readRow);
      async function* rows(): AsyncGenerator<Row> {
        yield* readRows({ ...found, readRow }, progress);
        found.expectFound(name);
      }
      return Object.assign(progress, { names: names.list, rows: rows() });
    },
  };
}

function readObject(scanner: JsonScanner, names: ColumnNames, isNull: (text: string) => boolean): Row {
  const row = { line: scanner.line(), values: [] as Value[] };
  scanner.object((member, value, line) => {
    row.values[names.positionOf(member, line)] = typeof value === 'string' && isNull(value) ? null : value;
  });
  return row;
}

/** @throws LoadError, with the members of an object that are arrays, unless an array comes next */
function expectArray(scanner: JsonScanner, name: string): void {
  if (!scanner.isNext('{')) {
    if (!scanner.isNext('[')) scanner.expect('[', 'an array of objects');
    return;
  }
  const line = scanner.line();
  const paths: string[] = [];
  for (const member of scanner.names()) {
    if (scanner.isNext('[')) paths.push(`--path ${member}`);
    scanner.skip();
  }
  const choice = paths.length > 0 ? `; its rows may be at ${paths.join(' or ')}` : '';
  throw errorAt(name, line, `an array of objects expected, not "{"${choice}`);
}
