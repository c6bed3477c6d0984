import { constants } from 'node:buffer';

import { LoadError } from '../load-error.ts';
import { type ColumnNames, createColumnNames } from '../source/column-names.ts';
import { readLines } from '../source/read-lines.ts';
import type { Reading, Row, RowSource, Value } from '../source/row-source.ts';
import { createJsonScanner, type JsonScanner } from './json-scanner.ts';

interface JsonFile {
  path: string;
  name: string;
  bytesTotal: number;
}

/**
 * A file that is one JSON array of objects. It is held in memory while it is read. A missing member is null.
 * @throws LoadError if the file is longer than a string can be
 */
export function jsonSource({ path, name, bytesTotal }: JsonFile): RowSource {
  if (bytesTotal > constants.MAX_STRING_LENGTH) {
    throw new LoadError(`${name}: too long for one JSON array; convert it to .ndjson, with one object per line`);
  }
  return jsonRows({ path, name, bytesTotal }, async function* (names, reading) {
    const pieces: Buffer[] = [];
    for await (const { bytes } of readLines(path, name)) pieces.push(bytes);
    const text = Buffer.concat(pieces).toString();
    const scanner = createJsonScanner(text, name, 1);
    scanner.expect('[', 'an array of objects');
    if (!scanner.take(']')) {
      do {
        yield readRow(scanner, names);
        reading.bytesRead = Math.round((scanner.position / text.length) * bytesTotal);
      } while (scanner.take(','));
      scanner.expect(']', '"," or "]"');
    }
    scanner.expectEnd();
  });
}

/** A file with one JSON object per line, read as a stream. Empty lines are skipped; a missing member is null. */
export function ndjsonSource({ path, name, bytesTotal }: JsonFile): RowSource {
  return jsonRows({ path, name, bytesTotal }, async function* (names, reading) {
    for await (const { firstLine, bytes } of readLines(path, name)) {
      reading.bytesRead += bytes.length;
      for (const [index, text] of bytes.toString().split('\n').entries()) {
        if (text.trim() === '') continue;
        const scanner = createJsonScanner(text, name, firstLine + index);
        yield readRow(scanner, names);
        scanner.expectEnd();
      }
    }
  });
}

type ReadRows = (names: ColumnNames, reading: { bytesRead: number }) => AsyncGenerator<Row>;

function jsonRows({ name, bytesTotal }: JsonFile, readRows: ReadRows): RowSource {
  return {
    name,
    typed: true,
    bytesTotal,
    read(): Reading {
      const names = createColumnNames(name);
      const progress = { bytesRead: 0 };
      return Object.assign(progress, { names: names.list, rows: readRows(names, progress) });
    },
  };
}

function readRow(scanner: JsonScanner, names: ColumnNames): Row {
  const row = { line: scanner.line(), values: [] as Value[] };
  scanner.object((member, value, line) => {
    row.values[names.positionOf(member, line)] = value;
  });
  return row;
}
